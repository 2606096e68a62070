"""What the manager's board says no to, and what to do next."""

from hall.kernel.errors import NotFound, RuleBroken, StateConflict


class AllocationMoved(StateConflict):
    code = "queueing.allocation_moved"
    message = (
        "{who}已在 {at} 调整了 {windows} 号窗口（{why}），您看到的不是最新分工；下面已是最新情况，请核对后再调整。"
    )


class TicketsStranded(StateConflict):
    code = "queueing.tickets_stranded"
    message = "不能这样调整：{queues}，调整后没有窗口能办。请先为该队列留下至少一个能办的开放窗口，再调走其余窗口。"


class WindowWithoutQueue(RuleBroken):
    code = "queueing.window_without_queue"
    message = "{windows} 号窗口调整后一个队列也不办。请先给它加办别的队列；不用的窗口请关窗。"


class NothingToChange(RuleBroken):
    code = "queueing.nothing_to_change"
    message = "所选窗口的分工已经是这样，没有需要改动的地方。"


class NoWindowChosen(RuleBroken):
    code = "queueing.no_window_chosen"
    message = "还没有选择窗口，请在看板上点选一个或几个窗口后再调整。"


class NoSuchWindow(NotFound):
    code = "queueing.no_such_window"
    message = "本大厅没有启用 {windows} 号窗口，请核对窗口号。"


class NothingToUndo(StateConflict):
    code = "queueing.nothing_to_undo"
    message = "没有可撤销的调配：只能撤销 {minutes} 分钟内的最近一次调配，撤销本身不能再撤销。"


class PlanNameTaken(StateConflict):
    code = "queueing.plan_name_taken"
    message = "已有名为“{name}”的方案。请换一个名称，或勾选“覆盖同名方案”。"


class PlanNameNeeded(RuleBroken):
    code = "queueing.plan_name_needed"
    message = "请给方案起一个名称，例如“早高峰”。"


class NotInService(StateConflict):
    code = "queueing.reserve_not_in_service"
    message = "{window}号是弹性窗口，尚未启用；请大厅管理员在窗口看板启用后再开窗。"


class NotAReserve(StateConflict):
    code = "queueing.not_a_reserve"
    message = "{window}号不是弹性窗口，不用启用或停用。"


class ReserveStillOpen(StateConflict):
    code = "queueing.reserve_still_open"
    message = "{window}号弹性窗口由{clerk}开着，请先关窗再停用。"


class LunchTimesWrong(RuleBroken):
    code = "queueing.lunch_times_wrong"
    message = "轮休开始时间应早于结束时间，并且不超过两小时，请核对。"


class ConsultOnly(RuleBroken):
    code = "queueing.consult_only"
    message = (
        "{window}号窗口对“{matter}”只提供咨询，不能收件；请把号转到能办的窗口（{where}），或请管理员调整能力设置。"
    )


class CapabilityWrong(RuleBroken):
    code = "queueing.capability_wrong"
    message = "能力设置没有保存：{why}"


class WindowInUse(StateConflict):
    code = "queueing.window_in_use"
    message = "{window}号窗口由{clerk}开着，不能改类别；请先关窗，或等下班后再改。"


class ReserveInService(StateConflict):
    code = "queueing.reserve_in_service"
    message = "{window}号弹性窗口正在启用，请先停用再改类别。"


class KindUnknown(RuleBroken):
    code = "queueing.window_kind_unknown"
    message = "请从列出的窗口类别中选择一种。"
