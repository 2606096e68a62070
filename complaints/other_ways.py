"""What is not a complaint to the hall: routed with an explanation of where to go, and kept as a record. Data.

《北京市接诉即办工作条例》第十一条; a complaint is neither 信访 nor 行政复议: route, do not mix.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class OtherWay:
    """One class of things, how it is recognised, and where to turn."""

    key: str
    label: str | Promise
    what: str | Promise
    where: str | Promise


OTHER_WAYS = (
    OtherWay(
        "emergency",
        _("紧急情况：110、119、120、122"),
        _("正在发生的人身、财产危险，火灾，急病，交通事故。"),
        _("请马上拨打 110（公安）、119（消防）、120（急救）或 122（交通事故），不要等待本页答复。"),
    ),
    OtherWay(
        "reconsideration",
        _("行政复议、行政诉讼"),
        _("对许可、不予许可、不予受理、处罚等决定本身不服，要求撤销或者变更。"),
        _("可以自知道决定之日起六十日内申请行政复议，或者六个月内向人民法院起诉。决定书上写有复议机关和法院；也可以到本级人民政府行政复议机构递交申请。"),
    ),
    OtherWay(
        "litigation",
        _("已进入诉讼、仲裁、监察程序的事"),
        _("法院、仲裁机构、监察机关正在办理或者已经办结的事。"),
        _("请向正在办理的法院、仲裁机构或者监察机关反映；大厅不能改变它们的决定。"),
    ),
    OtherWay(
        "petition",
        _("信访事项"),
        _("对政策提出意见、要求解决历史遗留问题等，不属于某一次窗口服务。"),
        _("请通过国家信访局网上信访平台、市信访办来访接待室，或者拨打 12345 反映；信访机构十五日内告知是否受理。"),
    ),
    OtherWay(
        "information",
        _("政府信息公开申请"),
        _("要求提供某份文件、某项数据。"),
        _("请向制作或者保存该信息的行政机关的信息公开工作机构提出书面申请，二十个工作日内答复。"),
    ),
    OtherWay(
        "discipline",
        _("公职人员违纪违法"),
        _("索贿受贿、滥用职权等违纪违法线索。"),
        _("请向纪检监察机关举报：电话 12388，网站 www.12388.gov.cn。"),
    ),
    OtherWay(
        "consumer",
        _("与企业、商家之间的纠纷"),
        _("消费纠纷、产品质量、劳动报酬等，不是政务服务大厅的事。"),
        _("消费纠纷请拨打 12315，劳动报酬请拨打 12333，其他诉求请拨打 12345。"),
    ),
    OtherWay(
        "beyond",
        _("其他不属于大厅职责的事"),
        _("不归本大厅和进驻部门管的事，或者重复反映、已经答复的同一件事。"),
        _("请拨打 12345 市民服务热线，由热线派给负责的单位。"),
    ),
)  # fmt: skip
BY_KEY = {way.key: way for way in OTHER_WAYS}

EXCLUSION_WORDS = {
    "incomplete": _("材料还没有备齐。请按办事指南的材料清单补齐后再到综合窗口提交；清单上没有的材料，窗口不能向您要。"),
    "own_reason": _("目前不符合办理条件，或者需要您自己先完成一些事。条件具备后可以随时再来申请。"),
    "legal": _(
        "属于诉讼、仲裁、行政复议或者信访渠道处理的事，“办不成事”窗口不能代替这些程序，请按所附说明向相应机关提出。"
    ),
    "against_policy": _("与现行法律或者政策不符，任何窗口都不能办理。如对政策有意见，可以在本大厅提出建议。"),
}
