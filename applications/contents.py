"""What stands in each document (文书): plain values, frozen when it is issued. Never an identity number.

The issuer is the department (实施主体), not the hall; domain.md 2.6.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from applications.models import Application, ApplicationMaterial
from applications.queries.situation import answers_in_words
from applications.states import MaterialStatus
from hall.kernel import clock
from matters.models import MatterType

PERMIT_TITLES = {"grant": "准予行政许可决定书", "denial": "不予行政许可决定书"}


def title_of(kind: str, label: str, matter_type: str) -> str:
    """The title as printed: decisions on permits have the names the law gives them."""
    return PERMIT_TITLES.get(kind, label) if matter_type == MatterType.PERMIT else label


def common(application: Application) -> dict[str, Any]:
    """What every document says: who issues it, on what, by which standard, whom to call."""
    version, matter, hall = application.version, application.version.matter, application.hall
    return {
        "issuer": application.department.full_name,
        "hall": hall.name,
        "hall_address": hall.address,
        "hall_phone": hall.phone,
        "application": application.number,
        "project_number": application.project_number,
        "matter": matter.name,
        "matter_code": matter.code,
        "applicant": application.applicant.name,
        "applicant_kind": application.applicant.kind,
        "agent": application.agent.name if application.agent else "",
        "situation": application.situation,
        "standard": {"version": version.number, "fingerprint": version.short_fingerprint},
        "consult_phone": version.consult_phone,
        "supervise_phone": version.supervise_phone,
    }


def remedies(issuer: str) -> list[str]:
    """How to contest a refusal or a denial (行政复议法 20，行政诉讼法 46)."""
    government = "北京市人民政府" if issuer.startswith("北京市") else "同级人民政府"
    return [
        f"如不服本决定，可以自收到之日起六十日内向{government}申请行政复议；",
        "也可以自收到之日起六个月内依法向有管辖权的人民法院提起行政诉讼。",
    ]


def receipt(application: Application, rows: Iterable[ApplicationMaterial]) -> dict[str, Any]:
    """收件凭证: the list of what was handed in, and until when the applicant will be told."""
    materials = [
        {
            "name": row.material.name,
            "kind": row.material.get_kind_display(),
            "originals": row.material.originals,
            "copies": row.material.copies,
            "status": MaterialStatus(row.status).label,
        }
        for row in rows
    ]
    answers = answers_in_words(application.version, application.answers)
    return {"materials": materials, "answers": answers, "notice_due": application.notice_due.isoformat()}


def correction(application: Application, rows: Iterable[ApplicationMaterial]) -> dict[str, Any]:
    """一次性告知: every missing item, what is wrong and how to mend it, the period and what follows from missing it."""
    missing = [
        {
            "material": row.material_id,
            "name": row.material.name,
            "problem": row.problem or "未提交",
            "standard": row.material.acceptance_standard,
        }
        for row in rows
        if row.status == MaterialStatus.MISSING
    ]
    return {
        "missing": missing,
        "correction_due": iso(application.correction_due),
        "consequence": "逾期未补正的，视为撤回申请；撤回后可以重新提出申请。",
    }


def acceptance(application: Application, rows: Iterable[ApplicationMaterial], *, deemed: bool) -> dict[str, Any]:
    """受理通知书: dates of acceptance, promise and law, what is still to come, the fee."""
    late = [
        {"name": row.material.name, "due": iso(row.due)} for row in rows if row.status == MaterialStatus.LATE
    ]  # fmt: skip
    return {
        "accepted_on": application.counted_from.isoformat() if deemed else iso(local_day(application.accepted_at)),
        "promise_due": iso(application.promise_due),
        "legal_due": iso(application.legal_due),
        "is_provisional": application.due_is_provisional,
        "deemed": deemed,
        "late": late,
        "fee": application.version.fee.get("standard") or "不收费",
    }


def returned(application: Application, ended: str) -> dict[str, Any]:
    """材料退还清单: what the applicant handed in and gets back."""
    rows = application.materials.filter(status=MaterialStatus.HAVE).select_related("material")
    materials = [
        {
            "name": row.material.name,
            "kind": row.material.get_kind_display(),
            "originals": row.material.originals,
            "copies": row.material.copies,
        }
        for row in rows
    ]
    return {"materials": materials, "ended": ended}


def iso(day: date | None) -> str:
    """A date as stored in a document."""
    return day.isoformat() if day else ""


def local_day(moment: Any) -> date | None:
    """The business day of a moment."""
    return moment.astimezone(clock.BEIJING).date() if moment else None
