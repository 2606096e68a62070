"""Showing life: what runs in the background proves it by doing a round."""

from hall.kernel import clock
from hall.models import SignOfLife


def show_life(part: str, detail: str = "") -> SignOfLife:
    """Note that this part of the system just did a round."""
    sign, _ = SignOfLife.objects.update_or_create(part=part, defaults={"at": clock.now(), "detail": detail[:200]})
    return sign
