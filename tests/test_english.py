"""Citizens' pages have English: no message of these rooms is left without it."""

from pathlib import Path

import polib
import pytest
from django.conf import settings

from complaints.states import RatingLevel
from complaints.tags import TAGS
from hall.translations import untranslated
from matters.models import MatterType
from matters.models.material import MaterialKind, MaterialSource, Medium

ROOMS = ["hall", "matters", "applications", "queueing", "complaints"]


@pytest.mark.parametrize("app", ROOMS)
def test_every_text_of_a_room_has_english(app):
    rooms = (f"{app}/", f"templates/{app}/")
    assert {text: where for text, where in untranslated().items() if where.startswith(rooms)} == {}


def test_no_text_anywhere_is_left_without_english():
    assert untranslated() == {}


def test_the_lists_shown_on_the_guide_have_english():
    words = polib.pofile(str(Path(settings.BASE_DIR) / "matters" / "locale" / "en" / "LC_MESSAGES" / "django.po"))
    translated = {entry.msgid for entry in words if entry.translated()}
    shown = {*MatterType.labels, MaterialKind.FORM.label, *MaterialSource.labels, *Medium.labels}
    assert shown - translated == set()


def test_levels_and_national_tags_have_english():
    words = polib.pofile(str(Path(settings.BASE_DIR) / "complaints" / "locale" / "en" / "LC_MESSAGES" / "django.po"))
    translated = {entry.msgid for entry in words if entry.translated()}
    shown = {*RatingLevel.labels, *(label for tags in TAGS.values() for label in tags.values())}
    assert shown - translated == set()
