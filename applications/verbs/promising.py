"""Promises in writing (容缺、告知承诺): given at acceptance, withdrawn before the decision, never from the excluded."""

from collections.abc import Collection, Iterable
from typing import Any

from django.conf import settings
from django.db import transaction

from applications.errors import ReasonMissing
from applications.models import Application, ApplicationMaterial, Commitment, CommitmentKind, DocumentKind
from applications.models.promise import ExclusionGround, Ground
from applications.permissions import require_may
from applications.promise_errors import MatterExcluded, NoPromise, PersonExcluded
from applications.queries.excluded import exclusion_of, promise_rule
from applications.states import OTHER_ACTS, MaterialStatus
from applications.verbs.common import calendar, check_not_changed, spoken, taken, tell_by_message
from applications.verbs.documents import issue
from hall import steps
from hall.kernel import clock
from hall.kernel.moves import make_move
from hall.models import Hall, Party, StaffMember
from matters.models import Matter

LATE_WORDS = (
    "已知悉暂缺的材料、补交期限和逾期后果；",
    "在补交期限内补齐上述材料，补交的材料真实、合法、有效；",
    "知悉材料补齐前不作出决定、不发放结果；逾期未补齐的终止办理，视为撤回申请。",
)
PROMISE_WORDS = (
    "已知悉上述告知的条件、标准、核查方式和不实承诺的法律责任；",
    "已经符合告知的条件，所填写和承诺的内容真实、准确；",
    "自愿接受核查，配合行政机关实地、书面或者网络核验；",
    "承诺不实或者不履行承诺的，愿意接受撤销决定、记入信用记录，并承担相应法律责任。",
)
ORDINARY_DAYS = 15


def require_promisable(matter: Matter, applicant: Party, statuses: Collection[str]) -> None:
    """Raise where promises are not allowed: matters in excluded fields, people whose credit is not repaired."""
    if MaterialStatus.PROMISED in statuses:
        rule = promise_rule(matter)
        if rule.excluded:
            raise MatterExcluded(matter=matter.name, field=Ground(rule.excluded).label, basis=rule.basis)
    if MaterialStatus.PROMISED in statuses or MaterialStatus.LATE in statuses:
        found = exclusion_of(applicant)
        if found is not None:
            raise PersonExcluded(
                ground=ExclusionGround(found.ground).label, since=found.since.isoformat(), document=found.document
            )


def commit(application: Application, rows: Iterable[ApplicationMaterial], by: StaffMember) -> list[Commitment]:
    """Write down what was promised with an application being accepted, each kind in its letter: part of a verb."""
    rows = list(rows)
    made = []
    for kind, status in ((CommitmentKind.LATE, MaterialStatus.LATE), (CommitmentKind.PROMISE, MaterialStatus.PROMISED)):
        of_kind = [row for row in rows if row.status == status]
        if of_kind:
            made.append(_committed(application, kind, of_kind, by))
    return made


def _committed(
    application: Application, kind: CommitmentKind, rows: list[ApplicationMaterial], by: StaffMember
) -> Commitment:
    materials = [
        {
            "material": row.material_id,
            "name": row.material.name,
            "standard": row.material.acceptance_standard,
            "due": row.due.isoformat() if row.due else "",
        }
        for row in rows
    ]
    text = list(LATE_WORDS if kind == CommitmentKind.LATE else PROMISE_WORDS)
    facts: dict[str, Any] = {"materials": materials, "text": text}
    if kind == CommitmentKind.PROMISE:
        rule = promise_rule(application.version.matter)
        facts |= {"verify_days": rule.verify_days, "method": rule.get_method_display()}
    letter_kind = DocumentKind.LATE_PROMISE if kind == CommitmentKind.LATE else DocumentKind.PROMISE_LETTER
    letter = issue(application, letter_kind, facts, by=by)
    made = Commitment.objects.create(
        hall=application.hall,
        application=application,
        kind=kind,
        materials=materials,
        text=text,
        promised_by=application.agent or application.applicant,
        promised_at=clock.now(),
        taken_by=by,
        document=letter,
    )
    steps.record(application, "promise", by, kind=kind.value, document=letter.number, materials=len(rows))
    return made


def withdraw_promise(
    *, hall: Hall, number: str, reason: str, seen_state_version: int | None = None, by: StaffMember
) -> Application:
    """The applicant takes the promise back before the decision: on by the ordinary way, nothing held against them.

    The promised materials are awaited like late ones: no decision before they are in, and an end when they are overdue.
    """
    with transaction.atomic():
        application = taken(hall, number)
        require_may(by, "withdraw_promise", hall=hall)
        check_not_changed(application, seen_state_version)
        moved = make_move(application, OTHER_ACTS, "withdraw_promise")
        promise = application.commitments.filter(kind=CommitmentKind.PROMISE, withdrawn_at=None).first()
        if promise is None:
            raise NoPromise()
        if not reason.strip():
            raise ReasonMissing()
        promise.withdrawn_at, promise.withdrawn_by, promise.withdraw_reason = clock.now(), by, reason.strip()
        promise.save()
        due = calendar().add_working_days(clock.today(), getattr(settings, "CORRECTION_DAYS", ORDINARY_DAYS))
        for row in application.materials.filter(status=MaterialStatus.PROMISED):
            row.status, row.due = MaterialStatus.LATE, due
            row.save()
        application.save()
        steps.record(application, moved, by, reason.strip(), due=due.isoformat())
        tell_by_message(application, "promise_withdrawn", promise.pk, due=spoken(due))
        return application
