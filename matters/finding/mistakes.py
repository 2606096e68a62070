"""Slips of the hand: one character wrong, missing, too many or swapped with its neighbour, as a pattern."""

import re

from matters.finding.grams import is_han

SHORTEST_HAN, SHORTEST_LATIN, LONGEST = 3, 5, 30
ANY = r"[^\n]"


def is_long_enough(piece: str) -> bool:
    """Whether a piece tells enough to look for a slip in it."""
    return (SHORTEST_HAN if is_han(piece) else SHORTEST_LATIN) <= len(piece) <= LONGEST


def one_slip(piece: str) -> str:
    """A regular expression for all words that one slip makes of this one."""
    characters = [re.escape(c) for c in piece]
    many = range(len(characters))
    slips = ["".join([*characters[:i], ANY, *characters[i + 1 :]]) for i in many]
    slips += ["".join([*characters[:i], ANY, *characters[i:]]) for i in many if i]
    slips += ["".join([*characters[:i], *characters[i + 1 :]]) for i in many if len(piece) > SHORTEST_HAN]
    slips += ["".join([*characters[:i], characters[i + 1], characters[i], *characters[i + 2 :]]) for i in many[:-1]]
    return "|".join(dict.fromkeys(slips))


def halves(piece: str) -> tuple[str, str]:
    """Two halves: one slip leaves one of them whole (but for a swap in the middle)."""
    middle = len(piece) // 2
    return piece[:middle], piece[middle:]
