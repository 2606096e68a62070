"""What a situation (情形) settles for the tick list: materials it needs, materials it does not. Pure functions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from applications.completeness import IllegalTick, Listed, Tick
from applications.states import MaterialStatus

S = MaterialStatus


@dataclass(frozen=True)
class Settled:
    """Materials that the answers need though the standard only lists them for some, and those they do not need."""

    needed: frozenset[int] = frozenset()
    spared: frozenset[int] = frozenset()

    def choices(self, material: Listed, allowed: Sequence[str]) -> list[str]:
        """The ticks left for a material: a needed one cannot be passed over, a spared one cannot be asked for."""
        if material.pk in self.spared:
            return [str(S.NOT_NEEDED)]
        return [status for status in allowed if material.pk not in self.needed or status != S.NOT_NEEDED]


NOTHING_SETTLED = Settled()


def against(settled: Settled, listed: Iterable[Listed], ticks: Iterable[Tick]) -> list[IllegalTick]:
    """Ticks that go against the situation, and why."""
    names = {material.pk: material.name for material in listed}
    found = []
    for tick in ticks:
        name = names.get(tick.material_id, "")
        if tick.material_id in settled.spared and tick.status != S.NOT_NEEDED:
            found.append(IllegalTick(tick.material_id, name, "按所选情形不需要，不能收取；情形不对请重新选择"))
        elif tick.material_id in settled.needed and tick.status == S.NOT_NEEDED:
            found.append(IllegalTick(tick.material_id, name, "按所选情形需要提交，不能选“不涉及”；情形不对请重新选择"))
    return found


def completed(settled: Settled, ticks: Iterable[Tick]) -> list[Tick]:
    """The ticks, with those of the situation added: what is not needed is not missing."""
    given = list(ticks)
    ticked = {tick.material_id for tick in given}
    return given + [Tick(pk, S.NOT_NEEDED) for pk in sorted(settled.spared - ticked)]
