"""Tables of the catalogue."""

from matters.models.material import Material
from matters.models.matter import BasicItem, Matter, MatterType
from matters.models.version import CaseKind, LimitUnit, MatterVersion

__all__ = ["BasicItem", "CaseKind", "LimitUnit", "Material", "Matter", "MatterType", "MatterVersion"]
