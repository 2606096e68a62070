"""Warnings to an approver, grouped (时限过半、临近到期、今天到期 …): one line for each kind, never one message each."""

from dataclasses import dataclass

from django.db.models import Count, Q

from applications.models import Alert, AlertKind
from applications.states import UNDECIDED
from hall.models import StaffMember
from hall.roles import Role

SHOWN: tuple[tuple[tuple[str, ...], str, str, str], ...] = (
    ((AlertKind.BLACK, AlertKind.RED), "已超期或只剩一天", "bad", "within=1"),
    ((AlertKind.DUE,), "今天到期", "bad", "only=today"),
    ((AlertKind.AMBER,), "用去八成时限", "warn", "within=3"),
    ((AlertKind.HALF,), "时限过半", "", "within=5"),
    ((AlertKind.STEP,), "本环节超时", "warn", ""),
    ((AlertKind.ABSENT,), "承办人不在岗且时限过半", "bad", ""),
)


@dataclass(frozen=True)
class Warning:
    """How many of the open applications have reached a mark."""

    label: str
    count: int
    look: str
    query: str


def warnings_of(person: StaffMember) -> list[Warning]:
    """The marks that the department's open applications have reached, each counted once; one query."""
    if not person.has_role(Role.APPROVER) or person.department_id is None:
        return []
    rows = Alert.objects.filter(department=person.department_id, application__state__in=UNDECIDED)
    if person.hall_id is not None:
        rows = rows.filter(hall=person.hall_id)
    kinds = [kind for group, *_ in SHOWN for kind in group]
    counted = rows.filter(kind__in=kinds).aggregate(
        **{f"n{place}": Count("application", filter=Q(kind__in=kinds), distinct=True) for place, (kinds, *_) in enumerate(SHOWN)}
    )  # fmt: skip
    return [
        Warning(label, counted[f"n{place}"], look, query)
        for place, (_, label, look, query) in enumerate(SHOWN)
        if counted[f"n{place}"]
    ]
