"""The routes that departments laid down, and which of them holds for an application."""

from django.db.models import Q

from applications.areas import area_name
from applications.models import Application, Route
from applications.routing import Line, chosen
from hall.models import Department
from matters.models import MatterVersion


def line_for(version: MatterVersion, area_code: str) -> Line:
    """The line of the table that holds for a matter at a place, by the table of the matter's department."""
    matter = version.matter
    rows = Route.objects.filter(department=matter.department_id)
    lines = [
        Line(row.matter_id, row.area_code, row.signatures, row.competent_id, row.allows_bulk, row.reviewer_id, row.decider_id)
        for row in rows
    ]  # fmt: skip
    return chosen(lines, matter=matter.pk, area_code=area_code, is_instant=version.is_instant)


def line_of(application: Application) -> Line:
    """The line that holds for an application."""
    return line_for(application.version, place_of(application))


def place_of(application: Application) -> str:
    """Where the matter lies: what was said at receipt, or where the hall stands."""
    return application.area_code or application.hall.area_code


def areas_asked(version: MatterVersion) -> list[tuple[str, str]]:
    """The areas of which one must be named at receipt, because the matter's table of routes tells them apart."""
    rows = Route.objects.filter(Q(matter=None) | Q(matter=version.matter), department=version.matter.department_id)
    codes = sorted(set(rows.exclude(area_code="").values_list("area_code", flat=True)))
    return [(code, area_name(code)) for code in codes]


def competent_department(version: MatterVersion, area_code: str) -> Department:
    """Which department decides on a matter at a place (属地管辖)."""
    line = line_for(version, area_code)
    return Department.objects.get(pk=line.competent) if line.competent else version.matter.department
