"""What the invented people of the demonstration hall complain of. Days are working days ago."""

from typing import Any

ID_1, ID_2, ID_3 = "11010519491231002X", "110101199003070011", "110102198512010529"
OUR_FAULT = "window"

COMPLAINTS: list[dict[str, Any]] = [
    {
        "ago": 0, "by": "", "source": "web", "kind": "complaint", "category": "attitude", "name": "陈淑芬", "id_number": ID_1,
        "words": "上午十点在一层东区8号窗口咨询补办手续，工作人员一直低头看手机，问了三遍才抬头，说“自己上网查”。我六十多岁不会上网，希望窗口对老年人耐心一些。",
        "about_whom": "一层东区8号窗口", "acts": [],
    },
    {
        "ago": 1, "by": "", "source": "web", "kind": "complaint", "category": "late", "name": "刘建军", "id_number": ID_2,
        "matter": "食品经营许可", "words": "食品经营许可承诺十个工作日办结，今天已经第十二天，打电话只说“在走流程”。店面房租一天八百块，请给个准话。",
        "acts": [],
    },
    {
        "ago": 3, "by": "guide01", "source": "guide_desk", "kind": "suggestion", "category": "waiting", "name": "", "is_anonymous": True,
        "words": "中午十二点到一点半只开三个窗口，排队的人最多。建议中午多开几个综合窗口，把叫号屏的预计等候时间也打在小票上。",
        "acts": [(2, "take_up", "manager", {})],
    },
    {
        "ago": 4, "by": "ck03", "source": "window", "kind": "consultation", "category": "other", "name": "孙丽", "id_number": ID_3,
        "matter": "药品经营许可", "words": "想把药店从一层搬到隔壁楼的二层，经营范围不变，问是走变更还是要重新申请，验收需要提前多久约。",
        "acts": [
            (3, "take_up", "department", {}),
            (2, "answer", "department", {"words": "您好，您咨询的事答复如下：注册地址跨楼栋属于经营地址变更，走变更即可，不必重新申请；提交后由我们联系您约现场检查，一般五个工作日内。具体材料以公布的办事指南为准。", "finding": "none", "cause": "", "template": "咨询答复"}),
        ],
    },
    {
        "ago": 9, "by": "", "source": "web", "kind": "complaint", "category": "place", "name": "周海燕", "id_number": ID_1,
        "words": "一层西区母婴室的门锁坏了一个多星期，进出都关不上，里面也没有热水。", "acts": [
            (8, "take_up", "manager", {}),
            (7, "answer", "manager", {"words": "您好，您反映的问题经核实属实。门锁已于当天下午更换，热水器已报修并恢复。感谢您的监督，给您带来不便向您道歉。", "finding": "true", "cause": OUR_FAULT, "template": "属实并已改正"}),
            (5, "close", "manager", {}),
        ],
    },
    {
        "ago": 8, "by": "", "source": "web", "kind": "complaint", "category": "online", "name": "何晓东", "id_number": ID_2,
        "words": "自助机打印的小票二维码太淡扫不出来，换了三台都一样，只能再去人工窗口排队。",
        "acts": [(6, "take_up", "manager", {}), (4, "prolong", "manager", {"reason": "需要厂家到场更换热敏头并逐台测试"})],
    },
    {
        "ago": 2, "by": "ck05", "source": "phone", "kind": "complaint", "category": "other", "name": "郭志强", "id_number": ID_3,
        "words": "对市里上个月作出的不予行政许可决定不服，认为现场核查走过场，要求大厅把决定撤了，重新发证。",
        "acts": [(1, "take_up", "manager", {}), (1, "show_other_way", "manager", {"way": "reconsideration"})],
    },
    {
        "ago": 12, "by": "", "source": "web", "kind": "complaint", "category": "attitude", "name": "马玉兰", "id_number": ID_1,
        "words": "在12号窗口办事，工作人员与旁边同事聊天，让我等了二十多分钟没有理由。",
        "acts": [
            (11, "take_up", "manager", {}),
            (9, "answer", "manager", {"words": "您好，经核实，当时窗口正在等待系统恢复，工作人员没有向您解释，我们已批评教育。", "finding": "partly", "cause": OUR_FAULT, "template": ""}),
            (1, "reopen", "supervisor", {"reason": "办事人反映当时系统正常，需调取监控核实"}),
        ],
    },
]  # fmt: skip

