"""The measures of the catalogue (目录统计口径): what is counted, in which unit, against which goal. Pure.

Page, workbook and API read this one table, so that a figure is the same wherever it stands.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORKING_DAYS_OF = {"working_day": 1.0, "natural_day": 5 / 7, "month": 30 * 5 / 7, "hour": 1 / 8, "none": 0.0}


@dataclass(frozen=True)
class Counted:
    """What one matter brings to the figures."""

    department: str
    listed: int
    asked: int
    visits: int
    depth: str
    is_stationed: bool
    is_one_window: bool
    promised: float
    statutory: float | None
    base_asked: int | None = None
    base_visits: int | None = None


@dataclass
class Sums:
    """Sums over the matters of a department, or of all."""

    code: str
    name: str
    matters: int = 0
    listed: int = 0
    asked: int = 0
    visits: int = 0
    at_most_one_visit: int = 0
    stationed: int = 0
    one_window: int = 0
    depths: dict[str, int] = field(default_factory=lambda: dict.fromkeys("1234", 0))
    limited: int = 0
    promised: float = 0.0
    statutory: float = 0.0
    compared: int = 0
    compared_asked: int = 0
    compared_visits: int = 0
    base_asked: int = 0
    base_visits: int = 0

    def add(self, one: Counted) -> None:
        """Count one matter in."""
        self.matters += 1
        self.listed += one.listed
        self.asked += one.asked
        self.visits += one.visits
        self.at_most_one_visit += one.visits <= 1
        self.stationed += one.is_stationed
        self.one_window += one.is_one_window
        self.depths[one.depth] = self.depths.get(one.depth, 0) + 1
        if one.statutory is not None:
            self.limited += 1
            self.promised += one.promised
            self.statutory += one.statutory
        if one.base_asked is not None and one.base_visits is not None:
            self.compared += 1
            self.compared_asked += one.asked
            self.compared_visits += one.visits
            self.base_asked += one.base_asked
            self.base_visits += one.base_visits


@dataclass(frozen=True)
class Measure:
    """One figure: its words, unit and goal, and how it follows from the sums (None where nothing can be said)."""

    key: str
    label: str | Promise
    unit: str | Promise
    value: Callable[[Sums], float | int | None]
    explained: str | Promise = ""
    goal: int | None = None
    is_share: bool = False


def share(part: float, whole: float) -> float | None:
    """Per cent with one decimal."""
    return round(100 * part / whole, 1) if whole else None


def cut(now: float, before: float) -> float | None:
    """By how many per cent it became less."""
    return round(100 * (1 - now / before), 1) if before else None


def mean(total: float, number: int) -> float | None:
    return round(total / number, 2) if number else None


MEASURES = (
    Measure("matters", _("事项"), _("项"), lambda s: s.matters, _("现行有效的事项（含暂停受理）")),
    Measure("listed", _("列明材料"), _("份"), lambda s: s.listed, _("现行标准列明的全部材料")),
    Measure("asked", _("申请人提交的材料"), _("份"), lambda s: s.asked, _("列明材料中扣除凭共享证照、数据共享免提交的")),
    Measure("base_asked", _("基期材料"), _("份"), lambda s: s.base_asked if s.compared else None, _("同一批事项在基期要求提交的材料")),
    Measure("cut", _("材料压减"), "%", lambda s: cut(s.compared_asked, s.base_asked), _("有基期数据的事项：1 − 现在提交的材料 ÷ 基期材料"), 60, True),
    Measure("visits", _("平均到现场"), _("次"), lambda s: mean(s.visits, s.matters), _("到办事现场次数的平均")),
    Measure("base_visits", _("基期平均到现场"), _("次"), lambda s: mean(s.base_visits, s.compared), _("同一批事项在基期的平均")),
    Measure("at_most_one_visit", _("最多跑一次"), "%", lambda s: share(s.at_most_one_visit, s.matters), _("到现场不超过一次的事项占比"), 100, True),
    Measure("stationed", _("进驻大厅"), "%", lambda s: share(s.stationed, s.matters), _("进驻大厅的事项占比"), 80, True),
    Measure("one_window", _("一窗受理"), "%", lambda s: share(s.one_window, s.matters), _("综合窗口受理的事项占比"), 70, True),
    Measure("wholly_online", _("全程网办"), "%", lambda s: share(s.depths["4"], s.matters), _("网办深度Ⅳ级的事项占比"), None, True),
    Measure("depth_1", _("网办Ⅰ级"), _("项"), lambda s: s.depths["1"], _("网上可查询")),
    Measure("depth_2", _("网办Ⅱ级"), _("项"), lambda s: s.depths["2"], _("网上可收件")),
    Measure("depth_3", _("网办Ⅲ级"), _("项"), lambda s: s.depths["3"], _("网上可预审")),
    Measure("depth_4", _("网办Ⅳ级"), _("项"), lambda s: s.depths["4"], _("全程网办")),
    Measure("statutory", _("法定时限平均"), _("工作日"), lambda s: mean(s.statutory, s.limited), _("有法定时限的事项；月按 30 个自然日、自然日按七分之五折算为工作日")),
    Measure("promised", _("承诺时限平均"), _("工作日"), lambda s: mean(s.promised, s.limited), _("同一批事项的承诺时限，同样折算")),
    Measure("limit_cut", _("时限压缩"), "%", lambda s: cut(s.promised, s.statutory), _("1 − 承诺时限 ÷ 法定时限"), None, True),
)  # fmt: skip
BY_KEY = {measure.key: measure for measure in MEASURES}


def in_working_days(amount: int | None, unit: str) -> float | None:
    """A limit as working days, so that limits of different units can be added; None without a limit."""
    if amount is None or (unit == "none" and amount):
        return None
    return amount * WORKING_DAYS_OF.get(unit, 1.0)


def summed(matters: Iterable[Counted], names: dict[str, str], total: str) -> tuple[Sums, list[Sums]]:
    """The sums of all and of each department, in the order of `names`."""
    whole = Sums("", total)
    departments = {code: Sums(code, name) for code, name in names.items()}
    for one in matters:
        whole.add(one)
        departments[one.department].add(one)
    return whole, [sums for sums in departments.values() if sums.matters]
