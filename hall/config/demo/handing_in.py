"""Handing in and ending applications of the demonstration through the verbs, as windows and departments do."""

from collections.abc import Mapping

from applications.completeness import Tick
from applications.models import Application, HandOver, IntakeTally
from applications.states import MaterialStatus
from applications.verbs import deciding, intake, issuing, releasing, reviewing
from applications.verbs.files import Upload, add_file
from hall.config.demo.casework import backdated, moment_ago
from hall.config.demo.rated_people import resident_id
from hall.models import Hall, Party, StaffMember
from hall.permissions import system_person
from hall.verbs.parties import register_party
from matters.models import Material
from matters.queries.catalogue import matter_by_code, tick_list, version_in_force

NOTHING_MARKED: Mapping[str, str] = {}
REGION = "110104"


def somebody(serial: int, name: str) -> Party:
    """An invented person, none of those of the other parts of the demonstration."""
    return reachable(name, "resident", resident_id(serial, REGION), f"1370000{serial:04d}")


def reachable(name: str, id_type: str, id_number: str, phone: str) -> Party:
    """A party with a phone, as if a clerk had seen the document."""
    party = register_party(name=name, id_type=id_type, id_number=id_number, by=system_person("setup"))
    if not party.phone:
        party.phone = phone
        party.save()
    return party


def usual(material: Material) -> str:
    """What is ticked where nothing else is said: there, shared, or not needed where a condition would ask for it."""
    if material.necessity == "conditional":
        return MaterialStatus.NOT_NEEDED
    return MaterialStatus.SHARED if material.shared_licence else MaterialStatus.HAVE


def handed_in(
    hall: Hall,
    code: str,
    party: Party,
    clerk: StaffMember,
    *,
    form: Mapping[str, str] = NOTHING_MARKED,
    visit: str = "",
    marked: Mapping[str, str] = NOTHING_MARKED,
    wrong: Mapping[str, str] = NOTHING_MARKED,
) -> Application:
    """Received today. `marked` gives the tick of a material by its name, `wrong` what is wrong with a missing one."""
    listed = tick_list(version_in_force(matter_by_code(code)))
    ticks = [
        Tick(one.pk, MaterialStatus.MISSING, wrong[one.name])
        if one.name in wrong
        else Tick(one.pk, marked.get(one.name) or usual(one))
        for one in listed
    ]
    return intake.receive(
        hall=hall, matter_code=code, applicant=party, ticks=ticks, form=dict(form), visit=visit, tells=False, by=clerk
    )


def scanned(application: Application, material: str, name: str, data: bytes, clerk: StaffMember) -> None:
    """A scan at the material of this name, where the standard of today still lists it."""
    row = application.materials.filter(material__name=material).first()
    if row is not None:
        add_file(
            hall=application.hall,
            number=application.number,
            material_id=row.material_id,
            upload=Upload(name, data),
            by=clerk,
        )


def concluded(application: Application, days: int, clerk: StaffMember) -> Application:
    """Accepted, decided by two people of the department and handed over, as if received so many working days ago."""
    hall, number = application.hall, application.number
    people = {one.username: one for one in StaffMember.objects.filter(hall=hall).select_related("department", "hall")}
    department = application.department.code
    first, second = people[f"sp_{department}_b"], people[f"sp_{department}"]
    application = intake.accept(hall=hall, number=number, by=clerk)
    if application.step == "review":
        reviewing.review(number=number, granted=True, opinion="材料齐全，符合条件，建议准予。", by=first)
    decided = deciding.decide(number=number, granted=True, reason="经审查，符合法定条件，准予许可。", by=second)
    decision = decided.decision
    decision.release_at = decision.decided_at  # the ten minutes for undoing are skipped
    decision.save()
    releasing.release(application_id=application.pk, by=system_person("release"))
    issuing.hand_over(
        hall=hall,
        numbers=[number],
        collector_kind="applicant",
        collector_name=application.applicant.name,
        collector_id=application.applicant.id_number,
        by=people["cj31"],
    )
    return _long_ago(application, days)


def _long_ago(application: Application, days: int) -> Application:
    """The moments of the case, set so many working days back: the standards are in force only since they were loaded."""
    given = HandOver.objects.select_related("result__application__decision").get(result__application=application)
    result, decision = given.result, given.result.application.decision
    decision.decided_at = decision.release_at = result.ready_at = moment_ago(days, 15)
    given.handed_at = moment_ago(days, 16)
    for row in (decision, result, given):
        row.save()
    application = backdated(application, days)
    application.closed_at = given.handed_at
    application.save()
    return application


def noted(application: Application, typed: int, carried: int, again: int = 0) -> None:
    """How many fields were typed, carried over and typed again; as the workbench counts them."""
    IntakeTally.objects.create(
        hall=application.hall,
        application=application,
        typed=typed,
        carried=carried,
        retyped=again,
        at=application.received_at,
    )
