"""What the messages say. Each tells who, what, what to do, until when and where; no personal data, no names.

`{value}` must be given; a part in `[…]` is left out when one of its values is missing. A matter's long name is
shortened so that the message stays one part. Pure functions: no tables, no clock.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from hall.messages.wording_of_days import EXPECTED
from hall.messages.wording_of_results import RESULTS

SINGLE, EACH = 70, 67  # UCS-2 characters of one message, and of each part of a longer one
SHORTENED, SHORTEST = "matter", 6
SHORTEST_SIGNATURE = 8


class Signs(Protocol):
    """Whoever a message is from: a hall has a short name and a phone."""

    short_name: str
    phone: str


@dataclass(frozen=True)
class Template:
    """The wording of one event, how long the message is worth sending, and values to preview it with."""

    label: str
    words: str
    worth: timedelta
    example: Mapping[str, str]
    is_required: bool = False  # by law: no quota and no opt-out holds it back


class WordingIncomplete(ValueError):
    """A template's value was not given: a mistake of the calling code, found by its tests."""


MINUTES, DAYS = timedelta(minutes=1), timedelta(days=1)
_TICKET = {"number": "A023", "window": "12", "zone": "一层东区"}
_CASE = {"matter": "食品经营许可（首次申请）", "number": "110000202609210012", "due": "10月12日"}
_COMPLAINT = {"number": "TSBJ261122-00012-4", "due": "11月27日"}
_LINK = {"link": "https://hall.example.gov.cn/r/3Xk9pQ7vTz2mWd8sLrBn4A"}

TEMPLATES: dict[str, Template] = {
    **{event: Template(*texts) for event, texts in EXPECTED.items()},
    **{event: Template(*texts) for event, texts in RESULTS.items()},
    "ticket_issued": Template(
        "取号成功",
        "您的号码{number}，前面等候{ahead}人[，约需{low}–{high}分钟]。请在大厅[{zone}]等候，留意屏幕和短信。",
        10 * MINUTES,
        {"number": "A023", "ahead": "5", "low": "10", "high": "20", "zone": "一层东区"},
    ),
    "ahead": Template(
        "前面还有几人",
        "{number}号前面还有{ahead}人[，约需{low}–{high}分钟]。请回到大厅[{zone}]等候，留意屏幕和短信。",
        10 * MINUTES,
        {"number": "A023", "ahead": "8", "low": "10", "high": "20", "zone": "一层东区"},
    ),
    "near_turn": Template(
        "即将叫到",
        "{number}号前面还有{ahead}人，请现在到[{zone}]窗口附近等候，叫到时短信会写明窗口。",
        5 * MINUTES,
        {**_TICKET, "ahead": "2"},
    ),
    "called": Template(
        "叫号",
        "请{number}号现在到{window}号窗口[（{zone}）]办理[，{calls}次呼叫未到将过号]。",
        3 * MINUTES,
        {**_TICKET, "calls": "3"},
    ),
    "recalled": Template(
        "再次呼叫",
        "再次呼叫：请{number}号现在到{window}号窗口[（{zone}）]办理，未到将过号。",
        3 * MINUTES,
        _TICKET,
    ),
    "call_undone": Template(
        "撤回叫号",
        "刚才误叫了{number}号，请先不要到{window}号窗口，位置不变，叫到会再通知，抱歉。",
        3 * MINUTES,
        _TICKET,
    ),
    "missed": Template(
        "过号",
        "{number}号已过号。号码当日有效，请到[{zone}]导办台恢复排队，不必重新取号。",
        30 * MINUTES,
        {"number": "A023", "zone": "一层"},
    ),
    "missed_for_good": Template(
        "过号作废",
        "{number}号已过号，按规则不能再恢复。如还要办理，请重新取号。",
        30 * MINUTES,
        {"number": "A023"},
    ),
    "result_called": Template(
        "叫号领取结果",
        "{number}号的办理结果已出，请带身份证件现在到{window}号窗口[（{zone}）]领取。",
        5 * MINUTES,
        _TICKET,
    ),
    "received": Template(
        "收件",
        "已收到您的“{matter}”申请，编号{number}。[最迟{due}告知是否受理，]请留意短信。",
        2 * DAYS,
        _CASE,
        is_required=True,
    ),
    "accepted": Template(
        "受理",
        "“{matter}”已受理，编号{number}[，承诺{due}前办结]。凭编号可查进度。",
        2 * DAYS,
        _CASE,
        is_required=True,
    ),
    "correction": Template(
        "一次性告知补正",
        "“{matter}”须补正[{count}项]材料，编号{number}。请按告知书[于{due}前]到综合窗口补交。",
        2 * DAYS,
        {**_CASE, "count": "2"},
        is_required=True,
    ),
    "refused": Template(
        "不予受理",
        "“{matter}”不予受理，编号{number}。理由和救济途径见通知书，可到综合窗口咨询。",
        2 * DAYS,
        _CASE,
        is_required=True,
    ),
    "out_of_scope": Template(
        "不受理告知",
        "“{matter}”不在这里受理，编号{number}。该去哪里办、理由见告知书。",
        2 * DAYS,
        _CASE,
        is_required=True,
    ),
    "procedure": Template(
        "特别程序",
        "“{matter}”进入{procedure}，约{days}个工作日，期间不计时限。编号{number}。",
        2 * DAYS,
        {**_CASE, "procedure": "专家评审", "days": "20"},
        is_required=True,
    ),
    "procedure_over": Template(
        "特别程序结束",
        "“{matter}”{procedure}已结束，最迟{due}办结。编号{number}。",
        2 * DAYS,
        {**_CASE, "procedure": "专家评审"},
        is_required=True,
    ),
    "extended": Template(
        "延期办理",
        "“{matter}”经批准延期，最迟{due}办结，理由见告知书。编号{number}。",
        2 * DAYS,
        _CASE,
        is_required=True,
    ),
    "promise_remedy": Template(
        "承诺限期整改",
        "“{matter}”承诺核查不符，请于{due}前整改，要求见通知书，编号{number}。",
        2 * DAYS,
        _CASE,
        is_required=True,
    ),
    "date_moved": Template(
        "办结日期变动",
        "国家放假安排公布，“{matter}”办结日改为{due}前，编号{number}。",
        2 * DAYS,
        _CASE,
        is_required=True,
    ),
    "revoked": Template(
        "撤销决定",
        "“{matter}”的决定已撤销，编号{number}。理由和救济途径见决定书。",
        2 * DAYS,
        _CASE,
        is_required=True,
    ),
    "promise_withdrawn": Template(
        "撤回承诺",
        "“{matter}”的承诺已撤回，编号{number}，请于{due}前提交材料，逾期终止办理。",
        2 * DAYS,
        _CASE,
    ),
    "terminated": Template(
        "终止办理",
        "“{matter}”已终止办理，编号{number}。理由见告知书，可以重新申请。",
        2 * DAYS,
        _CASE,
        is_required=True,
    ),
    "delivered": Template(
        "结果已领取",
        "“{matter}”结果已领取，编号{number}。非本人或受托人领取请电{phone}。",
        2 * DAYS,
        {**_CASE, "phone": "010-55000000"},
        is_required=True,
    ),
    "complaint_received": Template(
        "投诉建议登记",
        "您反映的问题已登记，编号{number}，最迟{due}答复。凭编号可查看。",
        2 * DAYS,
        _COMPLAINT,
        is_required=True,
    ),
    "complaint_prolonged": Template(
        "投诉建议改期",
        "您反映的问题（编号{number}）最迟{due}答复，原因请凭编号查看。",
        2 * DAYS,
        _COMPLAINT,
        is_required=True,
    ),
    "complaint_answered": Template(
        "投诉建议答复",
        "您反映的问题（编号{number}）有新的答复，请凭编号查看或致电{phone}。",
        2 * DAYS,
        {**_COMPLAINT, "phone": "010-55000000"},
        is_required=True,
    ),
    "rating_invitation": Template(
        "邀请评价",
        "评价或退订：{link}",
        2 * DAYS,
        _LINK,
    ),
    "rating_again": Template(
        "整改后再评",
        "已整改请再评：{link}",
        2 * DAYS,
        {"link": "https://hall.example.gov.cn/a/3Xk9pQ7vTz2mWd8sLrBn4A"},
    ),
}


