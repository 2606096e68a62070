"""What the day says: one line for each thing worth knowing, and a tally at the end."""

import sys
from collections import Counter


class Diary:
    """Lines for the log, and how often each thing happened."""

    def __init__(self, is_quiet: bool = False) -> None:
        self.tally: Counter[str] = Counter()
        self.is_quiet = is_quiet

    def note(self, what: str) -> None:
        """Count something without a line."""
        self.tally[what] += 1

    def say(self, words: str) -> None:
        if not self.is_quiet:
            sys.stdout.write(f"{words}\n")
            sys.stdout.flush()

    def tell(self, what: str, words: str) -> None:
        """Count something and say it."""
        self.note(what)
        self.say(words)

    def summary(self) -> str:
        return "，".join(f"{what} {times}" for what, times in sorted(self.tally.items())) or "什么也没有发生"
