"""The English of a matter's own words, when the reader reads English and there is some; the Chinese otherwise."""

import re
from collections.abc import Iterable
from typing import Any

from django import template
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext

from matters.guided.evaluation import JOINED
from matters.models import EnglishText, Matter
from matters.queries.english import english_of

register = template.Library()
HAN = re.compile("[\u3400-\u9fff\U00020000-\U000323af]")


def reads_english() -> bool:
    return (translation.get_language() or "").startswith("en")


@register.filter
def named(matter: Matter) -> str:
    """The matter's name in the reader's language."""
    text = english_text(matter)
    return text.name if text else matter.name


@register.simple_tag
def english_text(matter: Any) -> EnglishText | None:
    """The English text of a matter for a page in English; nothing otherwise."""
    return english_of(matter) if isinstance(matter, Matter) and reads_english() else None


@register.filter
def materials_of(names: Iterable[str], matter: Matter) -> list[str]:
    """Names of a matter's materials in the reader's language."""
    text = english_text(matter)
    return [material_in(name, text) for name in names]


@register.filter
def condition_in(words: str, text: EnglishText | None) -> str:
    """A condition in the reader's language."""
    return str(text.conditions.get(words, words)) if text else words


@register.filter
def material_in(words: str, text: EnglishText | None) -> str:
    """A material's name in the reader's language."""
    return str(text.materials.get(words, words)) if text else words


@register.filter
def said_in(words: str, text: EnglishText | None) -> str:
    """Any other words of the standard in the reader's language: of this matter, else those of the house."""
    if not words:
        return words
    return str((text.words if text else {}).get(words) or gettext(words))


@register.filter
def situation_in(words: str, text: EnglishText | None) -> str:
    """A situation's name, answer by answer, in the reader's language."""
    return JOINED.join(said_in(part, text) for part in words.split(JOINED))


@register.filter
def result_in(words: str, text: Any) -> str:
    """The name of the result in the reader's language."""
    return str(text.result) if text and text.result else words


@register.filter
def stays_chinese(words: str) -> bool:
    """Whether words are Chinese on a page in English, because nobody wrote English for them."""
    return bool(words) and reads_english() and HAN.search(words) is not None


@register.filter
def in_its_language(words: str) -> str:
    """The words, marked as Chinese where they are Chinese on a page in English: read aloud as such."""
    return format_html('<span lang="zh-Hans">{}</span>', words) if stays_chinese(words) else words
