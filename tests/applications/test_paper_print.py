"""Every kind of document as it is printed: its text, its codes, its seal (reliability.md T40)."""

import io
import re
from html import unescape

import pypdfium2
import pytest
import zxingcpp
from django.template.loader import get_template

from applications.models import DocumentKind
from applications.papers.rendering import OWN_WORDS, Copy, html_of, pdf_of
from tests.factories.papers import a_document

KINDS = [kind.value for kind in DocumentKind]
# One of each sort of paper: they share their frame, so the others are read before they are drawn.
DRAWN = ("receipt", "grant", "denial", "certificate", "correction_notice", "promise_letter")
WITH_REMEDIES = {"denial", "refusal_notice", "out_of_scope", "revocation"}


@pytest.fixture(autouse=True)
def origin(settings):
    settings.PUBLIC_ORIGIN = "https://hall.example.gov.cn"


def pages_of(pdf: bytes) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(io.BytesIO(pdf))


def read_of(html: str) -> str:
    """What a reader sees of a page, without tags, styles and blanks."""
    return re.sub(r"<style.*?</style>|<[^>]+>|\s", "", unescape(html), flags=re.S)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_words_its_codes_and_a_seal_if_the_department_issued_it(kind):
    get_template(f"applications/documents/_{kind}.html")
    document = a_document(kind)
    html = html_of(document)
    text = read_of(html)
    for words in (document.number, document.content["title"], document.content["applicant"]):
        assert words.replace(" ", "") in text, words
    assert document.verification_code in text and 'alt="核验二维码"' in html
    assert ('class="seal-picture"' in html) is (kind not in OWN_WORDS), "the applicant's own papers bear no seal"
    assert ("六十日内" in text and "六个月内" in text) is (kind in WITH_REMEDIES), "remedies"


@pytest.mark.parametrize("kind", DRAWN)
def test_the_drawn_paper_can_be_read_and_its_code_scanned(kind):
    document = a_document(kind)
    with pages_of(pdf_of(html_of(document))) as pdf:
        text = "".join(page.get_textpage().get_text_range() for page in pdf).replace("\r\n", "")
        pictures = [page.render(scale=2).to_pil().convert("L") for page in pdf]
    codes = {code.text for picture in pictures for code in zxingcpp.read_barcodes(picture)}
    for words in (document.number, document.content["title"], document.content["applicant"]):
        assert words.replace(" ", "") in text.replace(" ", ""), words
    assert any(document.verification_code in code for code in codes), codes
    assert ("演示印章" in text) is (kind not in OWN_WORDS)
    if kind in WITH_REMEDIES:
        assert "六十日内" in text and "六个月内" in text, "remedies"


def test_a_long_paper_goes_on_to_more_pages_and_numbers_them():
    document = a_document("receipt")
    document.content["materials"] = document.content["materials"] * 30
    with pages_of(pdf_of(html_of(document))) as pdf:
        assert len(pdf) > 2 and f"共 {len(pdf)} 页" in pdf[1].get_textpage().get_text_range()


def test_a_preview_says_that_it_is_one():
    text = pages_of(pdf_of(html_of(a_document("grant"), copy=Copy(is_draft=True))))[0].get_textpage().get_text_range()
    assert "预览" in text and "尚未出具" in text
