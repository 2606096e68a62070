"""The table: one row for each kind of catch-all clause, its pattern in words, why it is refused, what to write.

How to read a pattern: `[材料]` stands for any word of that list in `WORDS`, `[修饰]*` for any number of them, `[的]?` for
one or none, `…6` for up to six characters of the same clause, `^` and `$` for the beginning and the end of a clause; what stands before `~` must be there but is
not part of the clause.
Everything else stands for itself. `HONEST` lists ordinary words that merely contain the same characters.
"""

from dataclasses import dataclass

from matters.catch_all.places import Place
from matters.catch_all.words import ASKING, HONEST, TRAPS, WORDS

__all__ = ["ASKING", "HONEST", "RULES", "TRAPS", "WORDS", "Rule"]
DEMANDS = (Place.CONDITION, Place.NAME, Place.WHEN, Place.ACCEPTANCE)
TITLES = (Place.BASIS,)


@dataclass(frozen=True, eq=False)
class Rule:
    """One kind of catch-all clause: how it is recognised, why it is refused, what to write instead."""

    id: str
    name: str
    patterns: tuple[str, ...]
    example: str
    why: str
    instead: str
    cuts: bool = False
    only_in: tuple[Place, ...] = ()
    not_in: tuple[Place, ...] = ()
    whole: bool = False

    def reads(self, place: Place | None) -> bool:
        """Whether the rule is asked of this kind of text."""
        return (not self.only_in or place in self.only_in) and place not in self.not_in

    @property
    def where(self) -> str:
        """The kinds of text the rule is asked of, in words; empty when it is asked of all."""
        only, but = ("、".join(str(place.label) for place in places) for places in (self.only_in, self.not_in))
        return "；".join([f"只查{only}"] * bool(only) + [f"不查{but}"] * bool(but) + ["整段文字"] * self.whole)


