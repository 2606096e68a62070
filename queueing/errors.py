"""What the queue says no to, and what to do next."""

from django.utils.translation import gettext_lazy as _

from hall.kernel.errors import NotFound, NotPermitted, OutsideFailure, RuleBroken, StateConflict


class HallClosed(RuleBroken):
    code = "queueing.hall_closed"
    message = _("大厅现在不对外取号：{words}")


class NoMatterChosen(RuleBroken):
    code = "queueing.no_matter_chosen"
    message = _("还没有选择要办的事项，请至少选择一项后再取号。")


class UnknownMatter(RuleBroken):
    code = "queueing.unknown_matter"
    message = _("没有找到编码为“{codes}”的事项，请重新选择或到咨询台询问。")


class MatterNotHere(RuleBroken):
    code = "queueing.matter_not_here"
    message = _("“{matter}”不在本大厅综合窗口办理，请查看办事指南或到咨询台询问办理地点。")


class DuplicateTicket(StateConflict):
    code = "queueing.duplicate_ticket"
    message = _(
        "您今天已取过号 {number}，现在{state}，请凭该号等候，要加办的事到窗口一并说明即可。号条丢了或想取消，请带证件到导办台。"
    )


class KeyReused(StateConflict):
    code = "queueing.key_reused"
    message = _("这次取号请求的标识已被另一次取号用过，请返回首页重新取号。")


class PriorityNotGranted(RuleBroken):
    code = "queueing.priority_not_granted"
    message = _("按证件上的出生日期未满 60 周岁，不能按老年人优先；如有其他优先情形请另选，或到咨询台说明。")


class UnknownPriority(RuleBroken):
    code = "queueing.unknown_priority"
    message = _("没有这种优先情形，请从列表中选择。")


class UnknownQueue(NotFound):
    code = "queueing.unknown_queue"
    message = _("没有找到这个队列，请核对后重试。")


class WindowNotOpen(StateConflict):
    code = "queueing.window_not_open"
    message = _("{window}号窗口还没有开放，请先开窗再叫号。")


class PausedThere(StateConflict):
    code = "queueing.paused_there"
    message = "{window}号窗口正在暂停（{reason}），转过去的号只能等它恢复；请改转队列或其他开放的窗口。"


class WindowPaused(StateConflict):
    code = "queueing.window_paused"
    message = _("{window}号窗口已暂停（{reason}），请先恢复再叫号。")


class WindowBusy(StateConflict):
    code = "queueing.window_busy"
    message = _("{window}号窗口还有号 {number}（{state}），请先办结、过号或转移。")


class NotYourWindow(NotPermitted):
    code = "queueing.not_your_window"
    message = _("{window}号窗口由{clerk}值守，您不能代为操作；如需换人，请对方先关窗。")


class WindowOpenElsewhere(StateConflict):
    code = "queueing.window_open_elsewhere"
    message = _("您的{window}号窗口已在另一处浏览器打开，请在那里继续，或选择“在此处接管”。")


class AnotherWindowOpen(StateConflict):
    code = "queueing.another_window_open"
    message = _("您已在{window}号窗口开窗，请先关闭该窗口再开新窗口。")


class WindowNotInUse(StateConflict):
    code = "queueing.window_not_in_use"
    message = _("{window}号窗口没有启用，请联系大厅管理员。")


class NobodyAtWindow(StateConflict):
    code = "queueing.nobody_at_window"
    message = _("{window}号窗口现在没有被叫的号，请先叫号。")


class TooLateToUndo(StateConflict):
    code = "queueing.too_late_to_undo"
    message = _("叫号已超过 {seconds} 秒，不能撤回；可以重呼或按过号处理。")


class CallAgainFirst(StateConflict):
    code = "queueing.call_again_first"
    message = _("{number} 才叫了 {calls} 次，叫满 {max_calls} 次才能过号；对方确已离开时请填写原因。")


class RejoinedAlready(StateConflict):
    code = "queueing.rejoined_already"
    message = _("{number} 今天已补叫过一次，请重新取号。")


class ReasonNeeded(RuleBroken):
    code = "queueing.reason_needed"
    message = _("请填写原因后再提交。")


class MatterAlreadyOnTicket(StateConflict):
    code = "queueing.matter_already_on_ticket"
    message = _("{number} 已包含“{matter}”，不用再加。")


