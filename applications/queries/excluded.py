"""Who and what promises are not for: people whose credit is not repaired, matters in excluded fields."""

from dataclasses import dataclass

from applications.models import ExcludedPerson, PromiseRule
from applications.models.promise import Method
from applications.states import MaterialStatus
from hall.models import Party
from matters.models import Matter

DEFAULT_DAYS = 60


def is_excluded(party: Party) -> bool:
    """Whether this person's promises are not taken now."""
    return ExcludedPerson.objects.filter(party=party, repaired_on=None).exists()


def exclusion_of(party: Party) -> ExcludedPerson | None:
    """Why this person's promises are not taken, the latest entry; None when they are."""
    return ExcludedPerson.objects.filter(party=party, repaired_on=None).first()


@dataclass(frozen=True)
class Barred:
    """Which ticks may not be offered, and why, in words for the window."""

    statuses: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()


def barred_for(matter: Matter, applicant: Party | None) -> Barred:
    """What the window may not offer for this matter and this person."""
    statuses, words = set(), []
    rule = promise_rule(matter)
    if rule.excluded:
        statuses.add(MaterialStatus.PROMISED)
        words.append(f"本事项涉及{rule.get_excluded_display()}，不适用告知承诺（{rule.basis}）。")
    found = exclusion_of(applicant) if applicant is not None else None
    if found is not None:
        statuses |= {MaterialStatus.PROMISED, MaterialStatus.LATE}
        words.append(f"申请人在不适用承诺名单中（{found.get_ground_display()}），信用修复前不能容缺或告知承诺。")
    return Barred(frozenset(map(str, statuses)), tuple(words))


def promise_rule(matter: Matter) -> PromiseRule:
    """What holds for promises of a matter: what was set, else the common 60 days and a written check (not saved)."""
    found = PromiseRule.objects.filter(matter=matter).first()
    return found or PromiseRule(matter=matter, verify_days=DEFAULT_DAYS, method=Method.WRITTEN)
