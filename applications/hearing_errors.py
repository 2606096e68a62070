"""What can go wrong with a hearing, in words that say what to do next."""

from hall.kernel.errors import RuleBroken, StateConflict


class HearingTold(StateConflict):
    code = "applications.hearing_told"
    message = "已于 {told} 告知听证权利，不再重复告知。"


class HearingNotTold(StateConflict):
    code = "applications.hearing_not_told"
    message = "还没有告知听证权利；请先出具听证告知书。"


class HearingAsked(StateConflict):
    code = "applications.hearing_asked"
    message = "已登记{who}于 {asked} 提出的听证申请。"


class HearingNotAsked(StateConflict):
    code = "applications.hearing_not_asked"
    message = "还没有人要求听证；有人在期限内提出后，请先登记听证申请。"


class HearingAskedTooLate(RuleBroken):
    code = "applications.hearing_asked_too_late"
    message = "要求听证的期限（被告知之日起五个工作日）到 {until} 为止，已经过了，视为放弃。"


class HearingTooSoon(RuleBroken):
    code = "applications.hearing_too_soon"
    message = "听证应当提前七日通知：今天通知，最早可以定在 {earliest}。"


class HearingTooLate(RuleBroken):
    code = "applications.hearing_too_late"
    message = "收到听证申请后二十日内应当组织听证，最晚定在 {latest}。"


class ChairExamined(RuleBroken):
    code = "applications.chair_examined"
    message = "{name}审查过本件，不能主持听证（行政许可法第四十八条）；请换一位主持人。"


class HearingNotHeld(RuleBroken):
    code = "applications.hearing_not_held"
    message = "听证定于 {held} 举行，举行以后再记录笔录。"


class HearingAnnounced(StateConflict):
    code = "applications.hearing_announced"
    message = "听证已定于 {held} 举行并已通知，不再改期；确需改期的请终止后重新告知。"


class HearingRecorded(StateConflict):
    code = "applications.hearing_recorded"
    message = "听证笔录已于 {recorded} 归入本件，不能改写。"


class HearingIncomplete(RuleBroken):
    code = "applications.hearing_incomplete"
    message = "请填写{what}。"
