"""The plain difference between two contents of a standard: field by field, material by material.

Pure: two contents in (`matters.fingerprint.content_of`), words out. Public history, review, change reports, verifying a
fingerprint and two editors of one draft all read the same difference.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from matters.content_words import MATERIAL, STANDARD, Content, Shown, Words

SAME, GONE, NEW = "same", "gone", "new"
ADDED, REMOVED, CHANGED = "added", "removed", "changed"
ALIKE = 0.6
LONG = 20


@dataclass(frozen=True)
class Part:
    """A stretch of text, or a whole line, that stayed, went or came."""

    kind: str
    text: str


@dataclass(frozen=True)
class Change:
    """One field that says something else now. `lines` when the field is a list: each line stayed, went or came."""

    key: str
    label: str
    before: str
    after: str
    parts: tuple[Part, ...] = ()
    lines: tuple[Part, ...] = ()

    @property
    def is_long(self) -> bool:
        """Whether it reads better in place, stretch by stretch: a long text of which much stayed."""
        stayed = sum(len(part.text) for part in self.parts if part.kind == SAME)
        return len(self.before) > LONG and 2 * stayed > len(self.before)

    @property
    def words(self) -> str:
        """The change as one plain sentence."""
        if self.lines:
            gone = [f"删去“{part.text}”" for part in self.lines if part.kind == GONE]
            new = [f"增加“{part.text}”" for part in self.lines if part.kind == NEW]
            return f"{self.label}：" + ("；".join(gone + new) or "顺序调整")
        return f"{self.label}：{self.before or '（空）'} → {self.after or '（空）'}"


@dataclass(frozen=True)
class MaterialChange:
    """A material that came, went or changed; `former_name` when it has another name now."""

    kind: str
    name: str
    former_name: str = ""
    changes: tuple[Change, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def words(self) -> str:
        """The change as one plain sentence."""
        if self.kind == ADDED:
            return f"增加材料“{self.name}”"
        if self.kind == REMOVED:
            return f"删去材料“{self.name}”"
        said = [f"更名为“{self.name}”"] if self.former_name else []
        return f"材料“{self.former_name or self.name}”" + "；".join([*said, *(change.words for change in self.changes)])


@dataclass(frozen=True)
class Difference:
    """All that differs; false when nothing does."""

    changes: tuple[Change, ...] = ()
    materials: tuple[MaterialChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changes or self.materials)

    @property
    def words(self) -> list[str]:
        """Each change as one plain sentence, fields first."""
        return [*(change.words for change in self.changes), *(change.words for change in self.materials)]

    @property
    def keys(self) -> set[str]:
        """Which fields differ; `materials` when any material does."""
        return {change.key for change in self.changes} | ({"materials"} if self.materials else set())


def difference(before: Content, after: Content) -> Difference:
    """What `after` says otherwise than `before`."""
    materials = material_changes(before.get("materials", []), after.get("materials", []))
    return Difference(tuple(_changes(STANDARD, before, after)), tuple(materials))


def _changes(fields: Iterable[Shown], before: Content, after: Content) -> Iterable[Change]:
    for shown in fields:
        old, new = shown.words(before), shown.words(after)
        if old != new:
            yield _change(shown, old, new)


def _change(shown: Shown, old: Words, new: Words) -> Change:
    if isinstance(old, list) or isinstance(new, list):
        olds, news = list(old), list(new)
        return Change(shown.key, shown.label, "\n".join(olds), "\n".join(news), lines=tuple(_parts(olds, news)))
    return Change(shown.key, shown.label, old, new, parts=tuple(_joined(_parts(list(old), list(new)))))


def _parts(old: list[str], new: list[str]) -> Iterable[Part]:
    """Item by item: what stayed, what went, what came, in reading order."""
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    for what, from_old, to_old, from_new, to_new in matcher.get_opcodes():
        if what == "equal":
            yield from (Part(SAME, text) for text in old[from_old:to_old])
        else:
            yield from (Part(GONE, text) for text in old[from_old:to_old])
            yield from (Part(NEW, text) for text in new[from_new:to_new])


def _joined(parts: Iterable[Part]) -> Iterable[Part]:
    """Neighbouring characters of one kind as one stretch."""
    kind, text = "", ""
    for part in parts:
        if part.kind != kind and text:
            yield Part(kind, text)
            text = ""
        kind, text = part.kind, text + part.text
    if text:
        yield Part(kind, text)


def material_changes(before: list[Mapping[str, Any]], after: list[Mapping[str, Any]]) -> list[MaterialChange]:
    """What came, went and changed; a material under a similar new name is the same material renamed."""
    old = {material["name"]: material for material in before}
    pairs = {material["name"]: old.get(material["name"]) for material in after}
    gone = [material for name, material in old.items() if name not in pairs]
    found = []
    for material in after:
        former = pairs[material["name"]]
        if former is None:
            former = _most_alike(material["name"], gone)
            if former is not None:
                gone.remove(former)
        found.append(_material_change(former, material))
    removed = [MaterialChange(REMOVED, material["name"], facts=_facts(material)) for material in gone]
    return [change for change in found if change is not None] + removed


def _most_alike(name: str, gone: list[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    scored = [(SequenceMatcher(a=name, b=material["name"], autojunk=False).ratio(), material) for material in gone]
    best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if best[0] >= ALIKE else None


def _material_change(former: Mapping[str, Any] | None, material: Mapping[str, Any]) -> MaterialChange | None:
    if former is None:
        return MaterialChange(ADDED, material["name"], facts=_facts(material))
    changes = tuple(_changes(MATERIAL, former, material))
    renamed = former["name"] if former["name"] != material["name"] else ""
    return MaterialChange(CHANGED, material["name"], renamed, changes) if changes or renamed else None


def _facts(material: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """All that a material says, for one that came or went."""
    said = ((shown.label, shown.words(material)) for shown in MATERIAL)
    return tuple((label, str(words)) for label, words in said if words)
