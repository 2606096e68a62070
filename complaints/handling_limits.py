"""How long each kind of thing may take, before a hall sets its own. Pure.

No Beijing number exists for the 办不成事 desk: at once, five and ten working days are the common practice.
"""

from dataclasses import dataclass

from complaints.complaint_states import Category, ComplaintKind
from complaints.unresolved_states import Tier

NOT_ON_THE_LIST, IMPROVEMENT = "not_on_the_list", "improvement"


@dataclass(frozen=True)
class Days:
    """Working days for one kind of thing, and how many more when it is prolonged, once."""

    working_days: int
    extension_days: int = 0


DEFAULTS = {
    ComplaintKind.COMPLAINT: Days(5, 5),
    ComplaintKind.SUGGESTION: Days(10, 10),
    ComplaintKind.CONSULTATION: Days(1, 2),
    ComplaintKind.HELP: Days(5, 5),
    ComplaintKind.REPORT: Days(10, 10),
    NOT_ON_THE_LIST: Days(3, 3),
    Tier.SIMPLE: Days(0),
    Tier.COMPLEX: Days(5),
    Tier.SPECIAL: Days(10),
    IMPROVEMENT: Days(15),
}
LONGEST = 60


def limit_key(kind: str, category: str) -> str:
    """Under which name the limit of a complaint stands."""
    return NOT_ON_THE_LIST if category in {Category.NOT_LISTED, Category.VAGUE} else kind


def label_of(what: str) -> str:
    """The thing a limit is for, in words."""
    others = {NOT_ON_THE_LIST: "清单外要材料的投诉", IMPROVEMENT: "改进单"}
    if what in others:
        return others[what]
    if what in Tier.values:
        return f"办不成事：{Tier(what).label}"
    return str(ComplaintKind(what).label)
