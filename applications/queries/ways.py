"""How a result may be fetched: what is chosen, what is offered, until when it may be changed."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from applications.models import Application, Delivery, IssuingRules, Locker, Result
from applications.result_states import HERE, Postage, ResultState, Way
from applications.states import OPEN, ApplicationState
from hall.kernel import clock
from hall.models import Hall

WHY = {
    "closed": _("办件已经办结"),
    "locker": _("结果已经放入自助柜"),
    "posted": _("结果已经寄出"),
    "gone": _("结果已经领取"),
    "cut_off": _("已过截止时间，结果正在交寄或放柜"),
}
POSTAGE = {
    Postage.FREE: _("邮费由大厅承担，您不用付。"),
    Postage.COLLECT: _("邮费到付，收件时付给投递员。"),
}
OPEN_FOR_CHOOSING = (*OPEN, ApplicationState.GRANTED, ApplicationState.DENIED, ApplicationState.AWAITING_COLLECTION)


@dataclass(frozen=True)
class Collecting:
    """The way of collecting as it stands, and whether it may still be changed."""

    way: str
    label: str
    delivery: Delivery | None
    offered: list[Way]
    may_change: bool
    cut_off: datetime | None
    why_not: str
    postage: str


def delivery_of(application: Application) -> Delivery | None:
    """What was chosen for this application, if anything was."""
    return Delivery.objects.of(application.hall_id).filter(application=application).first()


def ways_offered(application: Application) -> list[Way]:
    """The window always and the sealed document; the post where the standard says so; a locker where the hall has one."""
    offered = [Way.WINDOW]
    if application.version.delivers_by_post:
        offered.append(Way.POST)
    if Locker.objects.of(application.hall_id).filter(in_use=True).exists():
        offered.append(Way.LOCKER)
    return [*offered, Way.ELECTRONIC]


def collecting_of(application: Application) -> Collecting:
    """Everything the choice of a way needs."""
    delivery, result = delivery_of(application), getattr(application, "result", None)
    way = Way(delivery.way) if delivery else Way.WINDOW
    why = why_not_now(application, result)
    return Collecting(
        way=way,
        label=str(way.label),
        delivery=delivery,
        offered=ways_offered(application),
        may_change=not why,
        cut_off=result.cut_off.astimezone(clock.BEIJING)
        if result and result.cut_off and result.state in HERE
        else None,
        why_not=why,
        postage=postage_words(application.hall_id),
    )


def postage_of(hall: Hall | int) -> Postage:
    """Who pays the postage, as the hall settled it; not said where it did not."""
    rules = IssuingRules.objects.filter(hall=hall).first()
    return Postage(rules.postage) if rules else Postage.UNSAID


def postage_words(hall: Hall | int) -> str:
    """The same to citizens; blank where nothing is said."""
    return str(POSTAGE.get(postage_of(hall), ""))


def why_not_now(application: Application, result: Result | None) -> str:
    """Why the way cannot be changed any more; blank while it can. A paper that left, or a cut-off that has passed."""
    if application.state not in OPEN_FOR_CHOOSING:
        return "closed"
    if result is None or result.state == ResultState.RETURNED:
        return ""
    if result.state not in HERE:
        return str(result.state)
    is_leaving = way_is_leaving(application)
    return "cut_off" if is_leaving and result.cut_off and clock.now() > result.cut_off else ""


def way_is_leaving(application: Application) -> bool:
    """Whether the paper is to leave with the next run; what is fetched at the window has no run to miss."""
    delivery = delivery_of(application)
    return delivery is not None and delivery.way in (Way.POST, Way.LOCKER)