LISTED: list[dict[str, Any]] = [
    {
        "ago": 1, "matter": "食品经营许可", "name": "李红梅", "id_number": ID_2,
        "asked": [("房东的无犯罪记录证明", "说是新规定，没有就不收件"), ("其他相关材料", "让我回去再准备")],
        "words": "清单上一共就那几样，窗口又要我找房东开无犯罪记录证明，跑了两趟派出所都说不开这种证明。", "acts": [],
    },
    {
        "ago": 7, "matter": "药品经营许可", "name": "", "is_anonymous": True, "id_number": "",
        "asked": [("近三年纳税证明", "口头要求")], "words": "新开的药店哪来的近三年纳税证明？",
        "acts": [
            (6, "take_up", "supervisor", {}),
            (5, "answer", "supervisor", {"words": "您好，您反映的被要求清单以外材料的问题经核实属实。该材料不在公布的清单上，窗口不得收取，已要求主管部门立即纠正并对相关人员进行提醒；请凭清单上的材料到任意综合窗口办理。", "finding": "true", "cause": "between", "template": "清单外材料：已纠正"}),
        ],
    },
]  # fmt: skip

_CLASSIFY = {"kind": "system", "tier": "desk_complex"}
CASES: list[dict[str, Any]] = [
    {
        "ago": 0, "by": "ck51", "name": "吴桂英", "id_number": ID_1, "matter": "食品经营许可",
        "words": "材料都交齐了，系统提示“经营场所面积格式错误”，三天来了两趟，窗口也填不进去，店等着开业。", "acts": [],
    },
    {
        "ago": 3, "by": "ck51", "name": "郑伟", "id_number": ID_2, "matter": "药品经营许可",
        "words": "药店变更负责人，药监说先改营业执照，执照窗口说要先有药监的意见，两边各跑了三趟。",
        "acts": [
            (3, "classify", "ck51", {"kind": "between", "tier": "desk_complex"}),
            (3, "forward", "ck51", {"unit": "department", "reason": "请明确变更先后顺序，书面答复办事人"}),
            (2, "take", "department", {}),
        ],
    },
    {
        "ago": 8, "by": "ck51", "name": "韩雪", "id_number": ID_3, "matter": "",
        "words": "申报页面“国家项目代码”只能填18位，我们的代码是24位，提交不了，项目资金月底到期。",
        "acts": [
            (8, "classify", "ck51", _CLASSIFY),
            (7, "forward", "ck51", {"unit": "bureau", "reason": "平台字段长度限制，请协调市级系统"}),
            (6, "take", "supervisor", {}),
            (5, "solve", "supervisor", {"solution": "市级系统已把项目代码放宽到50位，办事人当天完成申报。", "cause": "system"}),
            (5, "tell", "ck51", {"words": "您好，您登记的“办不成事”已经解决：项目代码可以填50位了，请凭原材料直接提交。", "template": "办成反馈"}),
            (4, "verify", "ck51", {"is_solved": True, "note": "电话回访，本人确认已提交成功"}),
            (3, "file", "ck51", {}),
        ],
        "improvement": {
            "ago": 5,
            "asked": {"title": "清查申报页面所有编码字段的长度限制", "words": "国家项目代码超过页面允许的长度，建议按国家标准逐个核对编码类字段，一次放开。", "cause": "system", "unit": "platform"},
            "acts": [(4, "take_improvement", {}), (2, "report_progress", {"note": "已列出37个编码字段，其中6个短于国家标准，下周随版本放开"})],
        },
    },
    {
        "ago": 6, "by": "ck51", "name": "冯立新", "id_number": ID_1, "matter": "食品经营许可",
        "words": "办证要身份证和场所证明，我只带了身份证，房产证在老家，问能不能先办。",
        "acts": [(6, "exclude", "ck51", {"exclusion": "incomplete"})],
    },
    {
        "ago": 9, "by": "ck51", "name": "曹静", "id_number": ID_2, "matter": "食品经营许可",
        "words": "店面没有门牌号，派出所和街道都说不归自己开证明，没有门牌号系统不让提交。",
        "acts": [(9, "classify", "ck51", {"kind": "between", "tier": "desk_complex"})],
    },
    {
        "ago": 5, "by": "ck51", "name": "董明", "id_number": ID_3, "matter": "",
        "words": "窗口说我的材料要等首席代表签字，首席代表出差一周，没有人能签。",
        "acts": [
            (5, "classify", "ck51", {"kind": "not_accepted", "tier": "desk_simple"}),
            (5, "solve", "ck51", {"solution": "联系部门明确B角，当天下午由B角签收受理。", "cause": "between"}),
            (5, "tell", "ck51", {"words": "您好，已由部门B角签收受理，请留意受理短信。", "template": "办成反馈"}),
        ],
    },
]  # fmt: skip
