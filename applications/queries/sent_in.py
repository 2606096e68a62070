"""What a citizen has sent in afterwards, and what still waits to be looked at."""

from collections import Counter, defaultdict
from datetime import datetime

from applications.models import Application, ApplicationMaterial, DocumentKind, MaterialFile, Resubmission
from applications.result_states import ResubmissionState
from applications.states import MaterialStatus
from hall.models import Hall


def lacking(application: Application) -> list[ApplicationMaterial]:
    """The materials the one-time notice asked for."""
    rows = application.materials.filter(status=MaterialStatus.MISSING).select_related("material")
    return list(rows.order_by("material__order"))


def since(application: Application) -> datetime:
    """From when photos count: the notice, or the last time they were sent back."""
    back = application.resubmissions.filter(state=ResubmissionState.SENT_BACK).last()
    notice = application.documents.filter(kind=DocumentKind.CORRECTION_NOTICE).last()
    moments = [back.checked_at if back else None, notice.issued_at if notice else application.received_at]
    return max(moment for moment in moments if moment is not None)


def photos_since_notice(application: Application) -> Counter[int]:
    """How many photos there are of each missing material."""
    rows = MaterialFile.objects.of(application.hall_id).filter(
        application_material__application=application,
        application_material__status=MaterialStatus.MISSING,
        uploaded_at__gte=since(application),
    )
    return Counter(rows.values_list("application_material__material", flat=True))


def sent_photos(application: Application) -> list[tuple[ApplicationMaterial, list[MaterialFile]]]:
    """Each material the notice asked for, with the photos that were sent in since."""
    rows, photos = lacking(application), defaultdict(list)
    files = MaterialFile.objects.of(application.hall_id).filter(
        application_material__in=rows, uploaded_at__gte=since(application)
    )
    for file in files.select_related("application_material__application").order_by("id"):
        photos[file.application_material_id].append(file)
    return [(row, photos[row.pk]) for row in rows]


def last_resubmission(application: Application) -> Resubmission | None:
    """What was sent in last, in whatever state."""
    return application.resubmissions.last()


def waiting_sent_in(hall: Hall) -> list[Resubmission]:
    """What windows have to look at, the oldest first."""
    rows = Resubmission.objects.of(hall).filter(state=ResubmissionState.PENDING)
    around = ("application__version__matter", "application__department", "application__applicant")
    return list(rows.select_related(*around).order_by("sent_at")[:100])
