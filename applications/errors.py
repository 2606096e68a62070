"""What can go wrong with an application, in words that say what to do next; what citizens see has English."""

from django.utils.translation import gettext_lazy as _

from hall.kernel.errors import NotFound, NotPermitted, RuleBroken, StateConflict


class ApplicationNotFound(NotFound):
    code = "applications.not_found"
    message = "没有找到这件申请，请核对办件编号；不属于您的大厅或部门的办件不能查看。"


class MaterialsMissing(RuleBroken):
    code = "applications.materials_missing"
    message = "还缺 {count} 份材料，不能受理：{names}。请补收后受理，或出具一次性告知书。"


class NothingMissing(RuleBroken):
    code = "applications.nothing_missing"
    message = "材料已经齐全，没有需要补正的内容，请直接受理。"


class IllegalTicks(RuleBroken):
    code = "applications.illegal_tick"
    message = "材料勾选不符合公布的标准：{problems}。请改正后重试。"


class FormUnfit(RuleBroken):
    code = "applications.form_unfit"
    message = "申请表中这些内容不能保存：{names}。每项请填写不超过2000字的文字，不要含有无法显示的字符。"


class SecondNotice(RuleBroken):
    code = "applications.second_notice"
    message = "补正内容只能一次性告知。以下内容以前的告知没有提出，不能再次要求：{names}。确有必要，请督查人员填写理由后出具。"


class StandardLineUnknown(RuleBroken):
    code = "applications.standard_line_unknown"
    message = "不予受理必须引用公布标准中的一条，“{line}”不在本事项的受理条件和材料清单中，请重新选择。"


class ReasonMissing(RuleBroken):
    code = "applications.reason_missing"
    message = "请填写理由，申请人会看到这段话。"


class LegalBasisMissing(RuleBroken):
    code = "applications.legal_basis_missing"
    message = "不予许可必须写明法律依据，请补充后再提交。"


class LateMaterialsOutstanding(RuleBroken):
    code = "applications.late_materials_outstanding"
    message = "容缺材料还没有补齐，不能作出决定：{names}。请等补交后再决定。"


class NotYourHall(NotPermitted):
    code = "applications.not_your_hall"
    message = "这件申请属于其他大厅，请引导申请人到原大厅办理，或联系大厅管理员。"


class NotYourDepartment(NotPermitted):
    code = "applications.not_your_department"
    message = "这件申请由{department}审批，您所在的部门不能决定；如需转办请联系大厅管理员。"


class ContractedStaffNeverDecide(NotPermitted):
    code = "applications.contracted_staff_never_decide"
    message = "综合窗口合同制人员不能作出审批决定，请交由审批部门人员办理。"


class ContractedClerkNeverRefuses(NotPermitted):
    code = "applications.contracted_clerk_never_refuses"
    message = "不予受理由审批部门决定，综合窗口合同制人员不能签发。请先点“收件”，部门审批人员会在“待受理审查”中看到本件并作出决定。"


class NoticePeriodOver(StateConflict):
    code = "applications.notice_period_over"
    message = "告知期限（{due}）已过，依法自收件之日起视为受理，不能再{verb}；请按已受理的办件继续办理。"


class RightAuthorityMissing(RuleBroken):
    code = "applications.right_authority_missing"
    message = "不属于本机关职权的，应当告知申请人向哪个机关申请，请填写有权机关的名称。"


class NotAProcedure(RuleBroken):
    code = "applications.not_a_procedure"
    message = "“{kind}”不是可以停止计时的特别程序。可选：听证、招标、拍卖、检验、检测、检疫、鉴定、专家评审；公示、现场踏勘、征求意见、缴费、制证不停止计时。"


class ProcedureBasisMissing(RuleBroken):
    code = "applications.procedure_basis_missing"
    message = "行政许可法第四十五条以外的程序要写明本事项依据的法律条款，并且该法律应在事项公布的设定依据中；没有的不能停止计时。"


class ProcedureTooLate(RuleBroken):
    code = "applications.procedure_too_late"
    message = "办结期限（{due}）已过，不能再转入特别程序；请尽快作出决定，并说明超期原因。"


class ProcedureTooShort(RuleBroken):
    code = "applications.procedure_too_short"
    message = "特别程序今天才开始，最早明天结束；不需要的请明天以“未进行”结束，当天仍然计时。"


class ProcedureDaysMissing(RuleBroken):
    code = "applications.procedure_days_missing"
    message = "请填写特别程序预计需要的工作日数（1 到 365），所需时间要书面告知申请人。"


class ExtendedAlready(StateConflict):
    code = "applications.extended_already"
    message = "本件已于{when}申请过延期，依法只能延长一次；请在{due}前作出决定。"


