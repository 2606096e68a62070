"""What ratings say no to, in words."""

from django.utils.translation import gettext_lazy as _

from hall.kernel.errors import NotFound, NotPermitted, RuleBroken, StateConflict


class RatingLinkClosed(NotFound):
    """The link was used, has expired or never was; the three look the same."""

    code = "complaints.rating_link_closed"
    message = _("这个评价链接已经用过、已经过期，或者不完整，不能再评价。如有意见，请拨打 12345 或到大厅咨询台反映。")


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
    message = _("没有“{channel}”这种评价渠道，可用 pad、sms、qr、kiosk、api。")


class StaffMayNotRate(NotPermitted):
    """Nobody of the staff rates, neither themselves nor a colleague, nor on a citizen's behalf."""

    code = "complaints.staff_may_not_rate"
    message = _("评价只能由办事人本人作出，工作人员不能代为评价。请办事人在评价器上或用短信里的链接评价。")


class NotYetExpired(StateConflict):
    code = "complaints.not_yet_expired"
    message = _("评价邀请还在有效期内，不能作超时处理。")


class NothingToRate(RuleBroken):
    code = "complaints.nothing_to_rate"
    message = _("这次服务还没有办完，办完后才能评价。")


class PadWithoutWindow(RuleBroken):
    code = "complaints.pad_without_window"
    message = _("这台评价器没有绑定窗口，请联系大厅管理员在设备管理中绑定。")
