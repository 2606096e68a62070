"""No catch-all clause slips through, whatever its spelling, and no honest name is stopped."""

from types import SimpleNamespace

import pytest

from matters.catch_all import RULES, Excepted, Place, catch_all_clauses, findings_in
from matters.catch_all.places import MATERIAL_TEXTS, VERSION_TEXTS, of_questions

REFUSED = [
    # other papers, other conditions
    "其他材料", "其它材料", "其他附件", "其他有关证明文件", "其他相关资料", "其他必要的申请材料", "其余材料", "别的证明材料",
    "其他证明", "其他情况说明表", "其他材料费明细表", "其他能够证明身份的材料", "其他可以证明主体资格的文件", "其他各类材料",
    "其他一份材料", "其他书面材料", "其他需要说明的事项", "其他条件", "国家规定的其他条件", "法律、行政法规规定的其他条件",
    "法律、法规规定的其他所需材料", "审批部门要求提交的其他相关材料", "法律法规要求的材料", "规章规定的其他情形", "类似证明",
    "其他", "营业执照及其他", "营业执照、身份证和其他", "申请表以及其它", "其他（请注明）",
    # related papers and rules
    "有关材料", "相关证明", "相关证明材料", "有关文件原件", "相关材料一份", "与本项目有关的材料", "相应材料", "相应的证明文件",
    "符合有关规定", "符合国家有关规定", "具备相关条件", "按照有关标准", "符合有关法律",
    # everything, and names that name nothing
    "一切所需资料", "所有材料", "任何证明文件", "全部申请材料",
    # and so on
    "营业执照、身份证等材料", "营业执照、身份证等", "营业执照，身份证等。", "营业执照、身份证等等", "身份证明等有关材料",
    "身份证等能够证明身份的材料", "学历证、学位证等学历证明", "（营业执照、身份证等）", "劳动合同等材料", "水平等材料",
    "规划、消防等专项验收合格",
    "就业、教育、住所等指标信息",
    "营业执照、身份证……", "营业执照、身份证...", "营业执照、身份证之类", "营业执照、身份证云云", "身份证、护照一类的证件",
    # not limited to
    "包括但不限于下列材料", "不仅限于本表所列", "包含但不限于身份证", "不局限于上述材料",
    # what the office sees fit
    "依法应当提交的材料", "依法应当提交的其他材料", "按规定需要提供的文件", "按要求提供照片", "依照规定提交的材料",
    "审批部门认为需要的材料", "认为有必要提交的资料", "认为应当补充的证明", "以窗口要求为准", "以窗口通知为准", "窗口要求的材料",
    "审核人员要求的补充说明", "主管部门指定的机构", "经办人认可的证明", "登记机关规定的申请材料", "最终解释权归我局",
    # as the case may be
    "视情况提供", "视具体情形提交", "视情提交", "视项目而定", "酌情提供", "必要时提交鉴定报告", "如有必要提供原件", "根据需要提供的照片",
    "根据实际情况要求补充的材料", "根据情况确定", "按需提交", "适当补充照片", "看情况提供", "结合实际情况补充",
    # told later, more may be asked
    "另行通知", "具体要求另行通知", "另行告知", "另行规定", "届时通知", "以实际通知为准", "听候通知", "等通知", "详询窗口",
    "可要求申请人补充材料", "可以要求补充其他材料", "保留要求补充的权利", "有权要求追加证明", "窗口可要求追加材料",
    # kin that a second reading found
    "其他所需", "其他需要提交的", "其他要件", "其他说明", "其他物品", "其他表格", "其他图纸", "其他相关事宜", "其他应提交的", "身份证或其他有效证件", "身份证或类似证件",
    "有关部门要求的材料", "法律另有规定的从其规定", "详见窗口告知", "具体材料请咨询窗口", "详情咨询窗口", "必要的材料", "所需的材料", "应提交的材料", "提交规定的材料", "若干材料",
    "适当的材料", "充分的证明", "足够的证明材料", "特殊情况下需要的材料", "特殊情形需提供的证明", "因情况而异", "一事一议", "具体情况具体分析", "由审核机关决定",
    "由审批部门自由裁量", "由窗口判断", "包括但不止于", "包含不限", "诸如身份证", "另外需要的材料", "另附材料", "另需提供的材料", "额外材料", "附加材料", "追加材料",
    "补充材料", "余下材料", "后续材料", "随时补交材料", "待补充", "以后通知", "日后通知", "到时通知", "待窗口通知", "根据审查需要", "审查需要的", "因审查需要提交的材料",
    "办理过程中需要的材料", "涉及的材料", "相关的", "有关的", "相关资质", "相关批文", "相关许可证", "有关图纸", "相关照片", "相关合同", "有关协议", "相关说明",
    "视需求", "酌量", "适量", "如需要", "有需要时", "必要情况下", "如必要", "根据具体情况", "依实际需要", "窗口临时要求", "审批人员临时要求", "领导要求",
    "可能还需提供照片", "不排除要求补充材料", "奇他材料", "其馀材料",
]  # fmt: skip

