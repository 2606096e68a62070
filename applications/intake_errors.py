"""What intake says no to: reuse without consent, a second notice, an agent without authority."""

from hall.kernel.errors import RuleBroken, StateConflict


class ConsentMissing(RuleBroken):
    code = "applications.consent_missing"
    message = "沿用此前的填写内容或材料，要先得到申请人同意（本次来访有效）；申请人不同意的，请重新填写和收取。"


class NoticeRequestOpen(StateConflict):
    code = "applications.notice_request_open"
    message = "本件已于{when}提请督查人员批准再次告知，请等待批复。"


class NoticeRequestMoot(StateConflict):
    code = "applications.notice_request_moot"
    message = "本件当前为“{state}”，提请后材料已有变动，不再需要批复；请回到办件查看。"


class AuthorityMissing(RuleBroken):
    code = "applications.authority_missing"
    message = "请写明经办人凭什么代办（如授权委托书、户口簿、帮办代办单），并核验原件。"


class HelperUnknown(RuleBroken):
    code = "applications.helper_unknown"
    message = "没有找到帮办代办员“{helper}”，请填写本大厅工作人员的工号或姓名。"


class NoticeVague(RuleBroken):
    code = "applications.notice_vague"
    message = "告知书只能写公布的材料哪里不符合、怎么改，不能用兜底说法加要材料：{problems}。"


class PaperNotListed(RuleBroken):
    code = "applications.paper_not_listed"
    message = "公布的清单里没有：{papers}。告知书只能写清单上的材料哪里不符合、怎么改；材料请用清单里的名称。"


class NothingToAmend(RuleBroken):
    code = "applications.nothing_to_amend"
    message = "没有要更正的内容：请填写与现在不同的内容，留空的不改。"


class FormIsFixed(StateConflict):
    code = "applications.form_is_fixed"
    message = "本件当前为“{state}”，申请内容不能再更正，只能更正联系手机；内容有误的，请申请人撤回后重新申请。"


class FieldUnknown(RuleBroken):
    code = "applications.field_unknown"
    message = "申请表中没有可以更正的“{names}”，请从列出的内容中选择。"
