"""The columns of a catalogue table: Chinese heading, national exchange name, what may stand in them, an example.

This table is the one place from which the template, the reader, the writer and the manual are made.
"""

from dataclasses import dataclass

from matters.catalogue_file import cells
from matters.catalogue_file.cells import Kind
from matters.catalogue_file.shape import MATERIAL_OPTIONAL, OPTIONAL
from matters.code_lists import APPLICANT_GB, AUTHORITY_GB, CASE_KIND, CHANNEL_GB, POWER_NATIONAL
from matters.models import CaseKind, LimitUnit, MatterType
from matters.models.material import Exemption, MaterialKind, MaterialSource, Medium, Necessity
from matters.models.matter import Applicant, AuthorityKind, Origin, PowerSource
from matters.models.version import Channel, ServiceScope, SpecialProcedure

MATTERS, MATERIALS = "事项", "材料"


@dataclass(frozen=True)
class Column:
    """One column: the `path` of its value in a line of the catalogue (`fee.charged`)."""

    path: str
    heading: str
    exchange: str
    kind: Kind
    example: str = ""
    is_required: bool = True
    note: str = ""

    @property
    def may_stay_unsaid(self) -> bool:
        """Whether an empty cell leaves what stands as it is; the older fields are always said."""
        return self.exchange in LATER

    @property
    def title(self) -> str:
        """The heading as it stands in files."""
        return f"{self.heading}({self.exchange})"


def _labels(choices: type) -> dict[str, str]:
    return {str(code): str(label) for code, label in choices.choices}  # type: ignore[attr-defined]


LEVELS = {
    "1": "国家级",
    "2": "省级、直属",
    "3": "市级、隶属",
    "4": "县级",
    "5": "镇（乡、街道）级",
    "6": "村（社区）级",
}
UNITS = cells.code_list(_labels(LimitUnit), {"月": "month"})
DEPTHS = {"1": "Ⅰ级", "2": "Ⅱ级", "3": "Ⅲ级", "4": "Ⅳ级"}
RESULTS = {"certificate": "证照", "approval": "批文", "confirmation": "确认文件", "reply": "答复", "none": "无"}
BASIS = cells.records(("law", "article", "quote"), ("法律名称", "条款", "原文"), may_lack=frozenset({"quote"}))
FLOW = cells.records(("step", "days", "by"), ("环节", "工作日", "办理人"), {"days": cells.whole(0, 1000)})
SPECIAL = cells.records(
    ("kind", "days", "note"), ("种类", "工作日", "说明"),
    {"kind": cells.code_list(_labels(SpecialProcedure)), "days": cells.whole(0, 1000)}, may_lack=frozenset({"note"}),
)  # fmt: skip
INTERMEDIARIES = cells.records(("name", "basis"), ("名称", "依据"))
QUESTIONS = cells.records(("question", "answer"), ("问", "答"))

