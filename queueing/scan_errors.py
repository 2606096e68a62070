"""What the window and the phone say when a scan cannot be taken, or a draft was changed elsewhere."""

from django.utils.translation import gettext_lazy as _

from hall.kernel.errors import NotFound, RuleBroken, StateConflict


class ScanNotFound(NotFound):
    code = "queueing.scan_not_found"
    message = "没有找到这份扫描件，可能已移除或办事人已离开窗口；请刷新页面。"


class MaterialNotAsked(RuleBroken):
    code = "queueing.material_not_asked"
    message = "这份材料不在本次所办事项公布的清单中，不能收取扫描件。"


class TooManyScans(RuleBroken):
    code = "queueing.too_many_scans"
    message = _("一份材料最多 {most} 个文件，请合并或删去不需要的页后再传。")


class ScanLinkOver(StateConflict):
    code = "queueing.scan_link_over"
    message = _("这个上传链接已用完或超过有效时间，请让窗口工作人员重新出示二维码。")


class ScanLinkElsewhere(StateConflict):
    code = "queueing.scan_link_elsewhere"
    message = _("这个上传链接已在另一部手机上使用，一个二维码只能用一部手机；请让窗口工作人员重新出示。")


class DraftParted(StateConflict):
    code = "queueing.draft_parted"
    message = "{who}已于{when}在另一页改了本事项的草稿：{labels}。您的内容还在，请比较后再保存。"
