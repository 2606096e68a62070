"""How loud a screen speaks at which hour; functions of values. "8-12:70 12-14:40" is 70 % until noon, then 40 %."""

import re

from hall.errors import VolumesUnreadable

SPAN = re.compile(r"^(\d{1,2})-(\d{1,2}):(\d{1,3})$")


def spans(rule: str) -> list[tuple[int, int, int]]:
    """From which hour until which hour, and how loud in percent. Raises VolumesUnreadable."""
    found = []
    for piece in rule.split():
        match = SPAN.match(piece)
        if match is None:
            raise VolumesUnreadable(piece=piece)
        since, until, percent = map(int, match.groups())
        if not (0 <= since < until <= 24 and percent <= 100):
            raise VolumesUnreadable(piece=piece)
        found.append((since, until, percent))
    return found


def volume_at(rule: str, hour: int) -> int:
    """The volume in percent at this hour; silent at hours the rule does not name."""
    return next((percent for since, until, percent in spans(rule) if since <= hour < until), 0)
