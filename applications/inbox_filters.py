"""What an approver asks of the inbox: a few plain choices that can be kept under a name. Pure functions of values."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from urllib.parse import urlencode

HANDS = {"": "轮到我", "mine": "我手里的", "nobody": "还没有人办的", "all": "全部门"}
STEPS = {"": "全部环节", "review": "审查", "decide": "决定", "extending": "等待批准延期"}
WITHIN = {"": "不限", "0": "今天或已超期", "1": "1 个工作日内", "3": "3 个工作日内", "5": "5 个工作日内"}
MARKS = {
    "": "不限",
    "late": "容缺还没补齐",
    "asked": "正在征求意见",
    "answered": "征求意见已答复",
    "urged": "被督办还没答复",
    "bulk": "可以批量准予",
}
ONLY = {"": "全部", "instant": "即办", "today": "今天必须办", "stopped": "计时停止"}


@dataclass(frozen=True)
class Wanted:
    """The choices; anything unknown counts as not asked."""

    only: str = ""
    hands: str = ""
    step: str = ""
    within: str = ""
    mark: str = ""
    matter: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether everything is asked for that is one's turn."""
        return self == Wanted()

    @property
    def words(self) -> list[str]:
        """What is chosen beside one of the tabs, in the words of the choices."""
        asked = ((HANDS, self.hands), (STEPS, self.step), (WITHIN, self.within), (MARKS, self.mark))
        return [table[value] for table, value in asked if value] + ["指定事项"] * bool(self.matter)

    @property
    def query(self) -> str:
        """The choices as a part of an address."""
        return urlencode({name: value for name, value in asdict(self).items() if value})

    @property
    def kept(self) -> dict[str, str]:
        """The choices as they are kept."""
        return {name: value for name, value in asdict(self).items() if value}


def wanted(given: Mapping[str, str]) -> Wanted:
    """The choices that were sent."""
    known = {"only": ONLY, "hands": HANDS, "step": STEPS, "within": WITHIN, "mark": MARKS}
    chosen = {name: value for name, table in known.items() if (value := given.get(name, "")) in table}
    matter = given.get("matter", "")
    return Wanted(**chosen, matter=matter if matter.isalnum() and len(matter) <= 33 else "")
