"""Results of the demonstration: shelves, lockers, and papers in every place: coming, shelved, old, posted, in a locker."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from applications.completeness import Tick
from applications.models import Application, Delivery, Locker, LockerStay, Posting, Reminder, Result, Shelf
from applications.states import MaterialStatus
from applications.verbs import deciding, intake, lockers, posting, releasing, reviewing, shelving, ways
from hall.config.demo.rated_people import resident_id
from hall.kernel import clock
from hall.kernel.errors import DomainError
from hall.models import Hall, Party, StaffMember
from hall.permissions import system_person
from hall.roles import Role
from hall.verbs.parties import register_party
from matters.models import MatterVersion
from matters.queries.catalogue import tick_list
from matters.states import VersionState

SHELVES = (("A", 30, "出件窗口后左侧"), ("B", 30, "出件窗口后右侧"), ("C", 20, "久未领取专架"))
LOCKERS = (("L1", 24, "一层东门外，24 小时可取", 72), ("L2", 12, "地下车库入口", 48))
TO = {"way": "post", "phone": "13800005678", "address": "北京市通州区新华东街256号院3号楼2单元1102室"}
NAMES = ("郑秀兰", "司马相宜", "阿依古丽·买买提", "高建国", "林晓彤", "韩冬梅", "贺子涵", "孟庆和", "白雪松", "钱国英")


def load_results(hall: Hall) -> None:
    """Shelves and lockers where there are none; once the papers, where a catalogue and its people are there."""
    for code, slots, place in SHELVES:
        Shelf.objects.get_or_create(hall=hall, code=code, defaults={"slots": slots, "place": place})
    for code, boxes, place, hours in LOCKERS:
        Locker.objects.get_or_create(hall=hall, code=code, defaults={"boxes": boxes, "place": place, "hours": hours})
    issuer = StaffMember.objects.filter(hall=hall, roles__contains=[Role.ISSUING_CLERK], is_active=True).first()
    clerk = StaffMember.objects.filter(hall=hall, username="ck07").first()
    if issuer is None or clerk is None or Delivery.objects.of(hall).exists():
        return
    made = _decided(hall, clerk)
    for show in (_three_of_one, *SHOWN):
        try:
            show(hall, made, issuer)
        except StopIteration:
            return
        except DomainError:  # what one shows is left out, the others stand
            continue


def _decided(hall: Hall, clerk: StaffMember) -> Iterator[Application]:
    """Released applications of several departments, each of another person but the first three."""
    versions = _versions(hall)
    for place, (version, people) in enumerate(versions):
        name = NAMES[max(place - 2, 0) % len(NAMES)]
        party = _person(name, 401 + max(place - 2, 0))
        try:
            yield _released(hall, version, party, clerk, people)
        except DomainError:  # a catalogue that has changed since
            continue


def _versions(hall: Hall) -> list[tuple[MatterVersion, list[StaffMember]]]:
    """Promised matters with a certificate, of departments that have two people to sign, the departments in turn."""
    signers: dict[int, list[StaffMember]] = {}
    for person in StaffMember.objects.filter(hall=hall, roles__contains=[Role.APPROVER], is_active=True).order_by("pk"):
        signers.setdefault(person.department_id or 0, []).append(person)
    both = {pk: people for pk, people in signers.items() if len(people) > 1}
    rows = MatterVersion.objects.filter(
        state=VersionState.PUBLISHED, case_kind="promised", matter__department__in=both, in_force__contains=clock.now()
    ).exclude(result_name="")
    found = rows.select_related("matter__department").order_by("-delivers_by_post", "pk")[:60]
    return [(version, both[version.matter.department_id]) for version in found][:24]


def _person(name: str, serial: int) -> Party:
    number = resident_id(serial)
    phone = f"1380000{serial:04d}"
    party = register_party(name=name, id_type="resident", id_number=number, phone=phone, by=system_person("setup"))
    if not party.phone:  # known from another part of the demonstration, without a phone
        party.phone = phone
        party.save()
    return party


def _released(
    hall: Hall, version: MatterVersion, party: Party, clerk: StaffMember, people: list[StaffMember]
) -> Application:
    ticks = [Tick(one.pk, _usual(one)) for one in tick_list(version)]
    received = intake.receive(
        hall=hall, matter_code=version.matter.code, applicant=party, ticks=ticks, form={}, by=clerk
    )
    application = intake.accept(hall=hall, number=received.number, by=clerk)
    first, second = people[1], people[0]
    if application.step == "review":
        reviewing.review(number=application.number, granted=True, opinion="材料齐全，建议准予", by=first)
    decided = deciding.decide(
        number=application.number, granted=True, reason="经审查，符合法定条件，准予许可", by=second
    )
    decision = decided.decision
    decision.release_at = decision.decided_at  # the ten minutes for undoing are skipped
    decision.save()
    releasing.release(application_id=decided.pk, by=system_person("release"))
    return Application.objects.select_related("version", "result").get(pk=decided.pk)


def _usual(material: Any) -> str:
    if material.necessity == "conditional":
        return MaterialStatus.NOT_NEEDED
    return MaterialStatus.SHARED if material.shared_licence else MaterialStatus.HAVE


def _at(hall: Hall, application: Application, issuer: StaffMember, **more: Any) -> dict[str, Any]:
    return {"hall": hall, "number": application.number, "by": issuer, **more}


def _aged(application: Application, days: int) -> Result:
    """As if it had been there for so many days."""
    result = Result.objects.get(application=application)
    then = clock.now() - timedelta(days=days)
    result.ready_at = then
    if result.available_at:
        result.available_at, result.cut_off = then, then
    result.issue_due = then.date()
    result.save()
    return result


def _three_of_one(hall: Hall, made: Iterator[Application], issuer: StaffMember) -> None:
    """One person with the results of three departments: two on the shelf, one on its way."""
    for _ in range(2):
        shelving.shelve(**_at(hall, next(made), issuer))
    next(made)


def _late(hall: Hall, made: Iterator[Application], issuer: StaffMember) -> None:
    _aged(next(made), 6)


def _ageing(days: int) -> Callable[[Hall, Iterator[Application], StaffMember], None]:
    def show(hall: Hall, made: Iterator[Application], issuer: StaffMember) -> None:
        application = next(made)
        shelving.shelve(**_at(hall, application, issuer, shelf="C"))
        result = _aged(application, days)
        for age in (3, 7, 15, 30):
            if age <= days:
                Reminder.objects.create(hall=hall, result=result, days=age, sent_at=clock.now() - timedelta(days - age))

    return show


def _to_post(hall: Hall, made: Iterator[Application], issuer: StaffMember) -> None:
    application = next(made)
    if application.version.delivers_by_post:
        ways.choose_way(**_at(hall, application, issuer, addressee=application.applicant.name, **TO))


def _posted(hall: Hall, made: Iterator[Application], issuer: StaffMember) -> None:
    application = next(made)
    if not application.version.delivers_by_post:
        return
    ways.choose_way(**_at(hall, application, issuer, addressee=application.applicant.name, **TO))
    row = posting.post(**_at(hall, application, issuer, carrier="邮政EMS", tracking_number="EZ305518820CN"))
    Posting.objects.filter(pk=row.pk).update(posted_at=clock.now() - timedelta(days=2))


def _in_locker(hall: Hall, made: Iterator[Application], issuer: StaffMember) -> None:
    """One in a box, one whose time is over, one to be put in."""
    for locker, days in (("L1", 0), ("L2", 3), ("", 0)):
        application = next(made)
        ways.choose_way(**_at(hall, application, issuer, way="locker"))
        if locker:
            stay = lockers.put_in_locker(**_at(hall, application, issuer, locker=locker))
            then = stay.expires_at - timedelta(days=days)
            LockerStay.objects.filter(pk=stay.pk).update(expires_at=then)


def _electronic(hall: Hall, made: Iterator[Application], issuer: StaffMember) -> None:
    ways.choose_way(**_at(hall, next(made), issuer, way="electronic"))


def _returned(hall: Hall, made: Iterator[Application], issuer: StaffMember) -> None:
    application = next(made)
    shelving.shelve(**_at(hall, application, issuer))
    _aged(application, 75)
    shelving.return_paper(**_at(hall, application, issuer, reason="六十日未领取，四次短信提醒无回应"))


SHOWN = (_to_post, _posted, _to_post, _late, _ageing(9), _ageing(33), _ageing(66), _in_locker, _electronic, _returned)
