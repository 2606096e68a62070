"""Calls said aloud: which clips, in which order, how long."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

from queueing.pictures import CHOICES, DESKS, OTHER, THEMES
from queueing.spoken_pages import PAGES, page_clips, read_aloud
from queueing.voice import CHIME, all_clips, said, said_shortly

FOLDER = Path(settings.BASE_DIR) / "static" / "queueing" / "voice"
RATE = 48_000  # of Opus granules


def seconds(clip: str) -> float:
    """The length of an Ogg/Opus file: the position of its last page, less what decoders skip."""
    data = (FOLDER / f"{clip}.ogg").read_bytes()
    last, head = data.rindex(b"OggS"), data.index(b"OpusHead")
    skip = int.from_bytes(data[head + 10 : head + 12], "little")
    return (int.from_bytes(data[last + 6 : last + 14], "little") - skip) / RATE


def length(clips: list[str]) -> float:
    return sum(seconds(clip) + 0.02 for clip in clips)


@pytest.mark.parametrize(
    ("number", "window", "more", "words"),
    [
        ("A023", "03", {}, "please A 0 2 3 hao to 3 window"),
        ("A023", "12", {}, "please A 0 2 3 hao to ten 2 window"),
        ("C107", "31", {"is_issuing": True}, "please C 1 0 7 hao to issuing 3 ten 1 window"),
        ("A023", "20", {"again": True}, "again please A 0 2 3 hao to 2 ten window"),
        ("A023", "105", {}, "please A 0 2 3 hao to 1 0 5 window"),
        ("A02", "3", {"english": True}, "please A 0 2 hao to 3 window en-ticket A en-0 en-2 en-to en-3"),
    ],
)
def test_a_call_is_joined_from_clips(number, window, more, words):
    assert said(number, window, **more) == words.split()


def test_there_is_a_small_file_for_each_clip_and_no_other():
    files = {path.stem for path in FOLDER.glob("*.ogg")}
    assert files == {CHIME, *all_clips()}
    assert sum(path.stat().st_size for path in FOLDER.glob("*.ogg")) < 300_000


@pytest.mark.parametrize("window", ["03", "12", "24", "105"])
def test_a_reading_with_its_chime_takes_at_most_six_seconds_and_a_short_one_about_three(window):
    for number in ("A023", "C0777"):
        assert length([CHIME, *said(number, window, again=True)]) <= 6
        assert length(said_shortly(number, window)) <= 3.2


def test_browsers_never_speak_and_ask_no_other_host():
    scripts = subprocess.run(
        ["grep", "-rlE", "speechSynthesis|SpeechSynthesisUtterance", str(Path(settings.BASE_DIR) / "static"),
         str(Path(settings.BASE_DIR) / "templates")], capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert scripts.stdout == ""
    voice = (Path(settings.BASE_DIR) / "static/queueing/screen-voice.js").read_text()
    assert not re.search(r"https?://", voice)


def test_every_page_of_the_kiosk_has_a_clip_in_both_languages_and_says_no_more_than_a_quarter_of_a_minute():
    files = {f"pages/{path.stem}" for path in (FOLDER / "pages").glob("*.ogg")}
    assert files == set(page_clips()) and len(files) == 2 * len(PAGES)
    assert max(seconds(clip) for clip in files) <= 15
    assert sum(path.stat().st_size for path in (FOLDER / "pages").glob("*.ogg")) < 1_200_000


def test_the_ticket_says_its_number_and_every_clip_of_it_is_there():
    assert read_aloud("ticket", number="A023") == ["pages/ticket", "A", "0", "2", "3", "pages/ticket-next"]
    english = read_aloud("ticket", number="A023", english=True)
    assert english == ["pages/en-ticket", "A", "en-0", "en-2", "en-3", "pages/en-ticket-next"]
    assert all((FOLDER / f"{clip}.ogg").exists() for clip in english) and read_aloud("away") == []


def test_each_theme_of_the_catalogue_and_each_desk_has_a_picture():
    drawn = set(re.findall(r'<symbol id="(\w+)"', (FOLDER.parent / "pictures.svg").read_text()))
    assert drawn == {*THEMES.values(), *DESKS.values(), *CHOICES, OTHER}
    lines = (Path(settings.BASE_DIR) / "matters/data/catalogue.jsonl").read_text(encoding="utf-8").splitlines()
    assert {theme for line in lines for theme in json.loads(line)["themes"]} == {*THEMES, "其他"}
    words = (Path(settings.BASE_DIR) / "queueing/locale/en/LC_MESSAGES/django.po").read_text(encoding="utf-8")
    assert all(f'msgid "{theme}"\n' in words for theme in THEMES)
