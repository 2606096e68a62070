"""Tables of ratings, complaints and the 办不成事 desk."""

from complaints.models.complaint import Complaint, ListEvidence, Reply
from complaints.models.keeping import ComplaintFile, HandlingLimit, ReplyTemplate, SendingCount
from complaints.models.rating import Rating
from complaints.models.unresolved import Improvement, UnresolvedCase

__all__ = [
    "Complaint",
    "ComplaintFile",
    "HandlingLimit",
    "Improvement",
    "ListEvidence",
    "Rating",
    "Reply",
    "ReplyTemplate",
    "SendingCount",
    "UnresolvedCase",
]
