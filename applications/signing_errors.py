"""What can go wrong when people sign: whose turn it is, who may, and what a department's head keeps."""

from hall.kernel.errors import NotPermitted, RuleBroken, StateConflict


class ReviewFirst(StateConflict):
    code = "applications.review_first"
    message = "{number} 还没有审查，不能决定。请由有审查授权的人员先签署审查意见。"


class ReviewedAlready(StateConflict):
    code = "applications.reviewed_already"
    message = "{number} 已由{who}于{when}审查，正等待决定；要改审查意见，请由决定人退回审查。"


class TwoPeopleSign(NotPermitted):
    code = "applications.two_people_sign"
    message = "本件须由两人签署：审查意见由{who}签署，决定应由另一人作出，请转给有决定授权的其他人员。"


class WithAnother(StateConflict):
    code = "applications.with_another"
    message = "{number} 现由{who}办理。您要办理，请{who}或部门负责人先转办给您。"


class CannotTakeOver(RuleBroken):
    code = "applications.cannot_take_over"
    message = "{who}不能接手{number}：{why}。请选择本部门在岗、有“{power}”授权的其他人员。"


class NotReturnable(StateConflict):
    code = "applications.not_returnable"
    message = "{number} 没有可以退回的审查意见，当前由一人审查并决定。"


class UndoTooLate(StateConflict):
    code = "applications.undo_too_late"
    message = "决定已于{when}送出，通知已发给申请人，不能再撤回；确有错误的，请按法定程序变更或者撤销。"


class OnlyTheDeciderUndoes(NotPermitted):
    code = "applications.only_the_decider_undoes"
    message = "本件由{who}决定，只能由{who}在{when}前撤回。"


class TooManyAtOnce(RuleBroken):
    code = "applications.too_many_at_once"
    message = "一次最多批量决定 {most} 件，您选了 {count} 件，请分批办理。"


class NotInBulk(RuleBroken):
    code = "applications.not_in_bulk"
    message = "“{matter}”没有开通批量决定，请打开 {number} 逐件决定。"


class NotInCharge(NotPermitted):
    code = "applications.not_in_charge"
    message = "授权、流转路线和请假由{department}的负责人管理，请联系部门负责人。"


class NotToOneself(NotPermitted):
    code = "applications.not_to_oneself"
    message = "不能给自己授权。部门负责人本人的授权由大厅管理员按授权文件登记。"


class NotAnApprover(RuleBroken):
    code = "applications.not_an_approver"
    message = "{person}不是{department}在用的审批人员（合同制人员不能签署），请核对账号或者先开设审批人员账号。"


class AuthorisationUnfit(RuleBroken):
    code = "applications.authorisation_unfit"
    message = "授权没有登记：{why}。请改正后重试。"


class AuthorisationEnded(StateConflict):
    code = "applications.authorisation_ended"
    message = "这项授权已经撤销或者到期，不用再撤销。"


class RouteUnfit(RuleBroken):
    code = "applications.route_unfit"
    message = "流转路线没有保存：{why}。请改正后重试。"


class AbsenceUnfit(RuleBroken):
    code = "applications.absence_unfit"
    message = "请假没有登记：{why}。"


class SharesUnfit(RuleBroken):
    code = "applications.shares_unfit"
    message = (
        "审查 {review}% 和决定 {decide}% 合计 {total}%：两个环节合计须为 100%，每个不少于 {least}%。请改后再保存。"
    )
