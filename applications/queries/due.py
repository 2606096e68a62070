"""What has become due by itself."""

from applications.models import Application
from applications.states import ApplicationState
from hall.kernel import clock


def notice_overdue(limit: int = 500) -> list[int]:
    """Received applications whose notice period is over."""
    rows = Application.objects.filter(state=ApplicationState.RECEIVED, notice_due__lt=clock.today())
    return list(rows.order_by("notice_due", "pk").values_list("pk", flat=True)[:limit])


def correction_overdue(limit: int = 500) -> list[int]:
    """Applications whose applicant let the period for correcting pass."""
    rows = Application.objects.filter(state=ApplicationState.AWAITING_CORRECTION, correction_due__lt=clock.today())
    return list(rows.order_by("correction_due", "pk").values_list("pk", flat=True)[:limit])
