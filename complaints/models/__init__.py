"""Tables of ratings, complaints and the 办不成事 desk."""

from complaints.models.asking import RatingOptOut, WrongTokenCount
from complaints.models.complaint import Complaint, ListEvidence, Reply
from complaints.models.keeping import ComplaintFile, HandlingLimit, ReplyTemplate, SendingCount
from complaints.models.rating import Rating
from complaints.models.rating_rules import RatingRules
from complaints.models.rectification import AppealSide, CallBackOutcome, Finding, RatingAppeal, Rectification
from complaints.models.unresolved import Improvement, UnresolvedCase

__all__ = [
    "AppealSide",
    "CallBackOutcome",
    "Complaint",
    "ComplaintFile",
    "Finding",
    "HandlingLimit",
    "Improvement",
    "ListEvidence",
    "Rating",
    "RatingAppeal",
    "RatingOptOut",
    "RatingRules",
    "Rectification",
    "Reply",
    "ReplyTemplate",
    "SendingCount",
    "UnresolvedCase",
    "WrongTokenCount",
]
