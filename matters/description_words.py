"""What is said of a matter beside its standard, in words: headings and values as the catalogue file writes them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from matters.catalogue_file.columns import MATTER_COLUMNS

DESCRIBED = (
    "aliases", "themes", "applicants", "is_stationed", "is_one_window", "is_frequent", "power_source",
    "authority_kind", "entrusted_by", "joint_departments", "origin", "local_catalog_code", "local_task_code",
    "old_basic_code", "old_implementation_code",
)  # fmt: skip
LATER_NAMES = {
    "level": "use_level", "stationed": "is_stationed", "one_window": "is_one_window", "frequent": "is_frequent",
}  # fmt: skip


@dataclass(frozen=True)
class Said:
    """One field that is to say something else."""

    label: str
    before: str
    after: str

    @property
    def words(self) -> str:
        return f"{self.label}：{self.before or '（空）'} → {self.after or '（空）'}"


def changes_of(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Said]:
    """Field by field what is said otherwise, in the order of the catalogue file."""
    return list(_changes(before, after))


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Said]:
    for column in MATTER_COLUMNS:
        name = LATER_NAMES.get(column.path, column.path)
        if name in DESCRIBED and name in after and before.get(name) != after[name]:
            old, new = (
                column.kind.write(told) if told not in (None, "") else "" for told in (before.get(name), after[name])
            )
            yield Said(column.heading, str(old).replace("\n", "；"), str(new).replace("\n", "；"))


def whole_description(matter: Any) -> list[Said]:
    """Everything that is said of a matter beside its standard, as new."""
    return changes_of({}, {name: getattr(matter, name) for name in DESCRIBED if getattr(matter, name)})
