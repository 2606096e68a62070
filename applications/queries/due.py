"""What has become due by itself."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q

from applications.models import Application
from applications.queries.authorisations import absent_on, in_force
from applications.states import APPLICATION_MOVES, ENDED, UNDECIDED, ApplicationState, MaterialStatus
from hall.kernel import clock
from hall.models import CalendarChange

KEPT_AT_HAND = timedelta(days=90)


def notice_overdue(limit: int = 500) -> list[int]:
    """Received applications whose notice period is over."""
    rows = Application.objects.filter(state=ApplicationState.RECEIVED, notice_due__lt=clock.today())
    return list(rows.order_by("notice_due", "pk").values_list("pk", flat=True)[:limit])


def correction_overdue(limit: int = 500) -> list[int]:
    """Applications whose applicant let the period for correcting pass."""
    rows = Application.objects.filter(state=ApplicationState.AWAITING_CORRECTION, correction_due__lt=clock.today())
    return list(rows.order_by("correction_due", "pk").values_list("pk", flat=True)[:limit])


def late_overdue(limit: int = 500) -> list[int]:
    """Accepted applications whose 容缺 material did not follow in time."""
    rows = Application.objects.filter(
        state__in=UNDECIDED, materials__status=MaterialStatus.LATE, materials__due__lt=clock.today()
    )
    return list(rows.distinct().order_by("pk").values_list("pk", flat=True)[:limit])


def to_release(limit: int = 500) -> list[int]:
    """Decisions whose ten minutes are over."""
    rows = Application.objects.filter(
        state__in=APPLICATION_MOVES["release_result"].start, decision__release_at__lte=clock.now()
    )
    return list(rows.order_by("decision__release_at").values_list("pk", flat=True)[:limit])


def badly_placed(limit: int = 500) -> list[int]:
    """Applications that lie with a person who is absent, gone, or not authorised by themselves for what they wait for."""
    today = clock.today()
    held = Application.objects.filter(state__in=UNDECIDED, handler__isnull=False)
    away = absent_on(today).filter(person=OuterRef("handler"))
    own = in_force(today).filter(
        Q(matter=None) | Q(matter=OuterRef("version__matter")), person=OuterRef("handler"), power=OuterRef("step")
    )
    rows = held.filter(Q(handler__is_active=False) | Exists(away) | ~Exists(own))
    return list(rows.order_by("pk").values_list("pk", flat=True)[:limit])


def to_archive(limit: int = 500) -> list[int]:
    """What ended long enough ago to go to the archive."""
    rows = Application.objects.filter(state__in=ENDED, closed_at__lt=clock.now() - KEPT_AT_HAND)
    return list(rows.order_by("closed_at").values_list("pk", flat=True)[:limit])


def to_recount() -> list[int]:
    """Changes of the working calendar with which not every open date was counted again and checked."""
    return list(CalendarChange.objects.filter(recount__checked_at=None).order_by("pk").values_list("pk", flat=True))
