"""Tables of the catalogue."""

from matters.models.baseline import Baseline, BaselineLine
from matters.models.catalogue_import import CatalogueImport, FileKind, ImportLine, LineKind
from matters.models.description_change import DescriptionChange
from matters.models.draft import DraftText
from matters.models.english import EnglishText
from matters.models.finding import AskedWords, Synonym, SynonymKind
from matters.models.listing import ListKind, MatterList, MatterListEntry
from matters.models.material import Material
from matters.models.matter import Applicant, BasicItem, Matter, MatterType
from matters.models.version import CaseKind, LimitUnit, MatterVersion
from matters.models.wording_exception import WordingException

__all__ = [
    "Applicant",
    "AskedWords",
    "Baseline",
    "BaselineLine",
    "BasicItem",
    "CaseKind",
    "CatalogueImport",
    "DescriptionChange",
    "DraftText",
    "EnglishText",
    "FileKind",
    "ImportLine",
    "LimitUnit",
    "LineKind",
    "ListKind",
    "Material",
    "Matter",
    "MatterList",
    "MatterListEntry",
    "MatterType",
    "MatterVersion",
    "Synonym",
    "SynonymKind",
    "WordingException",
]
