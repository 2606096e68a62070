"""Tables of the catalogue."""

from matters.models.draft import DraftText
from matters.models.listing import ListKind, MatterList, MatterListEntry
from matters.models.material import Material
from matters.models.matter import Applicant, BasicItem, Matter, MatterType
from matters.models.version import CaseKind, LimitUnit, MatterVersion
from matters.models.wording_exception import WordingException

__all__ = [
    "Applicant",
    "BasicItem",
    "CaseKind",
    "DraftText",
    "LimitUnit",
    "ListKind",
    "Material",
    "Matter",
    "MatterList",
    "MatterListEntry",
    "MatterType",
    "MatterVersion",
    "WordingException",
]