DISGUISED = [
    "其 他 材 料", "其　他　材　料", "其\u200b他材料", "其\u00a0他材料", "其\ufeff他材料", "ｅ其他材料", "其\n他材料", "其他\n材料",
    "其、他、材、料", "其.他.材.料", "其-他-材-料", "其*他*材料", "其_他_材_料", "其·他材料", "其，他材料", "其/他/材/料", "其。他材料",
    "（其他）材料", "“其他”材料", "【其他】【材料】", "其他(相关)材料", "其他[证明]材料", "《其他材料》", "其他—材料", "其他：材料",
    "其他材料1", "1.其他材料", "①其他材料", "其他 1 份材料", "其他材料（如有）", "申请表（含其他材料）", "其它相关证件", "其牠材料",
    "其佗文件", "其他資料", "其他證明文件", "相關材料", "有關規定，符合有關規定", "視情況提供", "另行通知", "必要時提交", "認為需要的材料",
    "其\u0336他\u0336材料", "其\ufe00他材料", "其x他材料", "其&nbsp;他材料", "qita材料", "其ta材料", "ＱＩＴＡ材料",
    "视 情 况 提供", "视·情·况", "酌\u200d情", "不 限 于", "不-限-于本表", "另 行 通 知", "另、行、通、知", "等 材 料，身份证等 材 料",
    "营业执照、身份证 等", "营业执照、身份证等 。", "营业执照、身份证「等」材料", "有 关 材 料", "相·关·证·明", "认-为需要的材料",
]  # fmt: skip

ALLOWED = [
    "营业执照", "高等学校毕业证书", "无犯罪记录证明", "等级证书", "普通话水平测试等级证书", "安全等级保护备案证明", "生产设备清单",
    "实验室生物安全等级证书", "等候叫号的凭条", "等待期满六个月", "等同采用国际标准的声明", "同等学力人员学历证书", "等额本息还款计划表",
    "有与经营品种、数量相适应的场所", "有关主管部门出具的批准文件名称与申请表一致", "企业名称登记管理规定", "加盖公章，与身份证一致",
    "具有中等以上学历", "普通话水平达到二级乙等以上", "二等水准测量成果", "身份证、户口簿等两种证件", "营业执照等三份", "二等功证书",
    "其他组织登记证书", "申请人为其他组织的，由负责人签字", "法人或者其他组织", "其他股东放弃优先购买权的声明", "其他应收款明细表",
    "举办焰火晚会及其他大型焰火燃放活动许可申请表", "中等及以下学校和其他教育机构设置申请表", "无其他住房", "环境工程和相关专业技术人员证明",
    "与法律援助事项有关的案件证据", "具有兽医相关专业大学专科以上学历", "未患有医学上认为不应当收养子女的疾病",
    "申请人认为被申请人名称侵犯本企业名称合法权益", "建立独立坐标系统必要性论证报告", "有必要的资金", "视听资料", "广播电视节目单",
    "电视剧经拍摄备案公示", "补充耕地方案", "辅助器具配置确认书", "单行法未另定期限", "符合产业政策和新增产业禁限目录要求",
    "签署人员达到章程规定人数", "购买数量与生产、科研实际需要相符", "刻制印章的数量与实际需要一致", "持有相应资格证", "投资者最终实际控制人结构图",
    "合法使用需要证明", "无人等通行的道路平面图", "平等协商记录", "图书、期刊零售场所平面图", "经营者可以自行打印的申请书", "本人有效身份证件",
    "法定代表人身份证明", "学位证书", "不动产权属证书", "授权委托书", "委托他人办理的，提交授权委托书", "公平竞争审查表",
    "在学信网核验，学历层次和专业与办理要求对应", "申请表填写完整、无涂改", "由会计师事务所出具，两名注册会计师签字，报告年度与要求相符",
    "信用等级A级", "绝缘等级试验报告", "优等品率统计表", "一等奖获奖证书", "因特殊情况确需进行", "竣工图按实际施工编制并签章", "按实际租金提取", "每人每次一个时段，按预约时间到场",
    "证件咨询预约单", "库房的防护和值守达到公安机关要求", "补充耕地方案", "年龄不限", "委托他人办理的，如需代办请携带委托书", "向登记机关提交", "由登记机关核发的证书", "补正通知书",
    "立等可取", "等腰三角形标志牌", "剩余价值评估报告", "他项权利证明", "报告编号与合同一致", "申请表内容完整", "台账、凭证编号一致", "结果证书可以邮寄",
]  # fmt: skip


