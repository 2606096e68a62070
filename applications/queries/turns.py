"""Whose turn it is: what a person may sign today, by their own authorisations and in the place of absent colleagues."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q

from applications.models import Absence, Application, Decision, Power, Signature, SigningStep
from applications.queries.authorisations import absent_on, in_force
from applications.states import ApplicationState as S
from hall.kernel import clock
from hall.models import StaffMember


@dataclass(frozen=True)
class Signer:
    """A person with what they may sign: the matters of each power (None: all), and in whose place they stand today."""

    person: StaffMember
    powers: dict[str, frozenset[int | None]]
    stands_in_for: frozenset[int]

    def covers(self, *powers: str) -> Q:
        """The condition on applications that one of these powers covers."""
        matters = frozenset[int | None]().union(*(self.powers.get(power, frozenset()) for power in powers))
        if None in matters:
            return Q()
        return Q(version__matter__in=[matter for matter in matters if matter is not None])


def signer(person: StaffMember) -> Signer:
    """What this person may sign today; two queries."""
    day = clock.today()
    absent = frozenset(absent_on(day).filter(substitute=person).values_list("person", flat=True))
    rows = in_force(day).filter(department=person.department_id, person__in=[person.pk, *absent])
    powers: dict[str, set[int | None]] = {}
    for power, matter in rows.values_list("power", "matter"):
        powers.setdefault(power, set()).add(matter)
    return Signer(person, {power: frozenset(matters) for power, matters in powers.items()}, absent)


def turn_of(one: Signer) -> Q:
    """The condition: what waits for this person's signature."""
    signed = Signature.objects.filter(
        application=OuterRef("pk"), step=SigningStep.REVIEW, set_aside_at=None, signed_by=one.person
    )
    free = Q(handler=None) | Q(handler__in=[one.person.pk, *one.stands_in_for])
    review = Q(step=SigningStep.REVIEW) & one.covers(Power.REVIEW)
    decide = ~Q(step=SigningStep.REVIEW) & one.covers(Power.DECIDE) & ~Exists(signed)
    longer = Q(state=S.EXTENDING) & one.covers(Power.EXTEND, Power.EXTEND_JOINT)
    return free & (review | decide) | longer


@dataclass(frozen=True)
class Undoable:
    """A decision of one's own that nobody was told of yet."""

    number: str
    matter: str
    words: str
    until: Any


def undoable(person: StaffMember) -> list[Undoable]:
    """The decisions this person can still take back, the one that goes out first on top."""
    rows = Decision.objects.filter(
        decided_by=person, release_at__gt=clock.now(), application__state__in=[S.GRANTED, S.DENIED]
    ).select_related("application__version__matter")
    return [
        Undoable(
            row.application.number,
            row.application.version.matter.name,
            "准予" if row.granted else "不予",
            row.release_at,
        )
        for row in rows.order_by("release_at")
    ]


def standing_in(department_id: int | None) -> dict[int, Absence]:
    """Who of a department is away today, and who stands in."""
    if department_id is None:
        return {}
    rows = absent_on(clock.today()).filter(person__department=department_id).select_related("person", "substitute")
    return {row.person_id: row for row in rows}


def may_undo(person: StaffMember, application: Application) -> Any:
    """Until when this person can take the decision back; None when they cannot."""
    decision = getattr(application, "decision", None) if application.state in {S.GRANTED, S.DENIED} else None
    if decision is None or decision.decided_by_id != person.pk:
        return None
    return decision.release_at if decision.release_at > clock.now() else None
