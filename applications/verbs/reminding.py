"""Reminding people of results that wait for them: once for each age, never by night."""

from django.db import IntegrityError, transaction

from applications import collecting
from applications.models import Reminder
from applications.queries.ageing import waiting_row
from applications.verbs.common import tell_by_message
from applications.verbs.papers import with_result
from hall import steps
from hall.kernel import clock
from hall.models import Hall, StaffMember


def remind_to_collect(*, hall: Hall, number: str, by: StaffMember) -> Reminder | None:
    """Remind when an age is reached; None when there is nothing to say. Two sweeps at once remind once."""
    with transaction.atomic():
        application, result = with_result(hall, number, "remind_to_collect", by)
        if not waiting_row(result) or result.available_at is None:
            return None
        sent = set(Reminder.objects.of(hall).filter(result=result).values_list("days", flat=True))
        day = result.available_at.astimezone(clock.BEIJING).date()
        days = collecting.reminders_due(day, clock.today(), sent)
        if days is None:
            return None
        try:
            with transaction.atomic():
                row = Reminder.objects.create(hall=hall, result=result, days=days, sent_at=clock.now())
        except IntegrityError:
            return None
        tell_by_message(application, "collect_reminder", row.pk)
        steps.record(application, "remind_to_collect", by, days=days)
        return row
