"""What promises and automatic rules mean for the citizen, in the words of the status page."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from applications.models import Application, Commitment, CommitmentKind, Revocation, Verification
from applications.promise_states import VerificationState
from applications.states import UNDECIDED, MaterialStatus


def promise_notes(application: Application) -> list[str]:
    """Each a sentence that says until when what is to be done, or what was decided; none when nothing was promised."""
    kinds = set(Commitment.objects.filter(application=application, withdrawn_at=None).values_list("kind", flat=True))
    notes = _running(application, kinds) if application.state in UNDECIDED else []
    if CommitmentKind.PROMISE in kinds:
        notes += _verified(Verification.objects.filter(application=application).first())
    revoked = None if is_without_result(application) else Revocation.objects.filter(application=application).first()
    if revoked is not None:
        notes.append(_("准予的决定已撤销，理由和救济途径见撤销决定书；已领取的证照请交回。"))
    return notes


def is_without_result(application: Application) -> bool:
    """Whether there is no result that could have been revoked."""
    return application.state in UNDECIDED or not hasattr(application, "result")


def _running(application: Application, kinds: set[str]) -> list[str]:
    late = list(application.materials.filter(status=MaterialStatus.LATE).select_related("material"))
    notes = [
        _("还差《%(name)s》，请在 %(day)s 前交到窗口；补齐前不作决定，逾期终止办理。")
        % {"name": row.material.name, "day": _said(row.due)}
        for row in late
    ]
    if CommitmentKind.PROMISE in kinds:
        notes.append(_("本件以告知承诺方式办理。决定作出前，可以到窗口撤回承诺，改为提交材料。"))
    return notes


def _verified(task: Verification | None) -> list[str]:
    if task is None or task.state in {VerificationState.MET, VerificationState.REVOKED}:
        return []
    if task.state == VerificationState.REMEDY:
        words = _("承诺核查不符，请在 %(day)s 前整改：%(remedy)s")
        return [words % {"day": _said(task.remedy_due), "remedy": task.remedy}]
    return [_("决定以您的承诺为依据，部门将在 %(day)s 前核查，请予配合。") % {"day": _said(task.due)}]


def _said(day: date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else ""
