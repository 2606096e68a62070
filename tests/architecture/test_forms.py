"""A form sent twice does its act once (T31): each form of an act carries the key of its page, or says why it needs none."""

import re
from collections.abc import Iterator

from tests.architecture.house import ROOT

FORM = re.compile(r"<form\b[^>]*>.*?</form>", re.DOTALL | re.IGNORECASE)
SAME_AGAIN = {
    "material-upload": "the same file again is the same row",
    "material-file-remove": "what is gone is gone",
    "application-reveal": "each look is put on record; its answer is kept nowhere",
    "hand-over-proof": "each look is put on record; the picture is kept nowhere",
    "calendar-preview": "only reads",
    "issuing-find": "only finds",
    "status": "only asks",
    "status-close": "forgets once more",
    "verify-file": "only reads",
    "inbox-filter-keep": "the same name is the same filter",
    "inbox-filter-drop": "what is gone is gone",
    "phrase": "the same words again",
    "status-code": "asks for another code; how many is limited",
    "status_phone.html": "asks for another code; how many is limited",
    "status-download": "what is signed for is signed for: a move of the state",
    "status-share": "makes a link and keeps nothing",
    "status_materials.html": "the same photo is the same row, and what was sent in is sent in",
    "find.html": "only finds",
    "phrases.html": "the same words again",
}


def forms() -> Iterator[tuple[str, str]]:
    """Each form of applications that posts: by what name it is known, and its text."""
    for path in sorted((ROOT / "templates" / "applications").rglob("*.html")):
        for found in FORM.findall(path.read_text()):
            if re.search(r'method="post"', found.partition(">")[0] + ">", re.IGNORECASE) or "csrf_token" in found:
                target = re.search(r"action=\"\{% url '([\w-]+)'", found)
                yield (target[1] if target else path.name), found


def test_each_form_carries_the_key_of_its_page_or_needs_none():
    without = sorted({name for name, text in forms() if "{% request_key %}" not in text and name not in SAME_AGAIN})
    assert not without, f"put {{% request_key %}} into the form and @once on its view, or say why not here: {without}"


def test_each_form_carries_the_token_against_foreign_pages():
    assert [name for name, text in forms() if "csrf_token" not in text] == []
