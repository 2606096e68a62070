"""Sixty names as people have them, from the form to the paper: the same everywhere, and never a box (reliability.md T36)."""

import io
from html import escape, unescape
from itertools import combinations
from typing import Any

import pypdfium2
import pytest
from django.db import connection
from django.urls import reverse
from fontTools.pens.boundsPen import BoundsPen
from openpyxl import load_workbook
from PIL import Image, ImageChops

from applications.models import Application, Document
from applications.papers.rendering import html_of, pdf_of
from applications.queries.finding import find
from applications.queries.registers import registers
from hall.masking import SEPARATORS, mask_name
from hall.messages.wording import parts, render
from hall.models import OutgoingMessage, Party
from hall.roles import Role
from hall.verbs.parties import register_party, reveal
from queueing.forms.holder import DeskForm
from queueing.models import Ticket
from queueing.paper.canvas import Strip
from queueing.paper.slip import SMALL
from tests.factories import HallFactory, StaffFactory
from tests.factories.applications import People, people
from tests.factories.papers import a_document
from tests.factories.queue import a_small_hall
from tests.factories.reading import fonts_of, misread, text_of
from tests.queueing.names import NAMES, RARE

EXTENSIONS = {
    "A": ("\u3400", "\u4dbf"), "B": ("\U00020000", "\U0002a6df"), "C": ("\U0002a700", "\U0002b73f"),
    "D": ("\U0002b740", "\U0002b81f"), "E": ("\U0002b820", "\U0002ceaf"), "F": ("\U0002ceb0", "\U0002ebef"),
    "G": ("\U00030000", "\U0003134f"), "H": ("\U00031350", "\U000323af"),
}  # fmt: skip
NEWEST = "\U0002ebf0\U0002ee5d明"  # extension I of 2023: kept and shown; on paper written as its code, no font has it
EVERYBODY = [*NAMES, NEWEST]
AT_THE_DESK = {*NAMES[: len(RARE) : 8], *NAMES[len(RARE) :], NEWEST}
INK, NOTHING = 128, "\uffff"  # what ends a line has no glyph


@pytest.fixture
def ours(db, on_a_working_day) -> People:
    small = a_small_hall()
    made = people(version=small.matters[0].versions.get())
    made.hall, made.guide = small.hall, small.guide
    made.clerk = StaffFactory(hall=small.hall, roles=[Role.WINDOW_CLERK], is_contracted=True)
    return made


@pytest.fixture
def came(ours, client) -> dict[str, Application]:
    """Everybody's name passed the form of the guide's desk and was handed in at a window; some took a ticket there."""
    client.force_login(ours.guide)
    found = {}
    for place, name in enumerate(EVERYBODY):
        sent = {"chosen": [ours.version.matter.code], "id_type": "passport", "id_number": f"E{10_000_000 + place}",
                "name": name, "phone": f"138{place:08d}", "request_key": f"names-{place:04d}"}  # fmt: skip
        found[name] = ours.receive(applicant=at_the_desk(client, sent) if name in AT_THE_DESK else typed(sent, ours))
    return found


def at_the_desk(client, sent: dict[str, Any]) -> Party:
    answer = client.post(reverse("guide-desk"), sent)
    assert answer.status_code == 302, (sent, answer.content.decode()[:2000])
    return Ticket.objects.latest("pk").party


def typed(sent: dict[str, Any], ours) -> Party:
    form = DeskForm(sent)
    assert form.is_valid(), form.errors
    given = {key: form.cleaned_data[key] for key in ("name", "id_type", "id_number", "phone")}
    return register_party(**given, by=ours.clerk)


def test_there_are_sixty_and_every_extension_of_han_that_fonts_have_is_among_them():
    assert len(set(NAMES)) == 60 and {1, 2, 40, 60} <= {len(name) for name in NAMES}
    for extension, (first, last) in EXTENSIONS.items():
        assert any(first <= letter <= last for letter in RARE), extension


def test_from_the_form_through_database_search_list_and_workbook_to_the_paper_on_the_screen(ours, came, client):
    assert stored() == sorted((name, len(name)) for name in EVERYBODY)
    for station in (shown_for_a_reason, found_and_listed, on_the_screen):
        assert [name for name in EVERYBODY if not station(ours, client, name, came[name])] == [], station.__name__
    assert in_the_workbook(ours, client) == [mask_name(name) for name in reversed(EVERYBODY)]
    messages = [message.text for message in OutgoingMessage.objects.all()]
    assert len(messages) >= len(EVERYBODY)
    assert not [name for name in EVERYBODY if len(name) > 1 and name in "".join(messages)], "messages name nobody"


def stored() -> list[tuple[str, int]]:
    applied = "SELECT applicant_id FROM applications_application"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT name, char_length(name) FROM hall_party WHERE id IN ({applied})")
        return sorted(cursor.fetchall())


