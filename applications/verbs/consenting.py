"""A person's consent that earlier answers and materials are used again, and the record of what was."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from applications.intake_errors import ConsentMissing
from applications.models import Application, Consent, ConsentWay, IntakeReuse, ReuseKind
from applications.queries.reusable import day_of, standing_consent
from hall import steps
from hall.kernel import clock
from hall.kernel.moves import locked
from hall.models import Hall, Party, StaffMember
from hall.permissions import require
from hall.roles import Role

PURPOSE = "同意本大厅在本次来访中查看并沿用本人（单位）此前办件的填写内容和申请材料，只用于本次所办事项；可以随时撤回。"


@dataclass(frozen=True)
class Reused:
    """One thing taken over from an earlier application: a field by name, or a material with its files."""

    source: Application
    field: str = ""
    material_id: int | None = None
    files: int = 0


def take_consent(*, hall: Hall, party: Party, visit: str, way: str = ConsentWay.SPOKEN, by: StaffMember) -> Consent:
    """Record the person's consent for this visit; one that stands is returned as it is."""
    with transaction.atomic():
        require(by, Role.WINDOW_CLERK, hall=hall)
        Party.objects.select_for_update(of=("self",), no_key=True).get(pk=party.pk)
        standing = standing_consent(hall, party, visit)
        if standing is not None:
            return standing
        consent = Consent.objects.create(
            hall=hall,
            party=party,
            visit=visit,
            purpose=PURPOSE,
            way=way if way in ConsentWay.values else ConsentWay.SPOKEN,
            given_at=clock.now(),
            taken_by=by,
        )
        steps.record(consent, "take_consent", by, visit=visit, way=str(consent.way))
        return consent


def withdraw_consent(*, hall: Hall, consent_id: int, by: StaffMember) -> Consent:
    """The person takes it back: nothing more is shown or filled in. What was handed in stays with its record."""
    with transaction.atomic():
        require(by, Role.WINDOW_CLERK, hall=hall)
        consent = locked(Consent.objects.of(hall), pk=consent_id)
        if consent.withdrawn_at is None:
            consent.withdrawn_at = clock.now()
            consent.save(update_fields=["withdrawn_at"])
            steps.record(consent, "withdraw_consent", by, visit=consent.visit)
        return consent


def record_reuse(application: Application, reused: Iterable[Reused], by: StaffMember) -> list[IntakeReuse]:
    """Write what an application took over, under the applicant's standing consent; part of a verb, not one."""
    things = list(reused)
    if not things:
        return []
    consent = standing_consent(application.hall, application.applicant, application.visit)
    if consent is None:
        raise ConsentMissing()
    rows = IntakeReuse.objects.bulk_create(_row(application, consent, one) for one in things)
    fields = [row.field for row in rows if row.field]
    steps.record(application, "reuse", by, consent=consent.pk, fields=fields, materials=len(rows) - len(fields))
    return rows


def _row(application: Application, consent: Consent, one: Reused) -> IntakeReuse:
    return IntakeReuse(
        hall_id=application.hall_id,
        consent=consent,
        application=application,
        source=one.source,
        source_on=day_of(one.source),
        kind=ReuseKind.FIELD if one.field else ReuseKind.MATERIAL,
        field=one.field,
        material_id=one.material_id,
        files=one.files,
    )
