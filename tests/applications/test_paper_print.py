"""Every kind of document as it is printed: its text, its codes, its seal (reliability.md T40)."""

import io
from functools import lru_cache

import pypdfium2
import pytest
from django.template.loader import get_template

from applications.models import DocumentKind
from applications.papers.rendering import OWN_WORDS, Copy, html_of, pdf_of
from tests.factories.papers import a_document
from tests.factories.reading import codes_in, codes_wanted, difference, misread, pictures_of, read_of, text_of

KINDS = [kind.value for kind in DocumentKind]
WITH_REMEDIES = {"denial", "refusal_notice", "out_of_scope", "revocation"}


@pytest.fixture(autouse=True)
def origin(settings):
    settings.PUBLIC_ORIGIN = "https://hall.example.gov.cn"


def pages_of(pdf: bytes) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(io.BytesIO(pdf))


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


@lru_cache
def drawn(kind: str) -> tuple[str, bytes]:
    """The page of a kind and its PDF, drawn once."""
    html = html_of(a_document(kind))
    return html, pdf_of(html)


@pytest.mark.parametrize("kind", KINDS)
def test_the_drawn_paper_says_word_for_word_what_its_page_says_and_every_code_on_it_is_read(kind):
    html, pdf = drawn(kind)
    assert misread(html, pdf) == []
    assert ("演示印章" in text_of(pdf)) is (kind not in OWN_WORDS)
    codes = codes_in(pictures_of(pdf))
    assert len(codes) == codes_wanted(html) >= 2, codes
    assert any(a_document(kind).verification_code in code for code in codes)


def test_the_judges_notice_a_letter_less_a_letter_more_and_another_picture():
    html, pdf = drawn("grant")
    assert misread(html.replace("准予", "准"), pdf) and misread(html.replace("准予", "准予予"), pdf)
    pictures = pictures_of(pdf)
    assert difference(pictures, pictures) == 0 < 0.001 < difference(pictures, pictures_of(drawn("denial")[1]))


def test_a_long_paper_goes_on_to_more_pages_and_numbers_them():
    document = a_document("receipt")
    document.content["materials"] = document.content["materials"] * 30
    with pages_of(pdf_of(html_of(document))) as pdf:
        assert len(pdf) > 2 and f"共 {len(pdf)} 页" in pdf[1].get_textpage().get_text_range()


def test_a_preview_says_that_it_is_one():
    text = pages_of(pdf_of(html_of(a_document("grant"), copy=Copy(is_draft=True))))[0].get_textpage().get_text_range()
    assert "预览" in text and "尚未出具" in text


@pytest.mark.parametrize(
    ("typed", "printed"), [("符合条件", "符合条件。"), ("符合条件。 ", "符合条件。"), ("符合，", "符合。")]
)
def test_a_reason_is_printed_as_a_sentence(typed, printed):
    for kind in ("grant", "denial"):
        document = a_document(kind)
        document.content = {**document.content, "reason": typed}
        assert f"申请，{printed}" in html_of(document).replace("</p><p>", "")