RULES = (
    Rule(
        "other_papers", "其他材料",
        ("[其他][修饰]*[材料]", "[其他][修饰]*[条件]", "[其他]…4[能够]…14[材料]", "[其他][修饰]*[物件]", "其他[修饰][修饰]*$",
            "otherdocument", "othermaterial", "otherrelevant", "otherrequired",
        ),
        "其他相关材料",
        "没有说是哪一份，窗口可以随意加要", "逐一写明是哪一份材料、哪一项条件；没有的就删去", cuts=True,
    ),
    Rule(
        "other_by_law", "法定其他",
        ("[其他]…4规定", "[法规]…12规定[的]?[其他]", "[法规]…8[规定要求][的]?[修饰]*[材料]", "[法规]…8规定的条件", "另有[规定要求]", "从其规定", "按照有关部门规定", "按有关部门规定", "按相关部门规定",),
        "法律、行政法规规定的其他条件",
        "把条件推给整部法律，申请人无从知道是哪一条", "写明依据的条款，以及它要求的具体内容", cuts=True,
    ),
    Rule(
        "other_at_the_end", "以“其他”收尾",
        ("[且及]其他$", "^其他$", "[且及]其他[修饰]*$", "[且及]别的$", "^别的$",),
        "营业执照及其他",
        "清单没有收口", "列全以后收口，不写“其他”", cuts=True,
    ),
    Rule(
        "related_papers", "有关材料",
        ("[有关][修饰]*[材料]", "相应[的]?[材料]", "[有关][的]?一切", "[有关][修饰]*[物件]", "^[有关]的$",),
        "相关证明材料",
        "“有关”“相关”没有范围", "写明材料的全名", cuts=True,
    ),
    Rule(
        "related_rules", "有关要求",
        ("[有关][的]?[修饰]*[条件]", "[有关][的]?规定", "[有关][的]?[法规]", "[有关]产业政策"),
        "符合国家有关规定",
        "没有说是哪部规定的哪一项要求", "写明规定的名称、条款和具体要求", not_in=TITLES,
    ),
    Rule(
        "some_office", "没有名字的部门",
        ("[有关]部门", "[有关]机关", "[有关]单位", "[有关]机构", "[有关]方面", "[有关]人员"),
        "有关部门出具的意见",
        "没有说是哪个部门，申请人不知道找谁开", "写明部门或者单位的名称", only_in=(Place.CONDITION, Place.NAME, Place.ACCEPTANCE, Place.ISSUER),
    ),
    Rule(
        "says_nothing", "没有写",
        ("^略$", "^从略$", "^同上$", "^同前$", "^见附件$", "^见须知$", "^暂无$", "^待补$", "^若干$", "^若干份$", "[材料]若干", "^[按照]通知[提交]"),
        "同上",
        "这一项什么也没有说", "写明这一项的全部内容；没有要求的就删去这一项", only_in=DEMANDS,
    ),
    Rule(
        "rules_at_large", "笼统的规定",
        (
            "符合[法规]…8规定", "符合规定", "符合政策", "[依照][法规]?规定", "依规", "符合条件", "合乎条件", "[法规]规定的…12情形", "规定的条件",
            "符合…4条件的", "[按照]要求$",
        ),
        "符合法律法规规定",
        "规定有成百上千条，申请人和窗口都不知道核对哪一条", "写明规定的名称、条款，或者直接写出它要求的内容",
        only_in=DEMANDS,
    ),
    Rule(
        "vague_measure", "没有尺度",
        (
            "[相应][的]?[本事]", "[本事]相应", "[足够][的]?…4[本事]", "[良好][的]?[名声]", "[名声]良好", "一定[的]?[多少]", "较强的",
            "适当的[本事]", "必要的[本事]",
        ),
        "具备相应能力",
        "够不够、好不好没有尺度，全凭窗口判断", "写明等级、数目、年限，或者写明看哪一份证书、哪一条记录", only_in=(*DEMANDS, Place.NOTE),
    ),
    Rule(
        "as_a_rule", "原则上",
        ("原则上", "一般应", "一般须", "一般需", "一般要", "一般情况下", "一般情形下", "通常应", "通常须", "通常需", "通常要", "一般提供", "一般提交"),
        "原则上提供原件",
        "“原则上”“一般”给例外留了门，例外由谁定没有说", "写明要，或者写明哪种情形不要", cuts=True,
    ),
    Rule(
        "examples_for_a_list", "举例代清单",
        ("主要包括", "主要有", "例如", "比如", "譬如", "如：", "^如[材料]", "举例"),
        "主要包括身份证、户口本",
        "举了例子，没有列全", "把要的逐一列全，不举例", only_in=DEMANDS,
    ),
    Rule(
        "empty_standard", "空话标准",
        ("[空话][空话]*",),
        "真实、齐全、有效",
        "每一份材料都可以这样写，窗口没有可以核对的东西", "写明看哪一栏、哪个章、哪个日期，与哪一份材料一致",
        only_in=(Place.ACCEPTANCE,), whole=True,
    ),
    Rule(
        "english", "英文含糊说法",
        (
            "otherdoc", "othermaterial", "otherrelevant", "otherrequired", "othernecessary", "otherpaper", "othersupporting",
            "otherapplicable", "otherproof", "otherevidence", "otherrequirement", "othercondition", "additionaldocument",
            "relevantdoc", "relevantmaterial", "relevantpaper", "relevantproof", "relevantrequirement", "relevantregulation",
            "relateddocument", "relatedmaterial", "necessarydocument", "necessarymaterial", "etc.", "etc$", "etcetera", "andsoon",
            "andsoforth", "andthelike", "ifnecessary", "asnecessary", "whennecessary", "ifneeded", "asneeded", "whenneeded",
            "asrequired", "ifrequired", "uponrequest", "onrequest", "asrequested", "notlimitedto", "dependingonthesituation",
            "dependingonthecase", "dependingoncircumstance", "dependingonthecircumstance", "casebycase", "case-by-case", "seesfit",
            "seefit", "deemsfit", "deemednecessary", "deemsnecessary", "considersnecessary", "considerednecessary", "tobenotified",
            "benotifiedlater", "beannouncedlater", "furthernotice", "asthewindowrequires", "inprinciple", "asappropriate",
            "whereappropriate", "ifappropriate", "ifapplicable",
        ),
        "identity card, proof of address, etc.",
        "英文也是给人看的：没有说是哪一份、哪种情形", "照中文写明是哪一份、哪种情形",
        only_in=(Place.ENGLISH,),
    ),
    Rule(
        "general_name", "只有泛称",
        ("^[修饰]*[泛称]$", "^[一切][修饰]*[泛称]$", "^[修饰]*[泛称][泛称]$"),
        "证明材料",
        "名称里没有一份具体的材料", "写明材料的全名，例如“法定代表人身份证复印件”", only_in=(Place.NAME,),
    ),
    Rule(
        "everything", "一切材料",
        ("[一切][的]?[修饰]*[材料]",),
        "一切所需资料",
        "要求没有边界", "逐一写明是哪几份", cuts=True,
    ),
    Rule(
        "needed_papers", "所需材料",
        ("[泛泛的][材料]", "[支持性][的]?[材料]", "[提交][支持][的]?材料", "^[支持][的]?[材料]$", "所需[材料]", "材料所需"),
        "提交规定的材料",
        "“规定的”“需要的”没有说是哪一份", "写明材料的全名",
    ),
    Rule(
        "extra_papers", "另加材料",
        ("[另加][的]?[修饰]*[材料]",),
        "另附材料",
        "清单之外又加了没有名字的材料", "写明材料的全名，列进清单",
    ),
    Rule(
        "and_so_on", "等字收尾",
        ("等$", "等等", "等[的]?[修饰]*[材料]", "等…10[泛称]$", "等[有关]", "等[其他]", "等方面", "等[一切]", "等均可", "等皆可"),
        "营业执照、身份证等材料",
        "“等”字后面还可以再加", "列全以后删去“等”；正好几样就写“等三种”", cuts=True, not_in=TITLES,
    ),
    Rule(
        "open_list", "列举未尽",
        ("、…20~等",),
        "规划、消防等专项验收合格",
        "列了几样又说“等”，后面还可以再加", "列全以后删去“等”；正好几样就写“两项”“四类”", not_in=TITLES,
    ),
    Rule(
        "dots", "省略收尾",
        ("...", "。。", "云云", "之类", "诸如此类", "什么的$", "一类的[材料]", "及类似", "诸如",),
        "营业执照、身份证……",
        "省略号和“之类”后面还可以再加", "列全，不省略", cuts=True,
    ),
    Rule(
        "not_limited_to", "不限于",
        ("包括但[不限]", "包含但[不限]", "含但[不限]", "[不限]", "不仅包括", "包括但不", "包含但不", "包含不限", "包括不限",),
        "包括但不限于下列材料",
        "列了清单又说不以清单为限", "列全，并删去“不限于”", cuts=True,
    ),
    Rule(
        "due_by_law", "依法应当提交",
        ("[依规][应当]?[提交]", "[依规][应当]…4[提交]", "[依规][应当]?[的]?[材料]", "应当提交的[修饰]*[材料]", "应当提供的[修饰]*[材料]"),
        "依法应当提交的材料",
        "提交什么要申请人自己去找", "写明提交什么",
    ),
    Rule(
        "as_the_office_sees_fit", "由窗口认定",
        (
            "认为[应当]", "认为[有关]", "认为[其他]", "[机关][的]?要求", "[机关]…4认为", "[机关]指定", "[机关]…6规定的[修饰]*[材料]",
            "[机关]确定的", "[机关]认可", "[机关]同意的[材料]", "以[机关]", "解释权", "[机关]…4要求", "由[机关]…2[裁量]", "自由裁量", "由…6另定", "由…6另行", "[泛机关]规定的…4[材料]", "认为[合适]",
            "[机关]…4说了算", "[机关]把握"),
        "审批部门认为需要的材料",
        "标准在办事人员心里，不在纸上", "写明客观的、谁看都一样的标准",
    ),
    Rule(
        "as_the_case_may_be", "视情况",
        (
            "视情", "视…6[情况]", "视具体", "视…4而定", "酌情", "酌定", "必要时", "如有必要", "如有需要",
            "[看]…6[情况]…2[提交]", "[看]…6[情况]…2确定", "[看]…6[情况]而定", "[看]…6[情况]要求", "[看]实际$", "[看]情况$", "按需[提交]",
            "适当[提交]", "适时[提交]", "需要时[提交]", "个案", "因…6而异", "一事一议", "具体情况具体", "特殊情况…4需…4[材料]", "特殊情形…4需…4[材料]", "特殊情况…3[材料]", "特殊情形…3[材料]", "如需要", "如果需要", "有需要时", "需要的话", "必要情况", "必要的时候", "如必要", "酌量", "适量", "视需求", "根据具体", "依实际", "按情况", "按实际情况", "按实际需要", "依情况", "[审查]需要",),
        "视情况提供",
        "什么情形才要，没有说", "写明在哪种情形下需要，例如“委托他人办理的”",
    ),
    Rule(
        "told_later", "另行通知",
        (
            "另行[通知]", "另[通知]", "另作[通知]", "届时[通知]", "听候通知", "等通知", "待通知", "以…8[通知]为准", "详询", "详见通知",
            "以…6为准的要求", "以实际要求", "随时[通知]", "后续[通知]", "后续[提交]", "[日后][通知]", "候通知", "听通知", "待窗口", "待定$", "待补充", "暂定$", "详见…4[通知]", "材料请咨询", "详情咨询", "咨询窗口", "详见…6公示", "以…6公示为准", "[材料]…4请…2[问询]", "要求…2请…2[问询]", "[问询]后确定",
            "请自行[问询]", "以…4答复为准", "现场告知", "当场告知", "现场通知", "[按照]通知[提交]"),
        "具体要求另行通知",
        "标准应当现在就能看到", "现在就写明",
    ),
    Rule(
        "more_may_be_asked", "保留追加",
        ("[可要求]…6[追加]…4[材料]", "保留…6[追加]", "[机关]…4要求…4[追加]", "可要求[提交]", "有权要求", "进一步[提交]", "可能还", "还可能", "不排除", "随时补", "另需[提交]", "另须[提交]", "另外[提交]", "额外[提交]", "临时要求",
            "未列明的", "未列入清单的", "清单之外的", "清单外的", "上述以外的", "除上述[材料]外", "兜底", "口头告知", "口头通知",
            "如有要求", "一次性告知的[材料]", "以…6解释为准", "须知…6之外的", "须知所列之外", "[材料]…4之外的[材料]",),
        "可要求申请人补充材料",
        "清单之外还能再要", "删去；一次性告知只能从清单里选", cuts=True,
    ),
)  # fmt: skip
