"""What the system itself can say to a tag (108 109 110 209): published list against what was asked, promise against fact.

Pure functions of values. A verdict is never a judgement of the person: it says what the records show.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from complaints.list_difference import Line, Verdict
from complaints.states import RatingLevel
from complaints.tags import TAGS

EXTRA, LATE_BY_LAW, LATE_BY_PROMISE = ("108", "109"), "110", "209"
CHECKABLE = (*EXTRA, LATE_BY_LAW, LATE_BY_PROMISE)
CONFIRMED, REFUTED, OPEN = "confirmed", "refuted", "open"
VERDICTS = {CONFIRMED: "系统记录支持", REFUTED: "系统记录不支持", OPEN: "系统记录不足，须人工核实"}
ALL_TAGS = {tag: words for level in RatingLevel for tag, words in TAGS[level].items()}
Facts = list[tuple[str, str]]


class Calendar(Protocol):
    """What evidence asks of a working calendar."""

    def working_days_between(self, start: date, end: date, /) -> int: ...


@dataclass(frozen=True)
class Standard:
    """The published standard that held: which version, with which materials."""

    matter: str
    version: int
    fingerprint: str
    materials: tuple[str, ...]


@dataclass(frozen=True)
class CaseFacts:
    """One application as it stood when the rating came; without a number it is only what the person came for."""

    standard: Standard
    number: str = ""
    asked: tuple[Line, ...] = ()
    accepted: date | None = None
    promise_due: date | None = None
    legal_due: date | None = None
    decided: date | None = None


def check(tag: str, cases: Sequence[CaseFacts], today: date, calendar: Calendar) -> dict[str, Any]:
    """The evidence to one tag, in plain values, as it is kept with the rating."""
    judge = _check_list if tag in EXTRA else _check_time
    found = [judge(tag, case, today, calendar) for case in cases]
    verdicts = [verdict for verdict, _ in found]
    verdict = CONFIRMED if CONFIRMED in verdicts else OPEN if OPEN in verdicts or not verdicts else REFUTED
    return {
        "tag": tag,
        "label": ALL_TAGS[tag],
        "verdict": verdict,
        "verdict_words": VERDICTS[verdict],
        "words": _words(tag, verdict),
        "facts": [[list(pair) for pair in facts] for _, facts in found],
    }


def _words(tag: str, verdict: str) -> str:
    if tag in EXTRA:
        return {
            CONFIRMED: "窗口所要的与公布的材料清单不一致，差别如下。",
            REFUTED: "窗口登记所要的材料都在公布的清单上。口头另提的要求系统没有记录，仍须向办事人核实。",
            OPEN: "本次服务没有收件记录，附上来办事项公布的清单（当时还没有公布的，附现行的），供核实。",
        }[verdict]
    return {
        CONFIRMED: "按工作日历计算，办理时间超过了期限。",
        REFUTED: "按工作日历计算，办理时间没有超过期限。",
        OPEN: "办件还没有办完或者没有受理，期限还没有到。",
    }[verdict]


def _check_list(tag: str, case: CaseFacts, today: date, calendar: Calendar) -> tuple[str, Facts]:
    beyond = [line for line in case.asked if line.verdict != Verdict.LISTED]
    facts = [
        *_about(case),
        ("公布的材料", f"{len(case.standard.materials)} 项：{'、'.join(case.standard.materials) or '无'}"),
    ]
    if not case.number:
        return OPEN, facts
    facts.append(("窗口所要", f"{len(case.asked)} 项：{'、'.join(line.asked for line in case.asked) or '无'}"))
    if not beyond:
        return REFUTED, [*facts, ("差别", "没有：所要的都在清单上")]
    return CONFIRMED, [*facts, *(("差别", _line_words(line)) for line in beyond)]


def _line_words(line: Line) -> str:
    said = f"，窗口写的是“{line.problem}”" if line.problem else ""
    published = f"；公布的要求是“{line.standard}”" if line.standard else ""
    return f"{line.label}：{line.asked}{said}{published}"


def _check_time(tag: str, case: CaseFacts, today: date, calendar: Calendar) -> tuple[str, Facts]:
    due = case.legal_due if tag == LATE_BY_LAW else case.promise_due
    name = "法定办结" if tag == LATE_BY_LAW else "承诺办结"
    if not case.number or case.accepted is None:
        return OPEN, [*_about(case), (name, "没有受理，期限没有起算")]
    if due is None:
        return REFUTED, [*_about(case), (name, "法律没有规定期限")]
    until = case.decided or today
    facts = [*_about(case), *_times(case, name, due, until, calendar)]
    if until > due:
        late = max(calendar.working_days_between(due, until), 1)
        return CONFIRMED, [*facts, ("超过期限", f"{late} 个工作日")]
    return (REFUTED if case.decided else OPEN), [*facts, ("超过期限", "没有")]


def _times(case: CaseFacts, name: str, due: date, until: date, calendar: Calendar) -> Facts:
    assert case.accepted is not None
    allowed = calendar.working_days_between(case.accepted, due)
    used = calendar.working_days_between(case.accepted, until)
    return [
        ("受理", f"{case.accepted:%Y-%m-%d}"),
        (name, f"{due:%Y-%m-%d}（受理后第 {allowed} 个工作日）"),
        (
            "实际办结" if case.decided else "至评价时",
            f"{until:%Y-%m-%d}（第 {used} 个工作日）{'' if case.decided else '，尚未办结'}",
        ),
    ]


def _about(case: CaseFacts) -> Facts:
    standard = case.standard
    print_ = f"{standard.fingerprint[:4]}-{standard.fingerprint[4:8]}".upper()
    version = f"第 {standard.version} 版 · 指纹 {print_}"
    return [
        ("事项", standard.matter),
        *([("办件编号", case.number)] if case.number else []),
        ("公布的标准", version),
        ("标准全指纹", standard.fingerprint),
    ]
