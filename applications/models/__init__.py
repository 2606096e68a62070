"""Tables of applications."""

from applications.models.absence import Absence
from applications.models.agency import Agency, AgencyKind, Tells
from applications.models.alert import Alert, AlertKind, Stage, StepShare
from applications.models.amendment import Amendment
from applications.models.application import Application
from applications.models.authorisation import Authorisation, Power
from applications.models.collecting import Delivery, PhoneProof, PickupCode
from applications.models.consent import Consent, ConsentWay, IntakeReuse, ReuseKind
from applications.models.consultation import Consultation
from applications.models.decision import Decision
from applications.models.desk import Phrase, PhraseUse, SavedFilter
from applications.models.document import Document, DocumentKind
from applications.models.file import MaterialFile
from applications.models.hearing import Hearing
from applications.models.issuing_rules import IssuingRules
from applications.models.licence import HeldLicence, LicenceLook, LookOutcome
from applications.models.look import Look
from applications.models.material import ApplicationMaterial
from applications.models.notice_request import NoticeRequest
from applications.models.paper import Locker, LockerStay, Posting, Reminder, Shelf
from applications.models.procedure import Extension, Procedure
from applications.models.promise import (
    Commitment,
    CommitmentKind,
    ExcludedPerson,
    PromiseRule,
    Revocation,
    Verification,
)
from applications.models.recount import DateKind, MovedDate, Recount
from applications.models.resubmission import Resubmission
from applications.models.result import HandOver, Result
from applications.models.route import Route
from applications.models.ruleset import AutomaticDecision, RuleSet
from applications.models.signature import Signature, SigningStep
from applications.models.tally import IntakeTally
from applications.models.tries import TryCount
from applications.models.urging import Cause, OverdueReason, Urging

__all__ = [
    "Absence",
    "Agency",
    "AgencyKind",
    "Alert",
    "AlertKind",
    "Amendment",
    "Application",
    "ApplicationMaterial",
    "Authorisation",
    "AutomaticDecision",
    "Cause",
    "Commitment",
    "CommitmentKind",
    "Consent",
    "ConsentWay",
    "Consultation",
    "DateKind",
    "Decision",
    "Delivery",
    "Document",
    "DocumentKind",
    "ExcludedPerson",
    "Extension",
    "HandOver",
    "Hearing",
    "HeldLicence",
    "IntakeReuse",
    "IntakeTally",
    "IssuingRules",
    "LicenceLook",
    "Locker",
    "LockerStay",
    "Look",
    "LookOutcome",
    "MaterialFile",
    "MovedDate",
    "NoticeRequest",
    "OverdueReason",
    "PhoneProof",
    "Phrase",
    "PhraseUse",
    "PickupCode",
    "Posting",
    "Power",
    "Procedure",
    "PromiseRule",
    "Recount",
    "Reminder",
    "Resubmission",
    "Result",
    "ReuseKind",
    "Revocation",
    "Route",
    "RuleSet",
    "SavedFilter",
    "Shelf",
    "Signature",
    "SigningStep",
    "Stage",
    "StepShare",
    "Tells",
    "TryCount",
    "Urging",
    "Verification",
]
