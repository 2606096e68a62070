"""Every route of the house, admin left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Route:
    """An address pattern, its name, and the view or API class behind it."""

    address: str
    name: str
    view: Any

    def __str__(self) -> str:
        return f"/{self.address} ({self.name})"


def routes() -> list[Route]:
    """All pages and API operations of ours."""
    return [route for route in _walk(get_resolver().url_patterns, "") if not route.address.startswith("admin/")]


def rooms() -> list[str]:
    """How the addresses begin: what is asked of each address is asked room by room."""
    return sorted({_room(route) for route in routes()})


def room_of(name: str) -> list[Route]:
    """The routes of a room."""
    return [route for route in routes() if _room(route) == name]


def _room(route: Route) -> str:
    return "/".join(route.address.split("/")[: 3 if route.address.startswith("api/") else 1])


def _walk(patterns: list[Any], before: str) -> Iterator[Route]:
    for pattern in patterns:
        address = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, address)
        elif isinstance(pattern, URLPattern):
            view = getattr(pattern.callback, "cls", pattern.callback)
            yield Route(address, pattern.name or "", view)


SAMPLES = {"int": "1", "uuid": "00000000-0000-0000-0000-000000000000"}


def filled(route: Route, value: str = "x") -> str:
    """The address with something of the right kind in each of its places."""
    return "/" + re.sub(r"<(?:(\w+):)?\w+>", lambda place: SAMPLES.get(place[1], value), route.address)