@pytest.mark.parametrize("text", REFUSED)
def test_a_catch_all_clause_is_refused_and_says_what_to_write(text):
    found = catch_all_clauses(text)
    assert found, text
    assert all(clause.words and clause.words in text and clause.proposal for clause in found)


@pytest.mark.parametrize("text", DISGUISED)
def test_a_disguised_clause_is_refused_and_the_words_are_named_as_written(text):
    found = catch_all_clauses(text)
    assert found, text
    assert all(clause.words in text for clause in found)


@pytest.mark.parametrize("text", ALLOWED)
def test_an_honest_text_passes(text):
    assert [str(clause) for clause in catch_all_clauses(text, place=Place.ACCEPTANCE)] == []


@pytest.mark.parametrize(
    "name", ["材料", "证明材料", "申请材料", "相关材料", "证明", "所需证件", "补充材料", "身份证明、补充材料"]
)
def test_a_name_that_names_no_paper_is_no_name(name):
    assert catch_all_clauses(name, place=Place.NAME), name


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_each_rule_of_the_table_catches_its_own_example_and_explains_itself(rule):
    place = rule.only_in[0] if rule.only_in else None
    assert rule.id in [clause.rule.id for clause in catch_all_clauses(rule.example, place=place)]
    assert rule.name and rule.why and rule.instead


def test_no_two_rules_share_an_id():
    assert len({rule.id for rule in RULES}) == len(RULES)


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("营业执照、身份证等材料", "营业执照、身份证"),
        ("营业执照、身份证及其他", "营业执照、身份证"),
        ("包括但不限于营业执照、身份证", "营业执照、身份证"),
        ("营业执照、身份证……", "营业执照、身份证"),
        ("身份证明及其他相关材料", "身份证明"),
        ("营业执照、身份证等有关材料，具体要求另行通知", "营业执照、身份证"),
    ],
)
def test_the_proposal_is_the_text_without_the_drawer(text, better):
    assert f"可改为“{better}”" in catch_all_clauses(text)[0].proposal


def test_a_phrase_that_only_promises_more_is_left_out_of_the_proposal():
    (clause,) = catch_all_clauses("法定代表人签字并加盖公章，具体要求另行通知。")
    assert clause.proposal == "现在就写明；没有的就写“法定代表人签字并加盖公章。”"


PAPER = Excepted("其他材料费明细表")


def test_a_reviewed_exception_lets_the_real_name_pass_in_any_spelling():
    assert catch_all_clauses("其他材料费明细表")
    assert catch_all_clauses("上年度其它材料费 明细表", [PAPER]) == []


def test_an_exception_does_not_shelter_the_clause_beside_it():
    assert catch_all_clauses("其他材料费明细表和其他材料", [PAPER])
    assert catch_all_clauses("其他材料费明细表等", [PAPER])
    assert catch_all_clauses("其他材料费", [PAPER])


def test_an_exception_counts_only_in_its_place_and_matter():
    name = "其他材料费明细表"
    narrow = Excepted(name, place=Place.NAME, matter_code="11")
    assert catch_all_clauses(name, [narrow], place=Place.NAME, matter_code="11") == []
    assert catch_all_clauses(name, [narrow], place=Place.CONDITION, matter_code="11")
    assert catch_all_clauses(name, [narrow], place=Place.NAME, matter_code="12")


