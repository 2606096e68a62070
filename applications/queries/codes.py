"""Which result a pick-up code opens: looked for by its keyed digest."""

from applications.models import PickupCode
from hall.kernel.crypto import blind_index
from hall.models import Hall


def pickup_digest(hall_id: int, code: str) -> str:
    """The keyed digest of a pick-up code of this hall; spaces and dashes in what was typed do not count."""
    digits = "".join(char for char in code if char.isdecimal())
    return blind_index(f"pickup:{hall_id}:{digits}") if digits else ""


def live_code(hall: Hall, code: str) -> PickupCode | None:
    """The unused code that was typed, with its result."""
    digest = pickup_digest(hall.pk, code)
    rows = PickupCode.objects.of(hall).filter(digest=digest, used_at=None, void_at=None)
    return rows.select_related("result__application").first() if digest else None
