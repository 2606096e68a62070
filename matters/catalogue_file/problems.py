"""A fault in a catalogue file, in words: where, what stands there, what is wrong, what to write."""

from dataclasses import asdict, dataclass

LONGEST_VALUE = 80


@dataclass(frozen=True)
class Problem:
    """One fault of one line. Tables name the sheet, the heading and letter of the column, and the value found there."""

    line: int
    field: str
    what: str
    todo: str = ""
    sheet: str = ""
    column: str = ""
    value: str = ""

    def __str__(self) -> str:
        return f"{self.where}：{self.what}。" + (f"{self.todo}。" if self.todo else "")

    @property
    def where(self) -> str:
        """第 5 行 promised_limit, or for a table: 事项表第 5 行“承诺办结时限”（N 列）."""
        if not self.sheet:
            return f"第 {self.line} 行" + (f" {self.field}" if self.field else "")
        line = f"第 {self.line} 行" if self.line else ""
        column = f"（{self.column} 列）" if self.column else ""
        return f"{self.sheet}表{line}" + (f"“{self.field}”{column}" if self.field else "")

    def plain(self) -> dict[str, int | str]:
        """The fault as plain values, to be kept; a long value is cut."""
        shown = self.value if len(self.value) <= LONGEST_VALUE else self.value[: LONGEST_VALUE - 1] + "…"
        return {**asdict(self), "value": shown}
