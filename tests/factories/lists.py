"""Lists of matters to test with, published by two people."""

from datetime import date

from matters.models import Matter, MatterList
from matters.verbs.lists import draft_list, publish_list
from tests.factories import StaffFactory


def a_published_list(kind: str, matters: list[Matter], since: date = date(2026, 9, 1)) -> MatterList:
    """A list in force with these matters."""
    editor, reviewer = (StaffFactory(roles=[role]) for role in ("catalogue_editor", "catalogue_reviewer"))
    draft = draft_list(kind=kind, since=since, source="测试清单", codes=[one.code for one in matters], by=editor)
    return publish_list(list_id=draft.pk, by=reviewer)
