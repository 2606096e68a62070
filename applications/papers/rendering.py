"""A document as A4: the same template for the screen that prints and for the PDF, which reads nothing but itself."""

import logging
import re
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from applications.models import Document, DocumentKind
from applications.papers.errors import PaperCannotBeDrawn

# The applicant's own papers: signed by hand, not sealed by the department.
OWN_WORDS = {
    DocumentKind.WITHDRAWAL_REQUEST,
    DocumentKind.LATE_PROMISE,
    DocumentKind.PROMISE_LETTER,
    DocumentKind.HEARING_RECORD,
}
STYLES = ("applications/document.css", "applications/paper.css")
INSIDE = "data:image/svg+xml;base64,"
MISSING = re.compile(r"U\+([0-9A-F]{4,6})")
_one_at_a_time = Lock()


@dataclass(frozen=True)
class Copy:
    """What is printed across a paper: which printing it is, or that it is only a draft."""

    number: int = 0
    is_draft: bool = False


def context_of(document: Document, *, origin: str, copy: Copy = Copy()) -> dict[str, Any]:
    """What the template of a document needs, on the screen and for the PDF alike."""
    path = reverse("document-verify", args=[document.verification_code])
    return {
        "document": document,
        "content": document.content,
        "parts": f"applications/documents/_{document.kind}.html",
        "origin": origin,
        "verify_address": f"{origin}{path}",
        "copy": copy,
        "has_seal": document.kind not in OWN_WORDS,
        "is_demonstration": settings.DEMONSTRATION,
    }


def paper_origin() -> str:
    """The address under which the public reaches this hall, for papers made without a request."""
    return str(settings.PUBLIC_ORIGIN or settings.PAPER_ORIGIN).rstrip("/")


def origin_of(request: HttpRequest) -> str:
    """The same, as whoever asks reaches this hall where no public origin is set."""
    return str(settings.PUBLIC_ORIGIN).rstrip("/") or request.build_absolute_uri("/").rstrip("/")


def html_of(document: Document, *, copy: Copy = Copy()) -> str:
    """The whole document as one HTML text with its styles and pictures inside."""
    context = context_of(document, origin=paper_origin(), copy=copy)
    page = render_to_string("applications/documents/page.html", context)
    return page.replace("</head>", f"<style>{_styles()}</style></head>", 1)


def pdf_of(html: str) -> bytes:
    """The PDF of an HTML text, fonts inside. What no font has is written as its code, never as a box."""
    with _one_at_a_time:
        with _noted() as missing:
            pdf = _drawn(html)
        if missing:
            for letter in missing:
                html = html.replace(letter, f"［U+{ord(letter):04X}］")
            pdf = _drawn(html)
    return pdf


def _drawn(html: str) -> bytes:
    try:
        from weasyprint import HTML
    except OSError as none:  # the libraries of the system are not there
        raise PaperCannotBeDrawn(why=str(none)[:120]) from none
    document = HTML(string=html, url_fetcher=only_itself()).render(font_config=_fonts())
    pdf = document.write_pdf(pdf_tags=True)
    document.fonts.clear()  # copies of whole fonts, 100 MB, which the collector of rings would find only after ten papers
    assert pdf is not None
    return pdf


def only_itself() -> Any:
    """What the drawing may read: pictures that stand in the text itself. No file, no network, whatever it says."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OnlyItself(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            if not url.startswith(INSIDE):
                raise ValueError("refused")
            return URLFetcherResponse(url, b64decode(url[len(INSIDE) :]), {"Content-Type": "image/svg+xml"})

        def open(self, *_: Any, **__: Any) -> Any:
            raise ValueError("refused")

    return OnlyItself()


@lru_cache(maxsize=1)
def _fonts() -> Any:
    """The fonts of this machine, looked up and opened once for a process; for one drawing at a time."""
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


@lru_cache(maxsize=1)
def _styles() -> str:
    texts = []
    for name in STYLES:
        path = finders.find(name)
        assert isinstance(path, str), name
        with open(path, encoding="utf-8") as file:
            texts.append(file.read())
    return "\n".join(texts)


class _Ear(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.missing: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if "notdef" in message:
            self.missing |= {chr(int(code, 16)) for code in MISSING.findall(message)}


@contextmanager
def _noted() -> Iterator[set[str]]:
    """Hear which characters no font had; the drawing's own chatter is not logged."""
    ear, logger = _Ear(), logging.getLogger("weasyprint")
    logger.propagate = False
    logging.getLogger("weasyprint.progress").setLevel(logging.ERROR)
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    logger.addHandler(ear)
    try:
        yield ear.missing
    finally:
        logger.removeHandler(ear)
