"""What ratings say no to, in words."""

from django.utils.translation import gettext_lazy as _

from hall.kernel.errors import DomainError, NotFound, NotPermitted, RuleBroken, StateConflict


class RatingLinkClosed(NotFound):
    """The link was used, has expired or never was; the three look the same."""

    code = "complaints.rating_link_closed"
    message = _("这个评价链接已经用过、已经过期，或者不完整，不能再评价。如有意见，请拨打 12345 或到大厅咨询台反映。")


class NotYourTicket(NotFound):
    """No such ticket today, or another's; the two look the same."""

    code = "complaints.not_your_ticket"
    message = _("没有找到相符的排队号。请核对小票上的号码，以及取号时所用手机或证件号码的后四位；只能评价今天的服务。")


class TooManyWrongLinks(DomainError):
    """A flood of forged links from one address; right links open all the while."""

    status = 429
    code = "complaints.too_many_wrong_links"
    message = _("从这里打开了太多无效的评价链接，请 {minutes} 分钟后再试。收到的有效链接不受影响，可以直接打开评价。")


class LevelMissing(RuleBroken):
    code = "complaints.level_missing"
    message = _("请先选择满意程度，再提交评价。")


class TagNotOfLevel(RuleBroken):
    code = "complaints.tag_not_of_level"
    message = _("标签“{tag}”不属于“{level}”，请在所选满意程度下重新选择。")


class WordsTooLong(RuleBroken):
    code = "complaints.words_too_long"
    message = _("意见最多 {most} 个字，现在是 {length} 个字，请删减后再提交。")


class UnknownChannel(RuleBroken):
    code = "complaints.unknown_channel"
    message = _("没有“{channel}”这种评价渠道，请刷新页面后重试。")


class StaffMayNotRate(NotPermitted):
    """Nobody of the staff rates, neither themselves nor a colleague, nor on a citizen's behalf."""

    code = "complaints.staff_may_not_rate"
    message = _("评价只能由办事人本人作出，工作人员不能代为评价。请办事人在评价器、自助机上，或用自己的手机扫码评价。")


class RectificationNotFound(NotFound):
    """Unknown, of another hall, or about the asker's own service; the three look the same."""

    code = "complaints.rectification_not_found"
    message = "没有找到这件差评，请回到差评整改列表重新选择。"


class WordsNeeded(RuleBroken):
    """A verb of the loop was done without saying what was done."""

    code = "complaints.words_needed"
    message = "请填写{what}（至少 5 个字，最多 {most} 个字），这段话会留存。"


class ChoiceMissing(RuleBroken):
    """A finding or an outcome was not chosen."""

    code = "complaints.choice_missing"
    message = "请选择{what}后再提交。"


class OwnRating(NotPermitted):
    """Whoever was rated never handles, reads or appeals the rating."""

    code = "complaints.own_rating"
    message = "这件差评涉及您本人的服务，应由其他人员处理。"


class NotCalledBack(RuleBroken):
    """A real-name bad rating is closed only after the call-back."""

    code = "complaints.not_called_back"
    message = "实名差评必须回访：还需回访 {more} 次未接通，才能由督查人员按“回访不到”办结。"


class StillDissatisfied(RuleBroken):
    """The rater is still dissatisfied: mend it again, or let a supervisor close it with reasons."""

    code = "complaints.still_dissatisfied"
    message = "办事人对整改仍不满意：请退回重新整改；确实无法再改的，由督查人员写明理由后办结。"


class AppealPending(RuleBroken):
    code = "complaints.appeal_pending"
    message = "还有一件申诉没有裁定，裁定后才能办结。"


class AppealedAlready(StateConflict):
    code = "complaints.appealed_already"
    message = "这件差评已经申诉过，只能申诉一次；请查看裁定结果。"


class NoAppeal(NotFound):
    code = "complaints.no_appeal"
    message = "这件差评没有申诉，请刷新页面查看。"


class OwnAppeal(NotPermitted):
    code = "complaints.own_appeal"
    message = "申诉不能由提出人自己裁定，请由另一位督查人员裁定。"


class NoPhoneLeft(RuleBroken):
    code = "complaints.no_phone_left"
    message = "办事人没有留电话，不能登记“未接通”；请直接登记核实情况。"


class NotYetExpired(StateConflict):
    code = "complaints.not_yet_expired"
    message = _("评价邀请还在有效期内，不能作超时处理。")


class NothingToRate(RuleBroken):
    code = "complaints.nothing_to_rate"
    message = _("这次服务还没有办完，办完后才能评价。")


class PadWithoutWindow(RuleBroken):
    code = "complaints.pad_without_window"
    message = _("这台评价器没有绑定窗口，请联系大厅管理员在设备管理中绑定。")
