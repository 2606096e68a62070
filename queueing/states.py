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
    "call_chosen": Move({S.WAITING}, S.CALLED, "点名叫号"),
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
    "cancel": Move({S.WAITING, S.CALLED, S.MISSED, S.PARKED}, S.CANCELLED, "取消"),
    "turn_away": Move({S.WAITING, S.PARKED}, S.CANCELLED, "闭厅未办，给优先凭证"),
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


class PrinterState(models.TextChoices):
    """What a ticket printer says about itself."""

    READY = "ready", "正常"
    PAPER_LOW = "paper_low", "纸将用完"
    PAPER_OUT = "paper_out", "缺纸"
    COVER_OPEN = "cover_open", "上盖打开"
    AWAY = "away", "连接不上"
    BROKEN = "broken", "故障"


PRINTS = (PrinterState.READY, PrinterState.PAPER_LOW)


class PrintState(models.TextChoices):
    """Whether a paper came out."""

    WAITING = "waiting", "待打印"
    SENDING = "sending", "打印中"
    PRINTED = "printed", "已出票"
    FAILED = "failed", "未出票"
    UNSURE = "unsure", "不确定是否出票"


P = PrintState

PRINT_MOVES = {
    "send": Move({P.WAITING, P.FAILED}, P.SENDING, "打印"),
    "printed": Move({P.SENDING}, P.PRINTED, "出票"),
    "fail": Move({P.SENDING}, P.FAILED, "未出票"),
    "doubt": Move({P.SENDING}, P.UNSURE, "不确定是否出票"),
}


class AppointmentState(models.TextChoices):
    """Where an appointment stands."""

    BOOKED = "booked", "已预约"
    CHECKED_IN = "checked_in", "已签到"
    CANCELLED = "cancelled", "已取消"
    CALLED_OFF = "called_off", "大厅已取消"
    NO_SHOW = "no_show", "未到（爽约）"


A = AppointmentState

APPOINTMENT_MOVES = {
    "cancel": Move({A.BOOKED}, A.CANCELLED, "取消"),
    "call_off": Move({A.BOOKED}, A.CALLED_OFF, "大厅取消预约"),
    # Who comes late the same day is served in the ordinary line, and has come.
    "check_in": Move({A.BOOKED, A.NO_SHOW}, A.CHECKED_IN, "签到"),
    "note_no_show": Move({A.BOOKED}, A.NO_SHOW, "记爽约"),
    "pardon": Move({A.NO_SHOW}, A.CALLED_OFF, "撤销爽约"),
}


class ClosingState(models.TextChoices):
    """How far the end of a day has come."""

    STOPPED = "stopped", "已停止取号"
    CLOSED = "closed", "已收尾"
    REOPENED = "reopened", "已恢复取号"


C = ClosingState

CLOSING_MOVES = {
    "stop_tickets": Move({C.REOPENED}, C.STOPPED, "停止取号"),
    "choose_ending": Move({C.STOPPED}, None, "改定处理办法"),
    "reopen_day": Move({C.STOPPED}, C.REOPENED, "恢复取号"),
    "close_day": Move({C.STOPPED}, C.CLOSED, "完成收尾"),
}
