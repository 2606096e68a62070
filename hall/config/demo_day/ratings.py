"""Rating at the pad of a window, once the service has ended."""

from hall.config.demo_day.place import Place


async def rate_at(place: Place, window: str, *, is_known: bool = True) -> None:
    """Touch the pad of this window, if it asks."""
    place.diary.note("评价待接入")
