"""What the person at the keyboard reads: Chinese first, then short English."""

import sys


class Stop(Exception):
    """Something the person has to know; printed without a traceback, then the command ends."""


def say(chinese: str, english: str = "") -> None:
    line = f"{chinese}  ({english})" if english else chinese
    print(line, flush=True)


def complain(chinese: str, english: str = "") -> None:
    print(f"✗ {chinese}", file=sys.stderr)
    if english:
        print(f"  {english}", file=sys.stderr)
    sys.stderr.flush()