MATTER_COLUMNS = (
    Column("basic_code", "基本编码", "catalog_code", cells.CODE, "110131001000", note="12 位数字"),
    Column("implementation_code", "实施编码", "task_code", cells.CODE, "11110000000026892E2110131001000", note="统一社会信用代码 18 位、行使层级 1 位、基本编码 12 位"),
    Column("handling_code", "业务办理项编码", "task_handle_item", cells.CODE, "11110000000026892E211013100100001", False, "实施编码加两位序号；没有办理项时留空"),
    Column("name", "事项名称", "task_name", cells.text(500), "食品经营许可（首次申请）"),
    Column("main_item", "主项名称", "main_item", cells.text(500), "食品经营许可", False),
    Column("matter_type", "事项类型", "task_type", cells.code_list(_labels(MatterType)), "行政许可"),
    Column("level", "行使层级", "use_level", cells.code_list(LEVELS), "省级、直属", note="北京市级部门写“省级、直属”，也可写代码 2"),
    Column("department", "实施主体编码", "dept_code", cells.CODE, "11110000000026892E", note="部门的统一社会信用代码"),
    Column("applicants", "服务对象", "server_type", cells.several(cells.code_list(_labels(Applicant), APPLICANT_GB.names)), "企业法人、其他组织"),
    Column("power_source", "权力来源", "power_source", cells.code_list(_labels(PowerSource), POWER_NATIONAL.names), "法定本级行使", False),
    Column("authority_kind", "实施主体性质", "dept_type", cells.code_list(_labels(AuthorityKind), AUTHORITY_GB.names), "法定机关", False),
    Column("entrusted_by", "委托部门", "entrust_name", cells.text(100), "", False, "受委托组织或委托行使的必须写"),
    Column("joint_departments", "联办机构", "other_dept", cells.text(200), "", False),
    Column("origin", "目录来源", "task_origin", cells.code_list(_labels(Origin)), "自建", False),
    Column("local_catalog_code", "地方基本编码", "local_catalog_code", cells.CODE, "", False),
    Column("local_task_code", "地方实施编码", "local_task_code", cells.CODE, "", False),
    Column("old_basic_code", "2016版基本编码", "old_catalog_code", cells.CODE, "", False, "10 位，只作对照"),
    Column("old_implementation_code", "2016版实施编码", "old_task_code", cells.CODE, "", False, "24 位，只作对照"),
    Column("legal_basis", "设定依据", "by_law", BASIS, "《中华人民共和国食品安全法》｜第三十五条"),
    Column("conditions", "受理条件", "accept_condition", cells.LINES, "有与经营品种、数量相适应的经营场所", note="不得写“其他”“有关”“等”一类兜底条款"),
    Column("process", "办理流程", "handle_flow", FLOW, "受理｜0｜综合窗口\n审核｜3｜审批部门\n审批｜1｜审批部门\n办结｜0｜审批部门\n送达｜0｜出件窗口", note="行政许可须有受理、审核、审批、办结、送达"),
    Column("statutory_limit", "法定办结时限", "anticipate_day", cells.whole(1, 1000, optional=True), "20", False),
    Column("statutory_unit", "法定办结时限单位", "anticipate_type", UNITS, "工作日", note="没有法定时限写“无”"),
    Column("statutory_note", "法定时限说明", "anticipate_explain", cells.text(500), "", False),
    Column("promised_limit", "承诺办结时限", "promise_day", cells.whole(0, 1000), "7", note="即办件写 0；不得长于法定时限"),
    Column("promised_unit", "承诺办结时限单位", "promise_type", UNITS, "工作日"),
    Column("limit_note", "时限说明", "promise_explain", cells.text(500), "", False),
    Column("case_kind", "办件类型", "project_type", cells.code_list(_labels(CaseKind), CASE_KIND.names), "承诺件"),
    Column("fee.charged", "是否收费", "is_fee", cells.FLAG, "否"),
    Column("fee.item", "收费项目", "fee_item", cells.text(200), "", False),
    Column("fee.standard", "收费标准", "fee_standard", cells.text(500), "", False, "收费的必须写"),
    Column("fee.basis", "收费依据", "fee_basis", cells.text(500), "", False, "收费的必须写"),
    Column("fee.pay_online", "是否网上支付", "is_pay_online", cells.FLAG, "否", False, "不收费的写“否”"),
    Column("special_procedures", "特别程序", "special_procedure", SPECIAL, "专家评审｜10", False, "没有就留空"),
    Column("intermediaries", "中介服务", "service_type", INTERMEDIARIES, "", False, "须有依据；没有就留空"),
    Column("quantity_limit", "数量限制", "limit_explain", cells.text(500), "", False),
    Column("result.kind", "结果类型", "result_type", cells.code_list(RESULTS), "证照"),
    Column("result.name", "结果名称", "result_name", cells.text(200), "食品经营许可证", False),
    Column("result.valid_years", "结果有效年数", "result_valid_years", cells.whole(0, 100), "5", note="长期有效或没有结果写 0"),
    Column("result_sample", "结果样本", "result_guid", cells.text(300), "", False),
    Column("stationed", "是否进驻大厅", "is_entry_center", cells.FLAG, "是"),
    Column("one_window", "是否一窗受理", "is_one_window", cells.FLAG, "是", note="一窗受理的事项应先进驻大厅"),
    Column("hall_codes", "进驻的大厅", "center_name", cells.LINES, "", False, "大厅编码，每行一个；空为市级大厅"),
    Column("visits", "到办事现场次数", "limit_scene_num", cells.whole(0, 9), "1"),
    Column("visit_reason", "必须现场办理原因说明", "limit_scene_explain", cells.text(1000), "", False),
    Column("channels", "办理形式", "handle_type", cells.several(cells.code_list(_labels(Channel), CHANNEL_GB.names)), "窗口办理、网上办理", False),
    Column("online_depth", "网办深度", "online_handle_depth", cells.code_list(DEPTHS), "Ⅲ级", note="Ⅳ级即全程网办，到现场次数应为 0"),
    Column("online_url", "网办地址", "online_handle_url", cells.text(500), "", False),
    Column("service_scope", "通办范围", "handle_area", cells.code_list(_labels(ServiceScope), empty=""), "", False),
    Column("takes_appointments", "可预约", "is_schedule", cells.FLAG, "否", False),
    Column("appointment_note", "预约规则", "schedule_explain", cells.text(300), "", False),
    Column("daily_appointments", "每天可预约量", "schedule_num", cells.whole(1, 10_000, optional=True), "", False),
    Column("accepts_post", "申报材料可邮寄", "is_express_apply", cells.FLAG, "否", False),
    Column("delivers_by_post", "结果可邮寄", "is_express", cells.FLAG, "是", False),
    Column("self_service", "自助终端可办", "is_service_terminals", cells.FLAG, "否", False),
    Column("place", "办理地点", "transact_addr", cells.text(300), "", False),
    Column("hours", "办理时间", "transact_time", cells.text(300), "", False),
    Column("transport", "交通", "traffic", cells.text(300), "", False),
    Column("aliases", "通俗说法", "task_alias", cells.LINES, "开饭店\n开餐馆", False),
    Column("themes", "主题", "topic_type", cells.LINES, "商贸流通", False),
    Column("frequent", "是否高频", "is_frequent", cells.FLAG, "是"),
    Column("consult_ways", "其他咨询方式", "link_way_other", cells.text(300), "", False),
    Column("consult_phone", "咨询电话", "link_way", cells.text(32), "010-55000001"),
    Column("supervise_phone", "监督投诉电话", "supervise_way", cells.text(32), "010-55990001", note="不得与咨询电话相同"),
    Column("reconsideration", "行政复议机关及地址", "reconsideration", cells.text(300), "", False),
    Column("litigation", "行政诉讼法院及地址", "litigation", cells.text(300), "", False),
    Column("faq", "常见问题", "faq", QUESTIONS, "要不要本人去｜不用，可以委托他人", False),
)  # fmt: skip

