"""Describing a matter: whom it is for, what people call it, whence the power comes; its standard stays as it is."""

from typing import Any

from django.db import transaction

from hall import steps
from hall.kernel.moves import locked
from hall.models import StaffMember
from matters.catalogue_file.rows import Row, matter_row
from matters.catalogue_file.standard_rules import authority_rules
from matters.errors import DraftChanged, DraftFaulty
from matters.models import Matter
from matters.queries.catalogue import standing_version
from matters.search_text import search_text
from matters.verbs.drafts import may_write

DESCRIBED = (
    "aliases", "themes", "applicants", "is_stationed", "is_one_window", "is_frequent", "power_source",
    "authority_kind", "entrusted_by", "joint_departments", "origin", "local_catalog_code", "local_task_code",
    "old_basic_code", "old_implementation_code",
)  # fmt: skip


@transaction.atomic
def describe_matter(*, code: str, fields: Row, seen: int, by: StaffMember) -> Matter:
    """Write what a matter is, all of it at once. Raises DraftChanged when somebody did so since `seen` was read."""
    matter = locked(Matter.objects.select_related("department", "basic_item"), code=code)
    may_write(by, matter)
    last = matter.history.select_related("history_user").first()
    if last is not None and last.history_id != seen:
        who = last.history_user.name if last.history_user else ""
        raise DraftChanged(version=matter.name, by=who, revision=last.history_id)
    before = {name: getattr(matter, name) for name in DESCRIBED}
    for name in DESCRIBED:
        setattr(matter, name, fields[name])
    standing = standing_version(matter)
    result = {"kind": standing.result_kind, "name": standing.result_name} if standing else {"kind": "none", "name": ""}
    _check(matter, result)
    matter.search_text = search_text(
        matter.name, matter.main_item, matter.aliases, matter.department.short_name, [result["name"]]
    )
    matter._history_user = by  # type: ignore[attr-defined]
    matter.save()
    changed = sorted(name for name, value in before.items() if value != getattr(matter, name))
    steps.record(matter, "describe", by, fields=changed)
    return matter


def _check(matter: Matter, result: dict[str, Any]) -> None:
    faults = [*authority_rules({**matter_row(matter), "result": result})]
    if matter.is_one_window and not matter.is_stationed:
        faults.append(("is_one_window", "一窗受理的事项应先进驻大厅", "请选进驻大厅，或取消一窗受理"))
    if not matter.applicants:
        faults.append(("applicants", "没有服务对象", "请至少选一种"))
    if faults:
        raise DraftFaulty(faults=faults, words="；".join(f"{what}，{todo}" for _, what, todo in faults))
