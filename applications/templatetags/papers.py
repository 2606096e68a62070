"""Pictures on paper: QR codes and seals that stand in the text itself, so that nothing has to be fetched."""

import io
from base64 import b64encode
from datetime import date
from functools import lru_cache

import segno
from django import template
from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.dateparse import parse_date

from applications.papers.seal_picture import seal_svg

register = template.Library()


@register.simple_tag
def qr_of(origin: str, page: str, code: str) -> str:
    """A QR code that leads to a public page, as the source of a picture; blank when this house has no such page."""
    try:
        path = reverse(page, args=[code])
    except NoReverseMatch:
        return ""
    return _qr(f"{origin}{path}")


@register.filter
def ended(words: str) -> str:
    """What somebody wrote, as a sentence: with a full stop where they set none."""
    words = words.strip()
    return words if not words or words[-1] in "。！？；：…" else f"{words.rstrip('，、.')}。"


@lru_cache(maxsize=512)
def _qr(address: str) -> str:
    """Worked out once: every paper under a standard bears the code of that standard."""
    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="svg", scale=4, border=2, xmldecl=False)
    return _inside(out.getvalue())


@register.simple_tag
def seal_of(name: str) -> str:
    """The picture of a department's seal."""
    return _inside(seal_svg(name, is_demonstration=settings.DEMONSTRATION).encode())


@register.filter
def written(day: str) -> str:
    """A date as papers write it: 2026年11月22日."""
    parsed: date | None = parse_date(day) if day else None
    return f"{parsed.year}年{parsed.month}月{parsed.day}日" if parsed else day


def _inside(picture: bytes) -> str:
    return f"data:image/svg+xml;base64,{b64encode(picture).decode()}"
