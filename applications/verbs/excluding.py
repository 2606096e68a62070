"""Whom and what promises are not for: the list of the excluded with its repair, and the rule of each matter."""

from django.db import transaction

from applications.models import Application, ExcludedPerson, PromiseRule
from applications.models.promise import ExclusionGround, Ground, Method
from applications.promise_errors import DocumentMissing, ExcludedAlready, NotExcluded
from hall import steps
from hall.kernel import clock
from hall.kernel.moves import locked
from hall.models import Party, StaffMember
from hall.permissions import require, system_person
from hall.roles import Role
from hall.verbs.parties import register_party
from matters.queries.catalogue import matter_by_code

KEEPERS = (Role.SUPERVISOR, Role.HALL_MANAGER)
RULE_KEEPERS = (Role.CATALOGUE_REVIEWER, Role.SUPERVISOR)


@transaction.atomic
def exclude(*, name: str, id_type: str, id_number: str, ground: str, document: str, by: StaffMember) -> ExcludedPerson:
    """Put someone on the list by a document of the credit authority."""
    require(by, *KEEPERS)
    if not document.strip():
        raise DocumentMissing()
    party = register_party(name=name, id_type=id_type, id_number=id_number, by=system_person("excluding"))
    found = ExcludedPerson.objects.filter(party=party, ground=ground, repaired_on=None).first()
    if found is not None:
        raise ExcludedAlready(since=found.since.isoformat())
    return put_on_list(party, ExclusionGround(ground), document.strip(), None, by)


def put_on_list(
    party: Party, ground: ExclusionGround, document: str, application: Application | None, by: StaffMember
) -> ExcludedPerson:
    """Record the exclusion, once for each ground: part of a verb, not one."""
    row, made = ExcludedPerson.objects.get_or_create(
        party=party,
        ground=ground,
        repaired_on=None,
        defaults={"document": document, "application": application, "since": clock.today(), "recorded_by": by},
    )
    if made:
        steps.record(row, "exclude_person", by, document=document, ground=str(ground))
    return row


@transaction.atomic
def repair_credit(*, excluded_id: int, document: str, by: StaffMember) -> ExcludedPerson:
    """The credit is repaired: promises are taken again from today."""
    row = locked(ExcludedPerson.objects.all(), pk=excluded_id)
    require(by, *KEEPERS)
    if row.repaired_on is not None:
        raise NotExcluded()
    if not document.strip():
        raise DocumentMissing()
    row.repaired_on, row.repaired_by, row.repair_document = clock.today(), by, document.strip()
    row.save()
    steps.record(row, "repair_credit", by, document=row.repair_document)
    return row


@transaction.atomic
def set_promise_rule(
    *, matter_code: str, excluded: str = "", basis: str = "", verify_days: int = 60, method: str = "", by: StaffMember
) -> PromiseRule:
    """Exclude a matter from promises by its field, or say until when and how its promises are verified."""
    require(by, *RULE_KEEPERS)
    if excluded and not basis.strip():
        raise DocumentMissing()
    matter = matter_by_code(matter_code)
    row = PromiseRule.objects.select_for_update().filter(matter=matter).first() or PromiseRule(matter=matter)
    row.excluded, row.basis = Ground(excluded) if excluded else "", basis.strip()
    row.verify_days, row.method = verify_days, Method(method or Method.WRITTEN)
    row.set_by, row.set_at = by, clock.now()
    row.save()
    steps.record(row, "set_promise_rule", by, matter=matter.code, excluded=str(row.excluded), days=verify_days)
    return row