@pytest.mark.parametrize(
    "text",
    [
        "其他依法应当具备的文件", "其他依法应当具备的条件", "本清单之外的材料", "除上述材料外的材料", "以受理窗口解释为准",
        "经办人员口头告知的材料", "如有要求，应提供", "other relevant documents", "窗口一次性告知的材料", "兜底材料",
    ],
)  # fmt: skip
def test_drawers_that_once_slipped_by_are_named(text):
    assert catch_all_clauses(text)
    assert not catch_all_clauses("其他依法成立的社会组织证书")


def test_every_text_that_the_guide_prints_is_read():
    version = SimpleNamespace(
        conditions=[], process=[], fee={}, transport="其他相关材料另行通知", consult_ways="其他材料以窗口要求为准",
        **dict.fromkeys(set(VERSION_TEXTS) - {"transport", "consult_ways"}, ""),
    )  # fmt: skip
    material = SimpleNamespace(
        **{**dict.fromkeys(MATERIAL_TEXTS, ""), "name": "合同", "legal_basis": "法律规定的其他材料"}
    )
    assert {finding.spot.text for finding in findings_in(version, [material])} == {
        "其他相关材料另行通知", "其他材料以窗口要求为准", "法律规定的其他材料",
    }  # fmt: skip


def test_guided_questions_are_read_too():
    asked = [{"ask": "哪种情况？", "help": "另带其他相关材料", "options": [{"say": "租的"}]}]
    assert [spot.text for spot in of_questions(asked)] == ["哪种情况？", "另带其他相关材料", "租的", ""]
    version = SimpleNamespace(
        conditions=[], process=[], fee={}, questions=[{"ask": "另带其他相关材料？", "options": []}],
        **dict.fromkeys(VERSION_TEXTS, ""),
    )  # fmt: skip
    assert [finding.spot.where for finding in findings_in(version, [])] == ["情形引导第 1 问"]


SLIPPED_BY = [
    (Place.CONDITION, ["符合法律法规规定", "符合国家规定", "按照规定办理", "已按规定核销", "符合条件的技术人员", "有符合任职条件的校长",
        "具备相应条件", "设计单位具有相应资质", "能力相应", "有足够的能力", "有良好的信誉", "信誉良好", "有一定数量的设备", "有较强的研发能力",
        "符合政策", "符合本市有关产业政策要求", "没有法律规定的不予认定情形", "原则上应在本市居住", "一般应满足两年", "由办事员判断", "由科室掌握",
        "由处室自行确定", "主要包括身份证、户口本", "如：营业执照、合同", "例如身份证", "详见窗口公示", "提交配套材料", "辅助材料",
        "提供佐证材料", "支撑材料", "所需材料一份"]),
    (Place.NAME, ["部门规定的格式文件", "单位认为合适的证明", "支持性文件", "支撑性材料", "所需材料一份", "佐证材料", "辅助材料", "配套材料",
        "其亻也材料", "其⺅也材料", "其他木才料", "例如身份证", "证明性文件"]),
    (Place.ACCEPTANCE, ["齐全有效", "合格", "真实、合法、有效。", "材料齐全，符合要求", "内容真实准确", "原则上提供原件"]),
    (Place.NOTE, ["材料要求请致电咨询", "材料以电话咨询为准，其他材料另行通知", "原则上提供"]),
    (Place.LIMIT, ["期限由机关另定", "由经办科室另行确定"]),
    (Place.ENGLISH, ["Other relevant documents", "ID card, etc.", "Photos as required", "As the office sees fit", "Additional documents on request",
        "including but not limited to", "if necessary", "in principle"]),
]  # fmt: skip
HONEST_BESIDE = [
    (Place.CONDITION, ["符合产业政策和新增产业禁限目录要求", "符合《餐饮服务食品安全操作规范》第三章的布局", "注册资本不少于二百万元", "单行法未另定期限",
        "取得建筑行业甲级设计资质", "信用中国网站没有失信被执行人记录", "有五名以上持证的检验员", "建设条件说明经专家评审通过",
        "原料和辅助材料的名称、用量与配方一致", "近三年没有行政处罚", "如申请人为未成年人，由监护人到场", "与就业能力测评结果一致"]),
    (Place.NAME, ["辅助器具配置确认书", "原料和辅助材料清单", "配套设施移交协议", "公司章程规定的签字样本", "一般纳税人登记表", "支持政策兑现申请表",
        "ETC 安装登记表", "条件自查表", "能力验证报告", "信用报告", "良好农业规范认证证书"]),
    (Place.ACCEPTANCE, ["签字齐全，日期在一个月以内", "申请表内容完整", "合格证编号与实物一致", "必要性、条件和资金安排前后一致", "写明“符合安全条件”的结论，编制单位盖章", "写明防护检测和“符合要求”的结论", "证书在有效期内", "真实性由学信网核验"]),
    (Place.NOTE, ["例如姓名“欧阳若兰”填四个字", "如：2026-01-05", "可先致电 010-12345 核实地址", "一般十五分钟填完"]),
    (Place.DETAIL, ["窗口咨询：同办理地点；电话咨询：010-55001130；市民热线：12345", "出发前请致电 010-55001130 核实地址"]),
    (Place.BASIS, ["《国家发展改革委、财政部关于不动产登记收费标准等有关问题的通知》", "《企业信息公示暂行条例》"]),
    (Place.ASKED, ["还要带其他材料吗？", "哪些情况要提交相关证明？"]),
    (Place.ENGLISH, ["Fetch the form", "Stretch film certificate", "Business licence", "A copy of the other party's identity card", "Required by law"]),
]  # fmt: skip