def shown_for_a_reason(ours, client, name: str, application: Application) -> bool:
    return reveal(application.applicant, by=ours.clerk, reason="核对证件")["name"] == name


def found_and_listed(ours, client, name: str, application: Application) -> bool:
    rows = {row.number: row.applicant for row in find(ours.clerk, name)}
    return rows.get(application.number) == mask_name(name)


def on_the_screen(ours, client, name: str, application: Application) -> bool:
    document = application.documents.get(kind="receipt")
    if name not in AT_THE_DESK:
        return document.content["applicant"] == name
    client.force_login(ours.clerk)
    return name in unescape(client.get(reverse("document", args=[document.verification_code])).content.decode())


def in_the_workbook(ours, client) -> list[str]:
    client.force_login(StaffFactory(hall=ours.hall, roles=[Role.SUPERVISOR]))
    register = next(one.name for one in registers(ours.hall) if one.kind == "申请材料收件凭证")
    answer = client.get(reverse("documents-workbook"), {"register": register})
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    return [row[5] for row in sheet.iter_rows(min_row=2, values_only=True)]


def test_masking_keeps_one_whole_character_of_several_and_counts_the_others():
    for name in EVERYBODY:
        masked = mask_name(name)
        assert len(masked) == len(name) and masked[0] == (name[0] if len(name) > 1 else "*")
        assert {letter for letter in masked[2:] if letter not in SEPARATORS} <= {"*"}, masked
        assert mask_name(name, organisation=True) == name


def test_a_message_carries_rare_characters_whole_or_shortened_by_whole_characters():
    """No message names a person; a matter or a shop may bear such characters."""
    hall = HallFactory.build()
    for name in NAMES:
        text = render("received", hall, {"matter": f"{name}食品经营许可", "number": "BJ260921-00001-3"})
        assert parts(text) == 1 and text.encode("utf-16-le").decode("utf-16-le") == text
        assert name in text or f"“{name[:5]}" in text, text


@pytest.fixture(scope="module")
def record() -> tuple[Document, bytes]:
    """A hearing at which all sixty spoke, as its record is drawn."""
    document = a_document("hearing_record")
    document.content["record"] = NAMES
    return document, pdf_of(html_of(document))


def test_the_pdf_can_be_read_back_name_by_name(record):
    document, pdf = record
    html, text = html_of(document), text_of(pdf)
    assert misread(html, pdf) == [], "word for word, on whatever page"
    lost = [name for name in NAMES if f"<p>{escape(name)}</p>" not in html or name.replace(" ", "") not in text]
    assert lost == [] and "U+" not in text, "none is written as a code"


def test_every_character_of_the_pdf_has_an_outline_in_an_embedded_font(record):
    drawn: set[str] = set()
    for font, letters in fonts_of(record[1]):
        glyphs, order = font.getGlyphSet(), font.getGlyphOrder()
        for glyph, letter in letters.items():
            if letter.isspace() or letter == NOTHING:
                continue
            assert 0 < glyph < len(order), f"{letter}: glyph {glyph} is a box"
            pen = BoundsPen(glyphs)
            glyphs[order[glyph]].draw(pen)
            assert pen.bounds, f"{letter} has no outline"
            drawn.add(letter)
    assert set("".join(NAMES)) - {" "} <= set("".join(drawn))


def test_no_two_rare_characters_look_alike_in_the_raster_as_boxes_would(record):
    with pypdfium2.PdfDocument(record[1]) as pdf:
        pictures = [one for page in pdf for one in letters_in(page)]
    assert len(pictures) == len(RARE)
    assert_all_differ(pictures)


def letters_in(page: pypdfium2.PdfPage, scale: float = 3) -> list[Image.Image]:
    """The rare characters of a page, cut out of its picture; PDFium counts most of them as two places."""
    text, picture = page.get_textpage(), page.render(scale=scale).to_pil().convert("L")
    place, found = 0, []
    for letter in text.get_text_range():
        if letter in RARE:
            left, bottom, right, top = (edge * scale for edge in text.get_charbox(place))
            found.append(picture.crop((int(left), int(picture.height - top), int(right), int(picture.height - bottom))))
        place += len(letter.encode("utf-16-le")) // 2
    return found


def test_on_the_ticket_each_is_drawn_with_ink_and_none_looks_like_another():
    pictures = []
    for letter in RARE:
        strip = Strip()
        strip.text(letter, SMALL)
        pictures.append(strip.picture().convert("L"))
    assert_all_differ(pictures)


def assert_all_differ(pictures: list[Image.Image]) -> None:
    """Ink in each, and no two the same: missing glyphs are all the same box."""
    size = max(one.width for one in pictures), max(one.height for one in pictures)
    flat = [one.resize(size).point(lambda dot: 255 * (dot > INK)) for one in pictures]
    assert all(one.histogram()[0] > 20 for one in flat), "blank"
    assert not [one for one, other in combinations(flat, 2) if not ImageChops.difference(one, other).getbbox()]
