"""Finding halls."""

from hall.errors import HallNotFound
from hall.models import Hall, HallLevel


def hall_by_code(code: str) -> Hall:
    """The hall with this code. Raises HallNotFound."""
    hall = Hall.objects.filter(code=code).first()
    if hall is None:
        raise HallNotFound()
    return hall


def default_hall() -> Hall:
    """The hall that pages without a hall in their address speak of: the city's. Raises HallNotFound when none is set up."""
    hall = Hall.objects.filter(level=HallLevel.CITY).order_by("pk").first() or Hall.objects.order_by("pk").first()
    if hall is None:
        raise HallNotFound()
    return hall