@pytest.mark.parametrize(("place", "text"), [(place, text) for place, texts in SLIPPED_BY for text in texts])
def test_vague_demands_without_a_measure_are_refused(place, text):
    found = catch_all_clauses(text, place=place)
    assert found and all(clause.words and clause.proposal for clause in found), text


@pytest.mark.parametrize(("place", "text"), [(place, text) for place, texts in HONEST_BESIDE for text in texts])
def test_honest_texts_that_look_alike_pass(place, text):
    assert [str(clause) for clause in catch_all_clauses(text, place=place)] == []


def test_a_question_of_the_faq_may_ask_but_not_demand():
    assert catch_all_clauses("另带其他相关材料，好吗？", place=Place.ASKED)
    assert catch_all_clauses("其他材料以窗口要求为准", place=Place.ASKED)


def test_laws_results_procedures_and_answers_are_read():
    version = SimpleNamespace(
        conditions=[], process=[{"step": "受理"}], fee={"standard": "每证十元", "basis": "按其他文件规定"}, questions=[],
        legal_basis=[{"law": "《其他相关材料管理办法》", "article": "第三条"}], faq=[{"question": "另带其他材料", "answer": "十天"}],
        special_procedures=[{"kind": "hearing", "note": "其他材料视情况提供"}],
        intermediaries=[{"name": "测绘", "basis": "依法应当提交的材料"}],
        **{**dict.fromkeys(VERSION_TEXTS, ""), "result_name": "其他证件"},
    )  # fmt: skip
    found = findings_in(version, [])
    assert {finding.spot.where for finding in found} == {
        "收费依据", "设定依据第 1 项", "常见问题第 1 条的问句", "特别程序第 1 项的说明", "中介服务第 1 项的依据", "结果名称",
    }  # fmt: skip
    assert {finding.spot.field for finding in found} >= {"legal_basis[1]", "faq[1]", "result_name"}


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Place.CONDITION, "取得有关部门出具的意见"), (Place.NAME, "有关部门出具的意见"), (Place.NAME, "相关单位的函件"),
        (Place.ISSUER, "有关部门"), (Place.ACCEPTANCE, "同上"), (Place.CONDITION, "略"), (Place.NAME, "材料若干"),
        (Place.CONDITION, "按通知提交"), (Place.NOTE, "窗口现场告知"), (Place.NAME, "特殊情况下的材料"),
        (Place.CONDITION, "须知所列之外的材料"), (Place.CONDITION, "具备规定的条件"),
    ],
)  # fmt: skip
def test_what_names_nobody_or_says_nothing_is_refused(place, text):
    assert catch_all_clauses(text, place=place), text


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Place.CONDITION, "放射源已按规定登记移交。"), (Place.CONDITION, "符合条件的，有营业执照。"),
        (Place.ACCEPTANCE, "盖章，例如公章"), (Place.NAME, "支持性文件、营业执照"),
    ],
)  # fmt: skip
def test_the_gate_never_proposes_the_words_it_refuses(place, text):
    for clause in catch_all_clauses(text, place=place):
        assert clause.words not in clause.proposal.removeprefix(clause.rule.instead), clause.proposal
