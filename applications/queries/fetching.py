"""How the citizen gets the result: where it is, what to bring, until when, what may still be changed."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from applications import collecting
from applications.models import Application, LockerStay, Posting, Result
from applications.queries.ways import WHY, collecting_of
from applications.result_states import ResultState as R
from applications.result_states import Way
from applications.states import ApplicationState
from hall.kernel import clock
from hall.masking import mask_address, mask_phone


@dataclass(frozen=True)
class Fetching:
    """The block “怎么领” of the status page."""

    way: str
    way_label: str
    may_change: bool
    cut_off: datetime | None
    why_not: str
    to: str
    phone: str
    promise: str
    headline: str = ""
    todo: str = ""
    tone: str = ""
    can_download: bool = False
    has_code: bool = False


def fetching_of(application: Application) -> Fetching | None:
    """Nothing for what ended without a result."""
    chosen, result = collecting_of(application), getattr(application, "result", None)
    if result is None and chosen.why_not == "closed":
        return None
    row = chosen.delivery
    headline, todo, tone = _said(application, result, chosen.way)
    waits = application.state == ApplicationState.AWAITING_COLLECTION
    return Fetching(
        way=chosen.way,
        way_label=chosen.label,
        may_change=chosen.may_change,
        cut_off=chosen.cut_off,
        why_not=str(WHY.get(chosen.why_not, "")),
        to=mask_address(row.address) if row and row.address else "",
        phone=mask_phone(application.contact_phone),
        promise=promise_words(application, result),
        headline=headline,
        todo=todo,
        tone=tone,
        can_download=chosen.way == Way.ELECTRONIC and result is not None and result.state in (*R.values,) and _is_out(result),
        has_code=waits and result is not None and result.state in (R.COUNTER, R.SHELF, R.LOCKER) and bool(application.contact_phone),
    )  # fmt: skip


def _is_out(result: Result) -> bool:
    return result.available_at is not None


def promise_words(application: Application, result: Result | None) -> str:
    """Until when we promise that the result can be fetched: in days before the decision, as a day after it."""
    if result is not None:
        day = result.issue_due or result.delivery_due
        return _("最迟 %(day)s 可以领取") % {"day": spoken(day)}
    version = application.version
    days = collecting.promised_days(
        is_instant=version.is_instant, is_certificate=version.result_kind == "certificate" and not version.is_instant
    )
    return _("决定后 %(n)d 个工作日内可以领取") % {"n": days} if days else _("决定当天可以领取")


def _said(application: Application, result: Result | None, way: str) -> tuple[str, str, str]:
    """First line, what to do, tone: by where the paper is. Blank where the state of the application says enough."""
    if result is None or application.state != ApplicationState.AWAITING_COLLECTION:
        return "", "", ""
    if way == Way.ELECTRONIC and result.available_at:
        return _("电子结果已出，请下载"), _("验证收件时登记的手机后下载，下载即签收；以后还可以再下载。"), "act"
    told = {R.COMING: _coming, R.LOCKER: _in_locker, R.POSTED: _posted, R.RETURNED: _returned}.get(R(result.state))
    return told(application, result) if told else _at_the_counter(result, way)


def _coming(application: Application, result: Result) -> tuple[str, str, str]:
    day = spoken(result.issue_due)
    words = _("您现在不用做什么。最迟 %(day)s 可以领取，到时发短信告诉您取件码。") % {"day": day}
    return _("结果已出，正在送往出件窗口"), words, "good"


def _in_locker(application: Application, result: Result) -> tuple[str, str, str]:
    rows = LockerStay.objects.of(result.hall_id).filter(result=result, opened_at=None, taken_back_at=None)
    stay = rows.select_related("locker").first()
    if stay is None or stay.expired_at:
        return _("自助柜保管已到期，请到出件窗口领取"), _("请带身份证件到出件窗口，也可以改为邮寄。"), "act"
    until = date_format(stay.expires_at.astimezone(clock.BEIJING), "SHORT_DATETIME_FORMAT")
    words = _("凭短信里的取件码开柜，%(until)s 前取出。位置：%(place)s，%(locker)s 柜 %(box)s 格。") % {
        "until": until, "place": stay.locker.place, "locker": stay.locker.code, "box": stay.box,
    }  # fmt: skip
    return _("结果在自助柜，请凭取件码取出"), words, "act"


def _posted(application: Application, result: Result) -> tuple[str, str, str]:
    row = Posting.objects.of(result.hall_id).filter(result=result, arrived_at=None, returned_at=None).first()
    carrier, number = (row.carrier, row.tracking_number) if row else ("", "")
    day = spoken(row.posted_at.astimezone(clock.BEIJING).date()) if row else ""
    words = _("%(day)s 由%(carrier)s寄出，运单号 %(number)s。收到后请当面打开核对再签收。")
    return _("结果已寄出"), words % {"day": day, "carrier": carrier, "number": number}, "good"


def _returned(application: Application, result: Result) -> tuple[str, str, str]:
    phone = application.version.consult_phone
    words = _("结果久未领取，已退回部门保管。请先拨打 %(phone)s，约好时间再来出件窗口。") % {"phone": phone}
    return _("结果在部门保管，来取前请先打电话"), words, "act"


def _at_the_counter(result: Result, way: str) -> tuple[str, str, str]:
    if way == Way.POST:
        return _("结果已出，等待交寄"), _("您现在不用做什么，寄出后发短信告诉您承运人和运单号。"), "good"
    if way == Way.LOCKER:
        return _("结果已出，等待放入自助柜"), _("您现在不用做什么，放好后发短信告诉您柜号和取件码。"), "good"
    return "", "", ""


def spoken(day: date | None) -> str:
    """A date as the reader's language writes it."""
    return date_format(day, "DATE_FORMAT") if day else ""
