"""Sealing a published standard (定稿): from here on the database refuses any change of its text and materials."""

from collections.abc import Iterable

from hall.kernel import clock
from matters.models import MatterVersion


def seal(versions: Iterable[MatterVersion]) -> None:
    """Seal versions that were just published with all their materials, in the transaction of that act."""
    ids = [version.pk for version in versions]
    MatterVersion.objects.filter(pk__in=ids, sealed_at=None).update(sealed_at=clock.now())
