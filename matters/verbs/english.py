"""Taking over the English texts of matters."""

from typing import Any

from django.db import transaction

from hall.models import StaffMember
from hall.permissions import require
from hall.roles import Role
from matters.models import EnglishText, Matter
from matters.queries.english import forget_english_texts

FIELDS = ("name", "summary", "conditions", "materials", "words", "result")
Row = dict[str, Any]


@transaction.atomic
def load_english(*, rows: list[Row], by: StaffMember) -> int:
    """Bring the English texts up to the checked lines of the file; how many changed. Others stay as they are."""
    require(by, Role.CATALOGUE_PUBLISHER)
    matters = dict(Matter.objects.filter(code__in=[row["code"] for row in rows]).values_list("code", "pk"))
    known = {text.matter_id: text for text in EnglishText.objects.select_for_update().order_by("pk")}
    changed = 0
    for row in rows:
        text = known.get(matters[row["code"]]) or EnglishText(matter_id=matters[row["code"]])
        changed += _filled(text, row)
    transaction.on_commit(forget_english_texts)
    return changed


EMPTY = EnglishText()


def _filled(text: EnglishText, row: Row) -> bool:
    wanted = {field: row.get(field) or getattr(EMPTY, field) for field in FIELDS}
    if text.pk and all(getattr(text, field) == value for field, value in wanted.items()):
        return False
    for field, value in wanted.items():
        setattr(text, field, value)
    text.save()
    return True
