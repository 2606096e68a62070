"""A wholly new matter (新增事项): its place in the tree, its codes, and an empty first draft that goes the usual way."""

from typing import Any

from django.db import transaction

from hall import steps
from hall.kernel.errors import NotPermitted
from hall.kernel.moves import Moved
from hall.models import Department, StaffMember
from hall.permissions import require
from hall.roles import Role
from matters.catalogue_file.rows import Row
from matters.catalogue_file.rules import code_rules
from matters.catalogue_file.standard_rules import authority_rules
from matters.codes import type_of
from matters.description_words import DESCRIBED
from matters.errors import DraftFaulty
from matters.models import BasicItem, Matter, MatterVersion
from matters.queries.conflicts import conflicts
from matters.search_text import search_text
from matters.states import VersionState
from matters.verbs.drafts import keep_text
from matters.verbs.importing import basic_items, one_at_a_time

EMPTY = {
    "case_kind": "promised", "statutory_limit": None, "statutory_unit": "none", "promised_limit": 1,
    "promised_unit": "working_day", "result_kind": "certificate", "online_depth": "1", "visits": 1,
    "channels": ["window"], "fee": {"charged": False, "item": "", "standard": "", "basis": "", "pay_online": False},
}  # fmt: skip
CODED = ("basic_code", "implementation_code", "handling_code", "name", "main_item", "level")


@transaction.atomic
def begin_matter(*, department: str, fields: Row, by: StaffMember) -> MatterVersion:
    """Put a new matter into the catalogue and begin its first draft; nobody sees it before three people agreed.

    `fields`: the codes and names of CODED and what DESCRIBED names. Raises DraftFaulty naming each field.
    """
    owner = Department.objects.get(code=department)
    require(by, Role.CATALOGUE_EDITOR)
    if by.department_id not in {None, owner.pk} and not by.has_role(Role.SYSTEM):
        raise NotPermitted()
    one_at_a_time()
    row = _row(owner, fields)
    _sound(row)
    matter = _matter(row, owner, fields)
    matter._history_user = by  # type: ignore[attr-defined]
    matter.save()
    steps.record(matter, "begin_matter", by)
    draft = MatterVersion(matter=matter, number=1, name=matter.name, state=VersionState.DRAFT, **EMPTY)
    draft.save()
    keep_text(draft, by)
    steps.record(draft, Moved("draft", "", VersionState.DRAFT.value), by)
    return draft


def _row(owner: Department, fields: Row) -> Row:
    """The line of a file that would say the same."""
    code = fields["handling_code"] or fields["implementation_code"]
    beside = {"line": 0, "questions": [], "result": {"kind": "none", "name": ""}}
    said = {
        name: fields[name]
        for name in (*CODED, "applicants", "themes", "power_source", "authority_kind", "entrusted_by")
    }
    kind = type_of(fields["basic_code"])
    return {
        **said, **beside, "code": code, "department": owner.code, "matter_type": kind,
        "stationed": fields["is_stationed"], "one_window": fields["is_one_window"],
    }  # fmt: skip


def _sound(row: Row) -> None:
    faults: list[tuple[str, str, str]] = [*code_rules(row)]
    if not faults:
        departments = {department.code: department for department in Department.objects.all()}
        faults = [(fault.field, fault.what, fault.todo) for fault in conflicts([row], departments)]
        if Matter.objects.filter(code=row["code"]).exists():
            faults.append(("basic_code", f"编码 {row['code']} 已有事项", "请核对编码，或在事项编制中编制新版"))
        faults += authority_rules(row)
    if row["one_window"] and not row["stationed"]:
        faults.append(("is_one_window", "一窗受理的事项应先进驻大厅", "请选进驻大厅，或取消一窗受理"))
    if faults:
        raise DraftFaulty(faults=faults, words="；".join(f"{what}，{todo}" for _, what, todo in faults))


def _matter(row: Row, owner: Department, fields: dict[str, Any]) -> Matter:
    basic: dict[str, BasicItem] = basic_items([row])
    coded = {
        name: row[name] for name in ("code", "implementation_code", "handling_code", "name", "main_item", "matter_type")
    }
    described = {name: fields[name] for name in DESCRIBED}
    matter = Matter(basic_item=basic[row["basic_code"]], department=owner, use_level=row["level"], **coded, **described)
    matter.search_text = search_text(matter.name, matter.main_item, matter.aliases, owner.short_name)
    return matter
