"""Completeness (材料齐全): which listed material is missing, and which ticks the standard does not allow. Pure functions."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from applications.states import MaterialStatus
from matters.models.material import Necessity

S = MaterialStatus


class Listed(Protocol):
    """A material as the pinned version lists it."""

    pk: int
    name: str
    necessity: str
    may_be_late: bool
    may_be_promised: bool
    shared_licence: str


@dataclass(frozen=True)
class Tick:
    """What the window got of one material; `problem` says what is wrong and how to mend it."""

    material_id: int
    status: str
    problem: str = ""


@dataclass(frozen=True)
class Missing:
    """One material still to be brought, in the words of the notice."""

    material_id: int
    name: str
    problem: str

    @property
    def said(self) -> str:
        """What is wrong with it, as a notice says it."""
        return self.problem.strip() or "未提交"


@dataclass(frozen=True)
class IllegalTick:
    """A tick that the standard does not allow, and why."""

    material_id: int
    name: str
    why: str


WHY_NOT = {
    S.NOT_NEEDED: "是必要材料，不能选“不涉及”",
    S.LATE: "不可容缺，请选“有”或“缺”",
    S.PROMISED: "不适用告知承诺，请选“有”或“缺”",
    S.SHARED: "没有可共享的电子证照，请选“有”或“缺”",
}


def allowed_statuses(material: Listed) -> list[str]:
    """The ticks this material may get, in the order the window shows them."""
    allowed: list[str] = [S.HAVE, S.MISSING]
    if material.shared_licence:
        allowed.insert(0, S.SHARED)
    if material.may_be_late:
        allowed.append(S.LATE)
    if material.may_be_promised:
        allowed.append(S.PROMISED)
    if material.necessity == Necessity.CONDITIONAL:
        allowed.append(S.NOT_NEEDED)
    return [str(status) for status in allowed]


def illegal_ticks(listed: Iterable[Listed], ticks: Iterable[Tick]) -> list[IllegalTick]:
    """Ticks of materials that are not on the list, twice on it, or of a status the material may not have."""
    materials, seen, illegal = {material.pk: material for material in listed}, set(), []
    for tick in ticks:
        material = materials.get(tick.material_id)
        if material is None:
            illegal.append(IllegalTick(tick.material_id, "", "不在本事项公布的材料清单中"))
        elif tick.material_id in seen:
            illegal.append(IllegalTick(tick.material_id, material.name, "勾选了两次"))
        elif tick.status not in allowed_statuses(material):
            words = WHY_NOT.get(S(tick.status), "") if tick.status in S.values else f"没有“{tick.status}”这一选项"
            illegal.append(IllegalTick(tick.material_id, material.name, words))
        seen.add(tick.material_id)
    return illegal


def complete_list(listed: Iterable[Listed], ticks: Iterable[Tick]) -> list[tuple[Listed, Tick]]:
    """Each listed material with its tick; what was not ticked at all counts as missing."""
    by_material = {tick.material_id: tick for tick in ticks}
    return [(m, by_material.get(m.pk) or Tick(m.pk, S.MISSING)) for m in listed]


def missing(listed: Iterable[Listed], ticks: Iterable[Tick]) -> list[Missing]:
    """What still has to be brought before the application can be accepted."""
    return [
        Missing(material.pk, material.name, tick.problem)
        for material, tick in complete_list(listed, ticks)
        if tick.status == S.MISSING
    ]


def newly_asked(told_before: Iterable[tuple[int, str]], missing_now: Iterable[Missing]) -> list[Missing]:
    """What earlier notices did not say: another material, or of the same material something else that is wrong."""
    told = set(told_before)
    return [one for one in missing_now if (one.material_id, one.said) not in told]
