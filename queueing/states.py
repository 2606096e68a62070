"""States of a ticket (排队号) and the table of its moves."""

from django.db import models

from hall.kernel.moves import Move


class TicketState(models.TextChoices):
    """Where a ticket stands."""

    WAITING = "waiting", "等候"
    CALLED = "called", "已叫号"
    SERVING = "serving", "办理中"
    PARKED = "parked", "暂离"
    MISSED = "missed", "过号"
    AWAITING_RESULT = "awaiting_result", "等候出件"
    FINISHED = "finished", "已完成"
    CANCELLED = "cancelled", "已取消"


S = TicketState

TICKET_MOVES = {
    "call": Move({S.WAITING}, S.CALLED, "叫号"),
    "recall": Move({S.CALLED}, None, "重呼"),
    "undo_call": Move({S.CALLED}, S.WAITING, "撤回叫号"),
    "start": Move({S.CALLED}, S.SERVING, "开始办理"),
    "miss": Move({S.CALLED}, S.MISSED, "过号"),
    "rejoin": Move({S.MISSED}, S.WAITING, "过号补叫"),
    "transfer": Move({S.SERVING, S.CALLED}, S.WAITING, "转移"),
    "postpone": Move({S.WAITING}, None, "延后三位"),
    "park": Move({S.SERVING, S.CALLED}, S.PARKED, "暂离到房间"),
    "unpark": Move({S.PARKED}, S.WAITING, "从房间回来"),
    "take_back": Move({S.PARKED}, S.SERVING, "接回窗口"),
    "await_result": Move({S.SERVING}, S.AWAITING_RESULT, "办完等出件"),
    "finish": Move({S.SERVING}, S.FINISHED, "办结"),
    "call_for_result": Move({S.AWAITING_RESULT}, S.WAITING, "转出件窗口"),
    "leave": Move({S.AWAITING_RESULT}, S.FINISHED, "不再等候出件"),
    "cancel": Move({S.WAITING, S.CALLED, S.MISSED, S.PARKED, S.AWAITING_RESULT}, S.CANCELLED, "取消"),
}

AT_A_WINDOW = (S.CALLED, S.SERVING)
IN_LINE = (S.WAITING, S.CALLED, S.SERVING, S.PARKED)
LIVE = (*IN_LINE, S.AWAITING_RESULT)


class WindowState(models.TextChoices):
    """Whether a window serves."""

    OPEN = "open", "开放"
    PAUSED = "paused", "暂停"
    CLOSED = "closed", "关闭"


W = WindowState

WINDOW_MOVES = {
    "open": Move({W.OPEN, W.PAUSED}, W.OPEN, "开放"),
    "pause": Move({W.OPEN}, W.PAUSED, "暂停"),
    "resume": Move({W.PAUSED}, W.OPEN, "恢复"),
    "close": Move({W.OPEN, W.PAUSED}, W.CLOSED, "关闭"),
}
