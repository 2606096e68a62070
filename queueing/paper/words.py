"""What the paper says about a ticket, in the reader's language."""

from collections.abc import Sequence

from django.utils.translation import get_language, gettext

from hall.kernel.clock import BEIJING
from hall.masking import mask_name
from matters.queries.english import english_of
from queueing.models import Queue, RejoinRule
from queueing.paper.slip import Slip, SlipMatter
from queueing.queries.choosing import ToPrepare, to_prepare
from queueing.queries.tickets import Followed
from queueing.states import TicketState
from queueing.verbs.tickets import NO_NAME

AREAS = 3
MATERIALS = 6  # of each matter; the phone shows the rest


def slip_of(shown: Followed, address: str, copy: int = 0) -> Slip:
    """The paper of this ticket as it stands now; a copy says so."""
    ticket = shown.ticket
    return Slip(
        hall=ticket.hall.name,
        label=gettext("您的排队号"),
        number=ticket.number,
        queue=queue_name(ticket.queue),
        tags=gettext("优先") if ticket.priority else "",
        wait=wait_words(shown),
        facts=_facts(shown),
        to_prepare=gettext("请备好材料"),
        matters=[_matter(one) for one in to_prepare(shown.matters, shown.answers)],
        rule=rule_words(ticket.queue),
        address=address,
        scan=gettext("扫码看前面几人"),
        foot=gettext("咨询电话 {phone}").format(phone=ticket.hall.phone),
        reprint=gettext("补打 第 {n} 次").format(n=copy) if copy else "",
    )


def queue_name(queue: Queue) -> str:
    """The queue's name; its kind in English for readers of English."""
    if get_language() != "en":
        return queue.name
    return {"comprehensive": "All-in-one windows", "issuing": "Collecting results"}.get(queue.kind, queue.name)


def wait_words(shown: Followed) -> str:
    """People ahead, and on the next line the range or why there is none yet; later the state."""
    wait = shown.wait
    if wait is None:
        return str(gettext(shown.ticket.get_state_display()))
    ahead = gettext("前面 {ahead} 人").format(ahead=wait.ahead)
    return f"{ahead}\n{wait.words}"


def rule_words(queue: Queue) -> str:
    """What happens to somebody who does not come when called: the queue's own setting, in words."""
    called = gettext("叫到时屏幕和短信会写明窗口，叫 {calls} 次未到算过号。").format(calls=queue.max_calls)
    back = {
        RejoinRule.GONE: gettext("过号作废，请重新取号。"),
        RejoinRule.LAST: gettext("过号当天可到导办台恢复，排到队尾。"),
        RejoinRule.AFTER: gettext("过号当天可恢复一次，排在 {places} 人之后。").format(places=queue.rejoin_after),
    }
    return called + back[RejoinRule(queue.rejoin_rule)]


def area_words(zones: Sequence[str]) -> str:
    """Where the windows of the queue are; a queue served everywhere is watched for on the screens."""
    return "、".join(zones) if len(zones) <= AREAS else gettext("全厅各区，请看屏幕")


def _facts(shown: Followed) -> Sequence[tuple[str, str]]:
    ticket, facts = shown.ticket, []
    if shown.zones and ticket.state == TicketState.WAITING:
        facts.append((gettext("等候区域"), area_words(shown.zones)))
    elif ticket.window is not None:
        facts.append((gettext("窗口"), f"{ticket.window.zone} {ticket.window.code}"))
    if ticket.party.name and ticket.party.name != NO_NAME:
        facts.append((gettext("取号人"), mask_name(ticket.party.name)))
    facts.append((gettext("取号时间"), f"{ticket.issued_at.astimezone(BEIJING):%Y-%m-%d %H:%M}"))
    return facts


def _matter(one: ToPrepare) -> SlipMatter:
    text = english_of(one.matter) if get_language() == "en" else None
    names = [str(text.materials.get(name, name)) if text else name for name in one.required]
    more = len(names) - MATERIALS
    words = gettext("另有 {n} 样，扫码看全部").format(n=more) if more > 0 else ""
    return SlipMatter(text.name if text else one.matter.name, names[:MATERIALS], words)
