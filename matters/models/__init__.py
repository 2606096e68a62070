"""Tables of the catalogue."""

from matters.models.draft import DraftText
from matters.models.material import Material
from matters.models.matter import Applicant, BasicItem, Matter, MatterType
from matters.models.version import CaseKind, LimitUnit, MatterVersion

__all__ = [
    "Applicant",
    "BasicItem",
    "CaseKind",
    "DraftText",
    "LimitUnit",
    "Material",
    "Matter",
    "MatterType",
    "MatterVersion",
]
