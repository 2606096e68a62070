"""Looking a scan's version up while a material is shown."""

from django import template

from applications.models import MaterialFile
from applications.queries.desk import Desk, ScanShown

register = template.Library()


@register.simple_tag
def scan_of(desk: Desk, file: MaterialFile) -> ScanShown | None:
    """The scan among the versions of its material."""
    return desk.scans.get(file.pk) if desk else None
