"""What appointments, service modes and the end of a day say no to, and what to do next."""

from django.utils.translation import gettext_lazy as _

from hall.kernel.errors import NotFound, RuleBroken, StateConflict


class MatterNotNow(RuleBroken):
    code = "queueing.matter_not_now"
    message = _("“{matter}”不在现在的{mode}时段办理，{when}可以办理；也可以预约那时来。")


class TicketsStopped(RuleBroken):
    code = "queueing.tickets_stopped"
    message = _("{words}")


class NotYetOpen(StateConflict):
    code = "queueing.not_yet_open"
    message = _("大厅 {opens} 开门，早到的号从开门时间起叫；请到时再叫号。")


class DayNotBookable(RuleBroken):
    code = "queueing.day_not_bookable"
    message = _("这一天不能预约：可约 {first} 至 {last} 的开放日，请改选其他日期。")


class SlotNotOffered(RuleBroken):
    code = "queueing.slot_not_offered"
    message = _("没有这个预约时段，或者它已经开始；请返回重新选择时段。")


class SlotClosed(StateConflict):
    code = "queueing.slot_closed"
    message = _("这个时段已停止预约（{reason}），请改选其他时段。")


class SlotFull(StateConflict):
    code = "queueing.slot_full"
    message = _("这个时段刚刚约满，没有约上；请改选其他时段，有人取消后名额也会陆续放出。")


class AppointmentThatDay(StateConflict):
    code = "queueing.appointment_that_day"
    message = _("这个证件当天已有一个预约，一人一天只能预约一次；要改时间请先取消原来的预约。")


class BookingSuspended(RuleBroken):
    code = "queueing.booking_suspended"
    message = _("因最近 {count} 次预约未到，{until} 前暂停预约；您仍可以随时到大厅现场取号。")


class NameMissing(RuleBroken):
    code = "queueing.name_missing"
    message = _("预约实行实名，请照证件填写姓名。")


class TooLateToCancel(StateConflict):
    code = "queueing.too_late_to_cancel"
    message = _("距预约时段已不足 {minutes} 分钟，网上不能取消；请致电 {phone}，或让工作人员代为取消。")


class TooEarlyToCheckIn(StateConflict):
    code = "queueing.too_early_to_check_in"
    message = _("您预约的是 {when}，请在这之前 {minutes} 分钟内签到取号。")


class AppointmentOver(StateConflict):
    code = "queueing.appointment_over"
    message = _("这个预约是 {day} 的，已经过去；请重新预约或现场取号。")


class AppointmentUsed(StateConflict):
    code = "queueing.appointment_used"
    message = _("这个预约已签到取号 {number}，该号已经结束；如还要办理，请重新取号。")


class AppointmentNotFound(NotFound):
    """Unknown number and wrong second factor look the same."""

    code = "queueing.appointment_not_found"
    message = _("没有找到预约：预约号与证件（或手机）后四位对不上，请核对后重试。")


class NobodyExpected(NotFound):
    code = "queueing.nobody_expected"
    message = _("没有找到今天的预约，请核对预约号或证件；没有预约可以直接取号。")


class TooManyBookings(RuleBroken):
    status = 429
    code = "queueing.too_many_bookings"
    message = _("从这里提交预约太频繁了，请{minutes}分钟后再试；着急请致电大厅或到咨询台预约。")


class DayNotStopped(StateConflict):
    code = "queueing.day_not_stopped"
    message = _("今天还没有停止取号，请先停止取号再收尾。")


class StillWaiting(StateConflict):
    code = "queueing.still_waiting"
    message = _("还有 {count} 个号没有办完，不能完成收尾；请先为他们办完，或给优先凭证改日再来。")


class PlanUnreadable(RuleBroken):
    code = "queueing.plan_unreadable"
    message = _("放号计划有误：每格填 0 至 500 的窗口数，同一天的时段不能重叠；请改正后再保存。")


class RulesUnreadable(RuleBroken):
    code = "queueing.rules_unreadable"
    message = _("规则没有保存：{words}请改正后再保存。")
