"""What complaints and the 办不成事 desk say no to, in words that say what to do next; what citizens see has English."""

from django.utils.translation import gettext_lazy as _

from hall.kernel.errors import NotFound, NotPermitted, RuleBroken, StateConflict


class ComplaintNotFound(NotFound):
    """No such thing, or not within this person's reach: the two look the same."""

    code = "complaints.not_found"
    message = "没有找到这件事，请核对编号；不由您经办的投诉和反映不能查看。"


class FollowedNotFound(NotFound):
    """Unknown number and wrong second factor look the same."""

    code = "complaints.followed_not_found"
    message = _("没有找到相符的记录。请核对编号，以及登记的手机号或证件号码的后四位；匿名提交的，请填回执上的查询码。")


class WordsMissing(RuleBroken):
    code = "complaints.words_missing"
    message = _("请写下发生了什么事，至少 {least} 个字。")


class WordsTooMany(RuleBroken):
    code = "complaints.words_too_many"
    message = _("内容最多 {most} 个字，现在是 {length} 个字。您写的都还在，请删减后再提交；更多内容可以作为附件上传。")


class WayOfReachingUnfit(RuleBroken):
    code = "complaints.way_of_reaching_unfit"
    message = _("手机号应为 11 位数字，请改正；不愿留手机的可以不填，用查询码查看答复。")


class ChoiceUnknown(RuleBroken):
    code = "complaints.choice_unknown"
    message = _("“{value}”不在可选的范围内，请重新选择。")


class TooManyFiles(RuleBroken):
    code = "complaints.too_many_files"
    message = _("附件最多 {most} 个，请减少后再提交。")


class TooManySent(RuleBroken):
    status = 429
    code = "complaints.too_many_sent"
    message = _(
        "从这里提交得太多了，请{minutes}分钟后再试。您写的都还在；着急请找导办台工作人员当面登记，或拨打 12345。"
    )


class NothingAsked(RuleBroken):
    code = "complaints.nothing_asked"
    message = _("请至少写一样窗口要的、清单上没有的材料，或勾选告知书里不该要的内容。")


class FollowUpUsed(StateConflict):
    code = "complaints.follow_up_used"
    message = _(
        "这件事已经重新办理过一次，或者还没有答复，不能再次提出。如仍不满意，请拨打大厅监督电话 {phone} 或 12345。"
    )


class NotTheHolder(NotPermitted):
    code = "complaints.not_the_holder"
    message = "这件事现在由{holder}经办，只有经办方能{verb}。"


class OnlyTheBureau(NotPermitted):
    code = "complaints.only_the_bureau"
    message = "这类投诉只由政务服务局办理，首接人不能代为{verb}；请等政务服务局签收，或再次转办。"


class NotAboutOneself(NotPermitted):
    """A complaint about how people were treated at a counter is not ended by counter staff."""

    code = "complaints.not_about_oneself"
    message = "服务态度的投诉不由窗口和导办人员自己{verb}；请转给大厅管理员或督查人员办理。"


class ComplainantKept(NotPermitted):
    code = "complaints.complainant_kept"
    message = "反映人信息不向被投诉的部门提供；需要联系反映人的，请在答复中写明，或由大厅、政务服务局代为联系。"


class NotOfferedToYou(NotPermitted):
    code = "complaints.not_offered_to_you"
    message = "这件事转办给了{offered}，由对方签收或退回。"


class ToThoseComplainedOf(RuleBroken):
    code = "complaints.to_those_complained_of"
    message = "这件事只由政务服务局办理，不能转给被投诉的部门{department}。"


class NobodyThere(RuleBroken):
    code = "complaints.nobody_there"
    message = "请选择转办给谁；转给部门的要选定部门。"


class OfferedToOneself(RuleBroken):
    code = "complaints.offered_to_oneself"
    message = "这件事已经在{holder}手里，不用转办，请直接办理。"


class ReasonMissing(RuleBroken):
    code = "complaints.reason_missing"
    message = "请写明理由（2 至 300 字）。"


class AlreadyProlonged(StateConflict):
    code = "complaints.already_prolonged"
    message = "已经延期过一次，不能再延。请在 {due} 前答复。"


class NotProlongable(RuleBroken):
    code = "complaints.not_prolongable"
    message = "{what}没有设延期天数，不能延期；如需调整请大厅管理员在“办理期限”中设定。"


class ProlongedTooLate(StateConflict):
    code = "complaints.prolonged_too_late"
    message = "期限（{due}）已过，不能再延期；请尽快答复并说明原因。"


class ReplyMissing(RuleBroken):
    code = "complaints.reply_missing"
    message = "请写下告诉办事人的话（2 至 {most} 字），发出后原话永久保存。"


class ReplyLeftOpen(RuleBroken):
    code = "complaints.reply_left_open"
    message = "告诉办事人的话里还有没填的“{open}”，请补写完整后再发出；发出后不能改动。"


class FindingMissing(RuleBroken):
    code = "complaints.finding_missing"
    message = "请选择认定结果和根源，答复后计入统计。"


class LinkedNotFound(RuleBroken):
    code = "complaints.linked_not_found"
    message = "没有找到{what}“{value}”，请核对；不清楚可以留空。"


class LimitUnfit(RuleBroken):
    code = "complaints.limit_unfit"
    message = "“{what}”的天数应为 0 至 {most} 的整数。"


class TemplateUnfit(RuleBroken):
    code = "complaints.template_unfit"
    message = "模板不能保存：{why}"


class NotTheDesk(NotPermitted):
    code = "complaints.not_the_desk"
    message = "“{verb}”由办不成事反映窗口、登记人或大厅管理员办理。如果您在该窗口值班，请先在工作台打开窗口。"


class NotYoursToImprove(NotPermitted):
    code = "complaints.not_yours_to_improve"
    message = "“{verb}”由{who}办理。"
