"""What can go wrong in supervising a case, in words that say what to do next; staff read them."""

from hall.kernel.errors import NotFound, StateConflict


class UrgedAlready(StateConflict):
    code = "applications.urged_already"
    message = "{who}已经督办本件，部门应在{due}前答复；请等答复后再督办。"


class UrgingNotFound(NotFound):
    code = "applications.urging_not_found"
    message = "没有找到这条督办，请刷新页面核对。"


class UrgingAnswered(StateConflict):
    code = "applications.urging_answered"
    message = "这条督办已经答复，请刷新页面查看；情况有变化的，可在办理经过中另行说明。"


class NotOverdue(StateConflict):
    code = "applications.not_overdue"
    message = "本件现在是“{colour}”，只有红灯和黑灯的办件需要说明超时原因。"
