"""Scans that a person may open."""

from applications.errors import ApplicationNotFound
from applications.models import MaterialFile
from applications.queries.access import application_for
from hall.models import StaffMember


def file_for(person: StaffMember, number: str, file_id: int) -> MaterialFile:
    """One scan of an application within this person's reach, or ApplicationNotFound."""
    application = application_for(person, number)
    rows = MaterialFile.objects.of(application.hall_id).filter(application_material__application=application)
    row = rows.filter(pk=file_id).first()
    if row is None:
        raise ApplicationNotFound()
    return row
