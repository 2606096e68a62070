"""Matters one can take a ticket for: in force, and taken in at this hall's windows."""

from collections.abc import Sequence

from matters.models import Matter
from matters.queries.catalogue import version_in_force, versions_at
from matters.states import VersionState
from queueing.errors import MatterNotHere, NoMatterChosen, UnknownMatter

AT_MOST = 20


def offered_matters(codes: Sequence[str]) -> list[Matter]:
    """The matters under these codes in the order given; two statements however many they are."""
    wanted = list(dict.fromkeys(code.strip() for code in codes if code.strip()))[:AT_MOST]
    if not wanted:
        raise NoMatterChosen()
    found = {matter.code: matter for matter in Matter.objects.filter(code__in=wanted)}
    if unknown := [code for code in wanted if code not in found]:
        raise UnknownMatter(codes="、".join(unknown))
    matters = [found[code] for code in wanted]
    for matter in matters:
        if not (matter.is_stationed and matter.is_one_window):
            raise MatterNotHere(matter=matter.name)
    in_force = versions_at().filter(matter__in=matters, state__in=[VersionState.PUBLISHED])
    offered = set(in_force.values_list("matter_id", flat=True))
    for matter in matters:
        if matter.pk not in offered:
            version_in_force(matter)
    return matters