def parts(text: str) -> int:
    """How many SMS the text is sent and paid as, counted in UCS-2 (a rare character takes two places)."""
    length = len(text.encode("utf-16-le")) // 2
    return 1 if length <= SINGLE else -(-length // EACH)


def render(event: str, hall: Signs, values: Mapping[str, object]) -> str:
    """The message of this event, signed by the hall. Raises WordingIncomplete (a KeyError for an unknown event).

    To stay one part it shortens the matter's name, then leaves out what may be left out, then shortens the signature. A
    value stays on its line, whatever somebody typed into it.
    """
    template = TEMPLATES[event]
    given = {key: " ".join(str(value).split()) for key, value in values.items() if value not in (None, "")}
    given = {"phone": hall.phone, **given}
    words, signed = template.words, hall.short_name
    text = _filled(words, signed, given)
    while parts(text) > 1 and SHORTENED in given and len(given[SHORTENED]) > SHORTEST:
        given[SHORTENED] = _shorter(given[SHORTENED])
        text = _filled(words, signed, given)
    while parts(text) > 1 and "[" in words:
        words = _without_last_option(words)
        text = _filled(words, signed, given)
    while parts(text) > 1 and len(signed) > SHORTEST_SIGNATURE:
        signed = signed.rstrip("…")[:-1] + "…"
        text = _filled(words, signed, given)
    return text


def _without_last_option(words: str) -> str:
    start = words.rindex("[")
    return words[:start] + words[words.index("]", start) + 1 :]


def _shorter(name: str) -> str:
    """Without its last bracket (情形), or one character less."""
    before, bracket, _ = name.rpartition("（")
    return before if bracket and before else name.rstrip("…")[:-1] + "…"


def without_links(text: str) -> str:
    """For staff: a citizen's link or code is a key (to rate, to see a ticket, to fetch a result) and not theirs to use."""
    text = re.sub(r"(取件码|验证码)[\d ]*\d", r"\1…", text)
    return re.sub(r"(https?://[^/\s]+/|(?<![\w/])/[a-z]+/)\S+", r"\1…", text)


def _filled(words: str, signed: str, given: Mapping[str, str]) -> str:
    def optional(match: re.Match[str]) -> str:
        inside = match.group(1)
        return inside if all(name in given for name in re.findall(r"{(\w+)}", inside)) else ""

    try:
        return f"【{signed}】" + re.sub(r"\[([^]]*)\]", optional, words).format(**given)
    except KeyError as missing:
        raise WordingIncomplete(f"message value {missing} is missing") from missing


def example(event: str, hall: Signs) -> str:
    """The message with values of ordinary length, for the preview."""
    return render(event, hall, TEMPLATES[event].example)
