"""Storing what time brought about: once for an application, a kind and a step, however many look for it."""

from django.db import transaction

from applications.alerts import Due
from applications.models import Alert, Application
from applications.permissions import require_may
from applications.queries.alerting import due_now
from applications.queries.mine import alerts_of
from hall.kernel import clock
from hall.kernel.moves import locked
from hall.models import StaffMember


def warn(*, application_id: int, by: StaffMember) -> bool:
    """Store every warning that this application has reached. False when there is nothing new.

    The row lock lets two sweepers pass one after the other, and the table keeps the second alert out in any case.
    """
    with transaction.atomic():
        application = locked(Application.objects.select_related("hall", "department"), pk=application_id)
        require_may(by, "warn", hall=application.hall)
        stored = [store(application, due, number) for due, number in due_now(application)]
        return any(stored)


def store(application: Application, due: Due, number: int = 0) -> bool:
    """One alert, inside the transaction of what brought it about; False when it stood there before."""
    said = {
        "hall_id": application.hall_id,
        "department_id": application.department_id,
        "due": due.due,
        "words": due.words,
        "fired_at": clock.now(),
    }
    _, is_new = Alert.objects.get_or_create(
        application=application, kind=due.kind, step=due.step, round=number, defaults=said
    )
    return is_new


def take_note(*, alert_ids: list[int], by: StaffMember) -> int:
    """These alerts of one's own work are known; returns how many."""
    rows = alerts_of(by).filter(pk__in=alert_ids)
    with transaction.atomic():
        found = list(Alert.objects.filter(pk__in=rows.values("pk")).select_for_update().order_by("pk"))
        for alert in found:
            alert.seen_at, alert.seen_by = clock.now(), by
        Alert.objects.bulk_update(found, ["seen_at", "seen_by"], batch_size=500)
    return len(found)
