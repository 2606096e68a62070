"""Writing the guided questions of a draft."""

from typing import Any

from django.db import transaction

from hall import steps
from hall.kernel.moves import locked, make_move
from hall.models import StaffMember
from matters.errors import DraftChanged, DraftFaulty
from matters.guided.checks import faults
from matters.guided.questions import stored
from matters.models import Matter, MatterVersion
from matters.states import VERSION_MOVES
from matters.verbs.drafts import keep_text, may_write


@transaction.atomic
def save_questions(
    *, version_id: int, questions: list[dict[str, Any]], seen_revision: int, by: StaffMember
) -> MatterVersion:
    """Put questions into a draft; none takes them away. Raises DraftFaulty for unsound ones, DraftChanged when somebody
    saved the draft since `seen_revision` was read."""
    draft = locked(MatterVersion.objects.select_related("matter__department"), pk=version_id)
    may_write(by, draft.matter)
    moved = make_move(draft, VERSION_MOVES, "edit")
    if draft.revision != seen_revision:
        last = draft.texts.select_related("by").order_by("revision").last()
        raise DraftChanged(version=draft, by=last.by.name if last else "", revision=draft.revision)
    wrong = faults(questions, list(draft.materials.order_by("order")), _known(questions))
    if wrong:
        told = [("questions", what, todo) for what, todo in wrong]
        raise DraftFaulty(faults=told, words="；".join(f"{what}，{todo}" for what, todo in wrong))
    draft.questions = stored(questions)
    draft.revision += 1
    draft.save()
    keep_text(draft, by)
    steps.record(draft, moved, by, revision=draft.revision, fields=["questions"])
    return draft


def _known(questions: list[dict[str, Any]]) -> set[str]:
    """Which of the matters that options lead to are in the catalogue."""
    codes = {option.get("matter", "") for question in questions for option in question.get("options", [])}
    return set(Matter.objects.filter(code__in=codes).values_list("code", flat=True))
