"""Papers that the words of a notice ask for (请补交无犯罪记录证明), and whether the published list knows them. Pure functions."""

import re
from collections.abc import Iterable, Iterator

ASKED = re.compile(r"(?:补交|提交|提供|附上|另附|加附|补充|出具|开具|递交|上传|带来|交来)([^，。；！,;!]{1,40})")
PAPERS = (
    "身份证明 居住证明 身份证 居住证 户口簿 户口本 结婚证 离婚证 护照 许可证 登记证 合格证 资格证 产权证 不动产权证 执照 证明 证书 "
    "批准书 批准文件 批复 合同 协议 承诺书 保证书 委托书 授权书 申请书 申请表 报告 介绍信 情况说明 图纸 平面图 发票 章程 决议"
)
PAPER = re.compile("|".join(sorted(PAPERS.split(), key=len, reverse=True)))
BESIDE = "和与及或、跟"
ITSELF = "的该此本新原旧份张"  # 有效期内的证明: the paper that is spoken of anyway


def papers_not_listed(words: str, listed: Iterable[str]) -> list[str]:
    """Papers that these words ask for and that no published name or standard holds, as they were written."""
    texts = list(listed)
    return [paper for paper in _asked(words) if not _is_listed(paper, texts)]


def _asked(words: str) -> Iterator[str]:
    for request in ASKED.finditer(words):
        begun, phrase = 0, request.group(1)
        for paper in PAPER.finditer(phrase):
            yield phrase[begun : paper.end()].lstrip(BESIDE)
            begun = paper.end()


def _is_listed(paper: str, texts: list[str]) -> bool:
    """Whether a published text names it: by its kind and the two characters before, or by its kind alone for 该证明."""
    kinds = list(PAPER.finditer(paper))
    kind = kinds[-1].group()
    before = paper[: -len(kind)]
    tail = kind if not before or before[-1] in ITSELF else before[-2:] + kind
    return any(tail in text for text in texts)
