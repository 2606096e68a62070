"""Who and what promises are not for: people whose credit is not repaired, matters in excluded fields."""

from applications.models import ExcludedPerson, PromiseRule
from applications.models.promise import Method
from hall.models import Party
from matters.models import Matter

DEFAULT_DAYS = 60


def is_excluded(party: Party) -> bool:
    """Whether this person's promises are not taken now."""
    return ExcludedPerson.objects.filter(party=party, repaired_on=None).exists()


def exclusion_of(party: Party) -> ExcludedPerson | None:
    """Why this person's promises are not taken, the latest entry; None when they are."""
    return ExcludedPerson.objects.filter(party=party, repaired_on=None).first()


def promise_rule(matter: Matter) -> PromiseRule:
    """What holds for promises of a matter: what was set, else the common 60 days and a written check (not saved)."""
    found = PromiseRule.objects.filter(matter=matter).first()
    return found or PromiseRule(matter=matter, verify_days=DEFAULT_DAYS, method=Method.WRITTEN)
