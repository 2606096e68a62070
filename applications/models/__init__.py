"""Tables of applications."""

from applications.models.application import Application
from applications.models.authorisation import Authorisation, Power
from applications.models.decision import Decision
from applications.models.document import Document, DocumentKind
from applications.models.file import MaterialFile
from applications.models.material import ApplicationMaterial
from applications.models.procedure import Extension, Procedure
from applications.models.result import HandOver, Result
from applications.models.tries import TryCount

__all__ = [
    "Application",
    "ApplicationMaterial",
    "Authorisation",
    "Decision",
    "Document",
    "DocumentKind",
    "Extension",
    "HandOver",
    "MaterialFile",
    "Power",
    "Procedure",
    "Result",
    "TryCount",
]
