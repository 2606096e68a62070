"""Taking what the scanner saved into the tray of the person at the window."""

import logging

from applications.verbs.files import Upload
from hall.kernel.errors import DomainError
from hall.models import Hall
from queueing.models import ScanSource, Service
from queueing.scanner_folder import Found, finished
from queueing.states import AT_A_WINDOW
from queueing.verbs.scanning import add_scan

logger = logging.getLogger(__name__)


def collect_scans(*, hall: Hall, window_code: str) -> int:
    """Keep each finished file as an act of the clerk there; a refused one is put aside with the reason. How many came."""
    services = Service.objects.of(hall).filter(window__code=window_code, ended_at=None, ticket__state__in=AT_A_WINDOW)
    service = services.select_related("clerk").first()
    if service is None:
        return 0
    found = finished(hall.code, window_code, service.called_at)
    return sum(_kept(hall, service, file) for file in found)


def _kept(hall: Hall, service: Service, file: Found) -> bool:
    try:
        upload = Upload(file.name, file.read())
        add_scan(
            hall=hall,
            ticket_id=service.ticket_id,
            material_id=None,
            upload=upload,
            source=ScanSource.SCANNER,
            by=service.clerk,
        )
    except DomainError as refused:
        file.refused(refused.words)
        return False
    except OSError:
        logger.warning("scanner_file_unreadable", extra={"window": service.window_id})
        return False
    file.taken()
    return True
