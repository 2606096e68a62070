"""No catch-all clause (兜底条款): a readable table of what may not stand in a published standard, and why.

《北京市优化营商环境条例》 forbids vague catch-all demands in guides. A clause that leaves to the window what it may ask
is a hidden drawer: the rules below name the words found and say what to write instead. Real papers whose names happen
to contain such words pass by `EXCEPTIONS`, each with who allowed it and why.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

PAPERS = "材料|文件|资料|证明|证件|证书|附件|手续|凭证|单据"
FILLERS = "(?:的|有关|相关|所需|必要|必需|需要|应当|须|应|补充|辅助|申请|申报|证明|支撑|佐证|支持|提交|提供|各类|各种)*"


@dataclass(frozen=True)
class Rule:
    """One kind of catch-all clause: how it is recognised and what to write instead."""

    name: str
    pattern: re.Pattern[str]
    advice: str


@dataclass(frozen=True)
class Allowed:
    """A reviewed exception: words of a real document's name, who allowed them and why."""

    words: str
    by: str
    why: str


@dataclass(frozen=True)
class Clause:
    """A catch-all clause that was found."""

    words: str
    rule: Rule

    def __str__(self) -> str:
        return f"“{self.words}”属于兜底条款（{self.rule.name}），{self.rule.advice}"


def _rule(name: str, pattern: str, advice: str) -> Rule:
    return Rule(name, re.compile(pattern), advice)


RULES = (
    _rule(
        "其他材料",
        rf"其他{FILLERS}(?:{PAPERS}|条件|要求|情形|情况|事项)(?![\u4e00-\u9fff]*[表册簿]$)",
        "请逐一写明是哪一份材料、哪一项条件",
    ),
    _rule("其他规定", r"其他.{0,4}规定|(?:法律|法规|规章|规范).{0,12}规定的?其他", "请写明依据的条款和具体内容"),
    _rule("其他情形收尾", r"(?:以及|及|和|或|或者|与)其他$|^其他$", "请列全，不以“其他”收尾"),
    _rule("有关材料", rf"(?:有关|相关)的?(?:证明|申请|申报|辅助|补充|支撑)*(?:{PAPERS})$", "请写明材料的名称"),
    _rule("有关要求", r"(?:有关|相关)的?(?:要求|规定|条件|标准)$", "请写明是哪部规定的哪一项要求"),
    _rule(
        "等字收尾",
        rf"(?<![高中初平同上下优对均何劣久一二三四五六七八九甲乙丙丁])等+(?:{PAPERS})?(?:[。；;,，)）]|$)",
        "请列全，不以“等”收尾",
    ),
    _rule("等有关", r"等(?:有关|相关|其他|方面|各项)", "请列全，不写“等有关”“等其他”"),
    _rule("依法应当提交", r"(?:依法|依规|按规定|按照规定|按要求)(?:应当|应|须|需要|需|要求)?(?:提交|提供|出具)", "请写明提交什么"),
    _rule("由窗口认定", r"认为(?:需要|有?必要|应当|有关|其他)|(?:窗口|审批部门|受理部门|主管部门|经办人员|工作人员)(?:的)?要求", "请写明客观的标准"),
    _rule("视情况", r"视.{0,4}(?:情况|情形|需要)|视情|根据.{0,4}(?:需要|情况|实际)(?:要求|提交|提供|补充|确定|而定|$)|酌情|必要时", "请写明在哪种情形下需要"),
    _rule("另行通知", r"另行?(?:通知|告知|规定|要求|提供|补充)|以.{0,6}(?:通知|要求|告知|为准)为准", "请现在就写明"),
    _rule("不限于", r"(?:包括|含)?但?不(?:仅)?限于", "请列全"),
)  # fmt: skip

EXCEPTIONS = (
    Allowed("其他应收款明细表", "市政务服务管理局", "会计报表附注中的固定名称"),
    Allowed("其他应付款明细表", "市政务服务管理局", "会计报表附注中的固定名称"),
    Allowed("其他材料费明细表", "市政务服务管理局", "科研项目经费预算表的固定名称"),
)

_UNSEEN = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad·]+")


def plain(text: str) -> str:
    """The text as the rules see it: full-width made half-width, blanks and invisible characters gone, 其它 as 其他."""
    folded = _UNSEEN.sub("", unicodedata.normalize("NFKC", text))
    return folded.replace("其它", "其他").replace("其牠", "其他").replace("其他的", "其他")


def catch_all_clauses(text: str) -> list[Clause]:
    """The catch-all clauses in one text (a material's name, a condition, an acceptance standard)."""
    seen = plain(text)
    for allowed in EXCEPTIONS:
        seen = seen.replace(plain(allowed.words), "□")
    found = [(rule, rule.pattern.search(seen)) for rule in RULES]
    return [Clause(words=match.group(), rule=rule) for rule, match in found if match]


def clauses_of_standard(conditions: Iterable[str], materials: Iterable[Any]) -> Iterator[Clause]:
    """The catch-all clauses of a whole standard: its conditions, and its materials' names, cases and standards."""
    for text in conditions:
        yield from catch_all_clauses(text)
    for material in materials:
        for text in (material.name, material.condition, material.acceptance_standard):
            yield from catch_all_clauses(text)
