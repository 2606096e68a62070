"""Counting what people ask for and whether they choose something: never who."""

import re
import secrets

from django.core import signing
from django.core.cache import cache
from django.db.models import F

from hall.kernel import clock
from matters.models import AskedWords
from matters.search_text import plain

LONGEST, MANY_DIGITS = 40, 6
SALT, MARK_SECONDS = "matters.chosen", 2 * 3600
NOT_WORDS = re.compile(r"[@/\\<>]|https?")


def countable(words: str) -> str:
    """The words as they are counted; empty for what looks like a number or address of a person."""
    text = plain(words)
    digits = sum(character.isdigit() for character in text)
    if digits >= MANY_DIGITS or NOT_WORDS.search(text) or len(text) > LONGEST:
        return ""
    return text


def note_asked(*, words: str, found: int) -> None:
    """One more question for these words today, and how many matters answered it."""
    _count(words, "asked", found=found)


def note_chosen(*, words: str) -> None:
    """One more choice from the answer to these words today."""
    _count(words, "chosen")


def answer_mark(words: str) -> str:
    """A mark for the links of one answer: by it a choice is counted for these words, once, within two hours."""
    return signing.dumps({"words": words, "once": secrets.token_hex(6)}, salt=SALT, compress=True)


def note_chosen_by(*, mark: str) -> None:
    """One more choice for the words of an answer; a mark that is old, forged or used up counts nothing."""
    try:
        told = signing.loads(mark, salt=SALT, max_age=MARK_SECONDS)
    except signing.BadSignature:
        return
    if cache.add(f"matters.chosen.{told['once']}", 1, MARK_SECONDS):
        note_chosen(words=told["words"])


def _count(words: str, what: str, **latest: int) -> None:
    text = countable(words)
    if not text:
        return
    rows = AskedWords.objects.filter(day=clock.today(), words=text)
    more = {what: F(what) + 1, **latest}
    if not rows.update(**more):
        first = {what: 1, **latest}
        _, is_first = AskedWords.objects.get_or_create(day=clock.today(), words=text, defaults=first)
        if not is_first:
            rows.update(**more)
