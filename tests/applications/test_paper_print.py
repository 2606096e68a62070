"""Every kind of document as it is printed: its text, its codes, its seal (reliability.md T40)."""

import io

import pypdfium2
import pytest
import zxingcpp
from django.template.loader import get_template

from applications.models import DocumentKind
from applications.papers.rendering import OWN_WORDS, Copy, html_of, pdf_of
from tests.factories.papers import a_document

KINDS = [kind.value for kind in DocumentKind]


@pytest.fixture(autouse=True)
def origin(settings):
    settings.PUBLIC_ORIGIN = "https://hall.example.gov.cn"


def pages_of(pdf: bytes) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(io.BytesIO(pdf))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_paper_with_text_code_and_seal_as_it_should(kind):
    get_template(f"applications/documents/_{kind}.html")
    document = a_document(kind)
    drawn = pdf_of(html_of(document))
    with pages_of(drawn) as pdf:
        text = "".join(page.get_textpage().get_text_range() for page in pdf).replace("\r\n", "")
        codes = {
            code.text for page in pdf for code in zxingcpp.read_barcodes(page.render(scale=2).to_pil().convert("L"))
        }
    for words in (document.number, document.content["title"], document.content["applicant"]):
        assert words.replace(" ", "") in text.replace(" ", ""), words
    assert any(document.verification_code in code for code in codes), codes
    assert ("演示印章" in text) is (kind not in OWN_WORDS), "the applicant's own papers bear no seal of the department"
    if kind in {"denial", "refusal_notice", "out_of_scope", "revocation"}:
        assert "六十日内" in text and "六个月内" in text, "remedies"


def test_a_long_paper_goes_on_to_more_pages_and_numbers_them():
    document = a_document("receipt")
    document.content["materials"] = document.content["materials"] * 30
    with pages_of(pdf_of(html_of(document))) as pdf:
        assert len(pdf) > 2 and f"共 {len(pdf)} 页" in pdf[1].get_textpage().get_text_range()


def test_a_preview_says_that_it_is_one():
    text = pages_of(pdf_of(html_of(a_document("grant"), copy=Copy(is_draft=True))))[0].get_textpage().get_text_range()
    assert "预览" in text and "尚未出具" in text
