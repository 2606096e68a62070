"""A hall sets its own limits and writes its own reply templates."""

from django.db import transaction

from complaints.complaint_errors import ComplaintNotFound, LimitUnfit, TemplateUnfit
from complaints.complaint_permissions import KEEPERS
from complaints.complaint_states import Occasion
from complaints.handling_limits import DEFAULTS, LONGEST, label_of
from complaints.models import HandlingLimit, ReplyTemplate
from complaints.reply_words import LONGEST_REPLY, VALUES, unknown_values
from hall import steps
from hall.kernel import clock
from hall.models import Hall, StaffMember
from hall.permissions import require


@transaction.atomic
def set_limit(*, hall: Hall, what: str, working_days: int, extension_days: int, by: StaffMember) -> HandlingLimit:
    """Set how many working days the hall gives a kind of thing; what is under way keeps its day."""
    require(by, *KEEPERS, hall=hall)
    if what not in DEFAULTS:
        raise ComplaintNotFound()
    if not (0 <= working_days <= LONGEST and 0 <= extension_days <= LONGEST):
        raise LimitUnfit(what=label_of(what), most=LONGEST)
    row, _ = HandlingLimit.objects.update_or_create(
        hall=hall,
        what=what,
        defaults={
            "working_days": working_days,
            "extension_days": extension_days,
            "set_by": by,
            "set_at": clock.now(),
        },
    )
    steps.record(row, "set_limit", by, what=what, working_days=working_days, extension_days=extension_days)
    return row


@transaction.atomic
def save_template(
    *,
    hall: Hall,
    occasion: str,
    name: str,
    words: str,
    template_id: int | None = None,
    in_use: bool = True,
    by: StaffMember,
) -> ReplyTemplate:
    """Write a template; what was sent with its former words stays as it was sent."""
    require(by, *KEEPERS, hall=hall)
    name, words = name.strip(), words.strip()
    _check_template(hall, occasion, name, words, template_id)
    row = ReplyTemplate(hall=hall, occasion=occasion)
    if template_id is not None:
        kept = ReplyTemplate.objects.of(hall).select_for_update().filter(pk=template_id).first()
        if kept is None:
            raise ComplaintNotFound()
        row = kept
    row.occasion, row.name, row.words, row.in_use = occasion, name, words, in_use
    row.save()
    steps.record(row, "save_template", by, occasion=occasion, in_use=in_use)
    return row


def _check_template(hall: Hall, occasion: str, name: str, words: str, template_id: int | None) -> None:
    if occasion not in Occasion.values:
        raise TemplateUnfit(why="请选择时机。")
    if not 1 <= len(name) <= 60 or not 2 <= len(words) <= LONGEST_REPLY:
        raise TemplateUnfit(why=f"请填写名称（60字以内）和内容（{LONGEST_REPLY}字以内）。")
    unknown = unknown_values(words)
    if unknown:
        raise TemplateUnfit(
            why=f"没有 {{{unknown[0]}}} 这个填空，可用的有 {'、'.join('{' + key + '}' for key in VALUES)}。"
        )
    same = ReplyTemplate.objects.of(hall).filter(occasion=occasion, name=name).exclude(pk=template_id)
    if same.exists():
        raise TemplateUnfit(why="同一时机已有同名模板，请换一个名称。")
