"""A fault in a catalogue file, in words: where, what is wrong, what to write."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One fault of one line."""

    line: int
    field: str
    what: str
    todo: str = ""

    def __str__(self) -> str:
        where = f"第 {self.line} 行" + (f" {self.field}" if self.field else "")
        return f"{where}：{self.what}。" + (f"{self.todo}。" if self.todo else "")