class NameNeeded(RuleBroken):
    code = "queueing.name_needed"
    message = _("取号时没有登记姓名，请照证件补录取号人姓名后再办理。")


class TicketGone(StateConflict):
    code = "queueing.ticket_gone"
    message = _("页面上的号已不在本窗口（在别处办结、过号或转移了）；下面是最新情况，没有做任何改动。")


class TooManyTickets(RuleBroken):
    status = 429
    code = "queueing.too_many_tickets"
    message = _("从这里取号太频繁了，请{minutes}分钟后再试；着急请到大厅的自助机或咨询台取号。")


class KioskElsewhere(NotPermitted):
    code = "queueing.kiosk_elsewhere"
    message = _("本机不是这个大厅的自助机；请到大厅的自助机或咨询台取号。")


class AnsweringOver(StateConflict):
    """The matter was handed in: its application is bound to the situation it was received with."""

    code = "queueing.answering_over"
    message = _("“{matter}”已经收件或者这个号已经办完，情形不能再改。")


class DaysUnreadable(RuleBroken):
    code = "queueing.days_unreadable"
    message = "日期看不懂或超出范围：请按 2026-09-21 的样子填写起止日期，起不晚于止，一次最多三个月。"


class CalledJustNow(StateConflict):
    code = "queueing.called_just_now"
    message = _("{number} 刚叫过，请给办事人一点时间，{seconds} 秒后可以再叫。")


class GiveTimeToCome(StateConflict):
    code = "queueing.give_time_to_come"
    message = _("{number} 最后一次叫号还不到规定的间隔，{seconds} 秒后才能过号；对方确已离开时请填写原因。")


class RejoinNotOffered(StateConflict):
    code = "queueing.rejoin_not_offered"
    message = _("按号条上印的规则，过号作废；{number} 不能恢复，请重新取号。")


class PostponedTooOften(StateConflict):
    code = "queueing.postponed_too_often"
    message = _("{number} 今天已延后 {times} 次，不能再延后；来不及时可以取消后重新取号。")


class NobodyBehind(StateConflict):
    code = "queueing.nobody_behind"
    message = _("{number} 后面还没有人，延后没有作用；请在附近等候，或稍后再试。")


class RoomNeeded(RuleBroken):
    code = "queueing.room_needed"
    message = _("请写明办事人去哪个房间，屏幕会显示。")


class NotParked(StateConflict):
    code = "queueing.not_parked"
    message = _("{number} 没有在房间里等待接回，请核对号码。")


class NotWaiting(StateConflict):
    code = "queueing.not_waiting"
    message = _("{number} 现在不在等候，不能点名叫号；请核对号码，过号的请先恢复排队。")


class NotForYouToChoose(NotPermitted):
    code = "queueing.not_for_you_to_choose"
    message = _("点名叫号须由带班组长操作；请按顺序叫号，或请带班组长处理。")


class NobodyThere(StateConflict):
    code = "queueing.nobody_there"
    message = _("{where}现在没有人值守，转过去没有人叫；请改转队列，或先请对方开窗。")


class OwnWindow(RuleBroken):
    code = "queueing.own_window"
    message = _("{window}号就是您自己的窗口，请另选窗口、人员或队列。")


class NobodyServesQueue(StateConflict):
    code = "queueing.nobody_serves_queue"
    message = "没有窗口受理“{queue}”队列，转过去不会有人叫号；请改转其他队列，或请管理员先给这个队列分配窗口。"


class WindowServesNoQueue(StateConflict):
    code = "queueing.window_serves_no_queue"
    message = _("{window}号窗口现在不受理任何队列，请改转队列，或请管理员先给该窗口分配队列。")


class NoFontForPaper(OutsideFailure):
    code = "queueing.no_font_for_paper"
    message = _("服务器上没有中文字体，打不出小票；请系统管理员安装 fonts-noto-cjk 和 fonts-hanazono 后重试。")


class NoPrinter(StateConflict):
    code = "queueing.no_printer"
    message = _("大厅还没有登记可用的小票打印机，请用浏览器打印，或由大厅管理员在“小票打印机”页登记。")


class PhoneNeeded(RuleBroken):
    code = "queueing.phone_needed"
    message = _("请填写手机号码。")


class TicketOver(StateConflict):
    code = "queueing.ticket_over"
    message = _("{number} 已经结束，不再发短信，也不能再改；如还要办理，请重新取号。")