MATERIAL_COLUMNS = (
    Column("code", "事项编码", "task_handle_item", cells.CODE, "11110000000026892E211013100100001", note="事项表中的业务办理项编码，没有时为实施编码；同一事项的材料按行的先后排列"),
    Column("name", "材料名称", "material_name", cells.text(200), "食品经营许可申请书"),
    Column("kind", "材料类型", "material_type", cells.code_list(_labels(MaterialKind)), "申请表单"),
    Column("medium", "材料形式", "material_form", cells.code_list(_labels(Medium)), "纸质或电子"),
    Column("originals", "原件份数", "original_num", cells.whole(0, 99), "1"),
    Column("copies", "复印件份数", "copy_num", cells.whole(0, 99), "0"),
    Column("paper_size", "纸质材料规格", "paper_spec", cells.text(30), "A4", False),
    Column("source", "来源渠道", "source_type", cells.code_list(_labels(MaterialSource)), "申请人自备"),
    Column("issuer", "出具机构", "source_explain", cells.text(100), "", False),
    Column("issued_within", "出具时间要求", "issue_time", cells.text(100), "", False),
    Column("necessity", "必要性", "is_need", cells.code_list(_labels(Necessity)), "必要"),
    Column("condition", "何种情形需要", "need_explain", cells.text(200), "", False, "情形必要的必须写"),
    Column("may_be_late", "可容缺", "is_tolerance", cells.FLAG, "否"),
    Column("late_days", "容缺补交工作日", "tolerance_days", cells.whole(0, 365), "0", note="可容缺的写补交期限，不可容缺写 0"),
    Column("may_be_promised", "可告知承诺", "is_promise", cells.FLAG, "否"),
    Column("promise_template", "告知承诺书模板", "promise_template", cells.text(300), "", False),
    Column("exemption", "免提交方式", "exempt_type", cells.code_list(_labels(Exemption), empty=""), "", False),
    Column("licence_code", "证照类型代码", "licence_code", cells.CODE, "", False),
    Column("shared_licence", "免提交的共享证照", "share_licence", cells.text(60), "", False),
    Column("acceptance_standard", "受理标准", "accept_stand", cells.text(500), "填写完整，法定代表人签字并加盖公章"),
    Column("note", "填报须知", "fill_explain", cells.text(500), "", False),
    Column("sample", "样表", "sample_file", cells.text(300), "", False),
    Column("blank_form", "空表", "blank_file", cells.text(300), "", False),
    Column("legal_basis", "法律依据", "material_by_law", cells.text(300), "", False, "证明类材料必填"),
)  # fmt: skip

SHEETS = {MATTERS: MATTER_COLUMNS, MATERIALS: MATERIAL_COLUMNS}
LATER = {
    *(column.exchange for column in MATTER_COLUMNS if column.path in {*OPTIONAL, "fee.item", "fee.pay_online"}),
    *(column.exchange for column in MATERIAL_COLUMNS if column.path in MATERIAL_OPTIONAL),
}
