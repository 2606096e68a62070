"""The wording of appointments and of the end of a day: label, words, how long they are worth sending, an example."""

from collections.abc import Mapping
from datetime import timedelta

HOURS, DAYS = timedelta(hours=1), timedelta(days=1)
_SLOT = {"day": "11月24日", "time": "09:00–09:30", "number": "K7Q4M2XPRT"}
_TICKET = {"number": "A023"}

EXPECTED: dict[str, tuple[str, str, timedelta, Mapping[str, str]]] = {
    "appointment_booked": (
        "预约成功",
        "已预约{day}{time}办事，预约号{number}。请带齐材料和身份证件签到，不能来请提前取消。",
        2 * DAYS,
        _SLOT,
    ),
    "appointment_tomorrow": (
        "预约提醒（前一天）",
        "提醒：您预约了{day}{time}办事，预约号{number}。请带齐材料，不能来请提前取消。",
        6 * HOURS,
        _SLOT,
    ),
    "appointment_soon": (
        "预约提醒（一小时前）",
        "提醒：您预约的{time}快到了，请凭证件或预约号{number}到大厅签到取号。",
        HOURS / 2,
        _SLOT,
    ),
    "appointment_cancelled": (
        "预约取消",
        "您{day}{time}的预约（{number}）已取消，需要时可以重新预约。",
        6 * HOURS,
        _SLOT,
    ),
    "appointment_called_off": (
        "大厅取消预约",
        "抱歉，您{day}{time}的预约[因{why}]取消，请重新预约或致电{phone}。",
        2 * DAYS,
        {**_SLOT, "why": "系统升级", "phone": "010-55000000"},
    ),
    "day_stopped": (
        "闭厅后继续办理",
        "大厅已停止取号，您的{number}号继续有效，今天为您办完为止，请留意屏幕。",
        HOURS / 2,
        _TICKET,
    ),
    "turned_away": (
        "闭厅未办",
        "抱歉，{number}号今天未能办理。{until}前带证件再来取号即可优先，也可以先预约。",
        12 * HOURS,
        {**_TICKET, "until": "11月30日"},
    ),
    "collect_later": (
        "闭厅后改日领取",
        "{number}号的结果今天未出，您不必再等；结果出来后短信通知您带证件来领取。",
        12 * HOURS,
        _TICKET,
    ),
}