class ExtensionTooLong(RuleBroken):
    code = "applications.extension_too_long"
    message = "{what}最多延长{days}个工作日，请填写 1 到 {days}。"


class ExtensionTooLate(RuleBroken):
    code = "applications.extension_too_late"
    message = "办结期限（{due}）已过，不能再延期；请尽快作出决定，并说明超期原因。"


class NotAuthorised(NotPermitted):
    code = "applications.not_authorised"
    message = (
        "您没有“{matter}”的“{power}”授权，或者授权不在有效期内。请由{department}有授权的负责人办理，或请部门补办授权。"
    )


class NotByYourself(NotPermitted):
    code = "applications.not_by_yourself"
    message = "延期由您提出，应由行政机关负责人批准，不能由同一人批准。"


class SuperiorMissing(RuleBroken):
    code = "applications.superior_missing"
    message = "请填写转报的上级机关名称和初审意见。"


class ChangedMeanwhile(StateConflict):
    code = "applications.changed_meanwhile"
    message = "您打开页面后，{who}已于{when}对本件作了“{what}”，当前为“{state}”。您填写的内容还在，请刷新核对后再提交。"


class ConsultationNotFound(NotFound):
    code = "applications.consultation_not_found"
    message = "没有找到这件征求意见，可能已经撤回，或不属于您的部门。"


class QuestionMissing(RuleBroken):
    code = "applications.question_missing"
    message = "请写明要征求的问题，对方部门才能答复。"


class ConsultationDaysMissing(RuleBroken):
    code = "applications.consultation_days_missing"
    message = "请填写对方答复的工作日数（1 到 {most}）；征求意见不停止本件计时。"


class OwnDepartmentAsked(RuleBroken):
    code = "applications.own_department_asked"
    message = "不能向本部门征求意见；部门内部请用“转办”。"


class AskedAlready(StateConflict):
    code = "applications.asked_already"
    message = "已经向{department}征求意见，还没有答复；请等答复，或先撤回再问。"


class AnswerMissing(RuleBroken):
    code = "applications.answer_missing"
    message = "请选择同意、不同意或无意见，并写明理由。"


class ProblemsMissing(RuleBroken):
    code = "applications.problems_missing"
    message = "请写明{names}哪里不符合、怎么改，申请人才能一次补齐。"


class PhraseMissing(RuleBroken):
    code = "applications.phrase_missing"
    message = "请选择用途并写下用语。"


class PhraseNotFound(NotFound):
    code = "applications.phrase_not_found"
    message = "没有找到这条用语，可能已被本部门同事删除；请刷新页面。"


class FilterNameMissing(RuleBroken):
    code = "applications.filter_name_missing"
    message = "请给这个筛选起个名字（不超过20字）。"


class TooManyKept(RuleBroken):
    code = "applications.too_many_kept"
    message = "最多保留 {most} 个，请先删除不用的。"


class PageNotDrawn(NotFound):
    code = "applications.page_not_drawn"
    message = "这一页显示不出来，请下载原文件查看；仍打不开请联系受理窗口重新上传。"


class MixedApplicants(RuleBroken):
    code = "applications.mixed_applicants"
    message = "所选结果不属于同一申请人，请分开发放：{numbers}。"


class NothingChosen(RuleBroken):
    code = "applications.nothing_chosen"
    message = "还没有选择，请先勾选要办理的。"


class CollectorDoesNotMatch(RuleBroken):
    code = "applications.collector_does_not_match"
    message = (
        "领取人证件号码与{number}登记的{role}不一致，请核对证件；由他人代领的，请选“持授权委托书的代领人”并核验委托书。"
    )


class AuthorisationNotSeen(RuleBroken):
    code = "applications.authorisation_not_seen"
    message = "代领人须出示授权委托书，请核验后勾选“已核验授权委托书”。"


class StatusNotFound(NotFound):
    code = "applications.status_not_found"
    message = _(
        "没有找到相符的办件。请核对办件编号和后四位（收件时登记的手机号，或申请人、经办人证件号码的后四位）；仍查不到请拨打大厅电话。"
    )


class TooManyTries(RuleBroken):
    status = 429
    code = "applications.too_many_tries"
    message = _("查询次数过多，请{minutes}分钟后再试；着急可带证件到窗口或拨打大厅电话查询。")


class FileRefused(RuleBroken):
    code = "applications.file_refused"
    message = _("文件“{name}”不能上传：{why}")


class DocumentNotFound(NotFound):
    code = "applications.document_not_found"
    message = _("没有出具过带此验证码的文书。请核对验证码；如确为大厅出具，请拨打文书上的监督电话核实。")
