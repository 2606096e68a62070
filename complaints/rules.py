"""Rules of rating: pure functions of values."""

from collections.abc import Sequence

from complaints.errors import LevelMissing, TagNotOfLevel, UnknownChannel, WordsTooLong
from complaints.states import RatingChannel, RatingLevel
from complaints.tags import belongs

LONGEST_WORDS = 500
OUTCOMES_TO_RATE = ("finish", "await_result")


def check_answer(level: str, tags: Sequence[str], words: str, channel: str) -> None:
    """Raise what is wrong with an answer; nothing is filled in for the citizen."""
    if level not in RatingLevel.values:
        raise LevelMissing()
    for tag in tags:
        if not belongs(tag, level):
            raise TagNotOfLevel(tag=tag, level=RatingLevel(level).label)
    if len(words) > LONGEST_WORDS:
        raise WordsTooLong(most=LONGEST_WORDS, length=len(words))
    if channel not in RatingChannel.values:
        raise UnknownChannel(channel=channel)
