"""The application of whoever knows its number and a second factor; nothing can be enumerated."""

from applications.errors import StatusNotFound
from applications.models import Application
from applications.numbers import normal_number
from applications.queries.second_factors import factors_of, knows


def application_of_citizen(number: str, second_factor: str) -> Application:
    """The application of whoever knows number and second factor. Raises StatusNotFound."""
    application = by_number(number)
    if not knows(factors_of(application), second_factor) or application is None:
        raise StatusNotFound()
    return application


def application_for_citizen(number: str) -> Application | None:
    """The application that its reader opened before, with what its pages show."""
    return by_number(number) if number else None


def by_number(number: str) -> Application | None:
    """The application with this number, with what its pages show."""
    rows = Application.objects.select_related(
        "hall", "department", "version__matter", "applicant", "agent", "result", "decision"
    )
    return rows.filter(number=normal_number(number)).first()
