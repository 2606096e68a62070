"""Reading an official list of holidays (放假安排): the text of the State Council's notice, or a table of days. Pure functions.

A table has a line for each day: 日期, 安排 (放假 or 上班), 节日. Whatever is in neither is an ordinary week.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

OFF, ON = "放假", "上班"
HOLIDAYS = ("元旦", "春节", "清明", "劳动", "端午", "中秋", "国庆")
STATUTORY_DAYS = 13  # 全国年节及纪念日放假办法（2024）
WEEKDAYS = "一二三四五六日"
DAY = timedelta(days=1)
LINE = re.compile(r"^\s*(?:[（(]?[一二三四五六七八九十]+[）)]?[、.．])?\s*([^：:。]{2,12})[：:](.+)$", re.MULTILINE)
ONE = re.compile(r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:[（(]([^）)]*)[）)])?")
TOTAL = re.compile(r"共(\d{1,2})天")


@dataclass(frozen=True)
class ListedDay:
    """A day that the list names: off for a holiday, or a day of the weekend on which people work."""

    day: date
    works: bool
    name: str


@dataclass(frozen=True)
class OfficialList:
    """What was read: the days of a year, what stands against using it, and what to look at again."""

    year: int
    days: tuple[ListedDay, ...]
    problems: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def read_notice(text: str, year: int) -> OfficialList:
    """The list in the words of the notice: 一、元旦：1月1日（周五）至3日（周日）放假，共3天。"""
    days: list[ListedDay] = []
    problems: list[str] = []
    for name, body in LINE.findall(text.replace("\u3000", " ")):
        for sentence in body.split("。"):
            if OFF in sentence:
                days += _off(name.strip(), sentence, year, problems)
            elif ON in sentence:
                days += [ListedDay(day, True, name.strip()) for day in _days(sentence, year, problems)]
    return judged(year, days, problems)


def read_table(rows: Iterable[Sequence[object]], year: int) -> OfficialList:
    """The list as a table; the heading is left out, each line that cannot be read is named."""
    days: list[ListedDay] = []
    problems: list[str] = []
    for number, row in enumerate(rows, 1):
        cells = [str(cell if cell is not None else "").strip() for cell in row][:3]
        if not any(cells) or (number == 1 and cells[0] in {"日期", "date"}):
            continue
        day, works, name = _date(cells[0]), _works(cells), (cells[2] if len(cells) > 2 else "")
        if day is None or works is None:
            problems.append(f"第 {number} 行看不懂：{'，'.join(cells)}。应为“2027-02-06，放假，春节”这样的一行。")
        else:
            days.append(ListedDay(day, works, name))
    return judged(year, days, problems)


def judged(year: int, days: Iterable[ListedDay], problems: Iterable[str] = ()) -> OfficialList:
    """The list in order, with everything that is wrong or doubtful about it in words."""
    found = sorted(set(days), key=lambda one: (one.day, one.works))
    wrong = list(dict.fromkeys([*problems, *_wrong(year, found)]))
    return OfficialList(year, tuple(found), tuple(wrong), tuple(_doubts(year, found)))


def _wrong(year: int, days: list[ListedDay]) -> list[str]:
    if not days:
        return ["没有读到任何放假或上班的日期，请粘贴通知全文，或上传“日期、安排、节日”三列的表格。"]
    wrong = [f"{one.day:%Y-%m-%d} 不在 {year} 年。" for one in days if not _fits(one.day, year)]
    twice = {one.day for one in days if one.works} & {one.day for one in days if not one.works}
    wrong += [f"{day:%Y-%m-%d} 既写了放假又写了上班。" for day in sorted(twice)]
    wrong += [
        f"{one.day:%Y-%m-%d} 是周{WEEKDAYS[one.day.weekday()]}，本来就上班，不应列为调休上班。"
        for one in days
        if one.works and one.day.weekday() < 5
    ]
    named = "".join(one.name for one in days if not one.works)
    return wrong + [f"没有找到“{name}”的放假日期，名单不完整。" for name in HOLIDAYS if name not in named]


def _doubts(year: int, days: list[ListedDay]) -> list[str]:
    own = [one for one in days if one.day.year == year]
    less = sum(not one.works and one.day.weekday() < 5 for one in own) - sum(one.works for one in own)
    if not own or less == STATUTORY_DAYS:
        return []
    return [f"按此名单全年比普通周历少 {less} 个工作日，法定节假日为 {STATUTORY_DAYS} 天，请对照通知原文核对一遍。"]


def _fits(day: date, year: int) -> bool:
    """Of the year, or the last December days that belong to its new year's holiday."""
    return day.year == year or (day.year == year - 1 and day.month == 12)


def _off(name: str, sentence: str, year: int, problems: list[str]) -> list[ListedDay]:
    days = _days(sentence, year, problems)
    if len(days) == 2 and "至" in sentence:
        first, last = days
        days = [first + DAY * ahead for ahead in range(max((last - first).days, 0) + 1)]
    total = TOTAL.search(sentence)
    if total and int(total[1]) != len(days):
        problems.append(f"“{name}”写明共 {total[1]} 天，按日期是 {len(days)} 天，请核对。")
    return [ListedDay(day, False, name) for day in days]


def _days(sentence: str, year: int, problems: list[str]) -> list[date]:
    """The days named one after the other; a day without a month or year has those of the one before it."""
    found: list[date] = []
    at_year, at_month = year, 0
    for years, months, days, note in ONE.findall(sentence):
        at_year, at_month = int(years or at_year), int(months or at_month)
        try:
            day = date(at_year, at_month, int(days))
        except ValueError:
            problems.append(f"“{sentence.strip()}”里的日期不存在，请核对。")
            continue
        said = re.search(r"周([一二三四五六日天])", note)
        if said and said[1].replace("天", "日") != WEEKDAYS[day.weekday()]:
            problems.append(f"{day:%Y-%m-%d} 是周{WEEKDAYS[day.weekday()]}，通知写的是周{said[1]}；年份选错了吗？")
        found.append(day)
    return found


def _date(words: str) -> date | None:
    numbers = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]00:00:00)?", words)
    try:
        return date(*map(int, numbers.groups())) if numbers else None
    except ValueError:
        return None


def _works(cells: list[str]) -> bool | None:
    words = cells[1] if len(cells) > 1 else ""
    return {OFF: False, "休": False, "节假日": False, ON: True, "班": True, "调休上班": True}.get(words)
