"""Objects of one hall and one department, and people who have nothing to do with them."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.test import Client

from applications.models import Application
from hall.kernel import clock
from hall.models import Department, Hall, StaffMember
from hall.roles import MACHINES, Role
from hall.verbs.messages.queue import queue_message
from tests.architecture.routes import Route
from tests.factories import DepartmentFactory, HallFactory, StaffFactory

OF_A_DEPARTMENT = (Role.APPROVER, Role.DEPARTMENT_HEAD)
BODY = {
    "reason": "核对身份", "granted": True, "opinion": "同意", "legal_basis": "《行政许可法》第三十八条", "ticks": [],
    "standard_line": "有场所", "kind": "hearing", "expected_days": 5, "result": "已举行", "working_days": 5,
    "approved": True, "superior": "国家局", "to": "nobody", "right_authority": "区局", "needs_no_permit": False,
    "party": "applicant", "matter": "x", "number": "A001", "where": "", "queue_code": "comprehensive", "room": "照相室",
    "words": "请尽快办理", "answer": "明日办结", "cause": "workload", "carrier": "EMS", "tracking": "EX123", "slot": "A-1",
    "shelf": "A", "way": "window", "order": [], "finding": "confirmed", "department": "x", "name": "李明",
    "title": "改进", "unit": "platform", "tier": "desk_simple", "note": "已核实", "outcome": "met",
}  # fmt: skip
METHODS: dict[str, tuple[str, ...]] = {}
ABSENT = {"int": "987654321", "str": "AAAAAAAAAAAAAAAAAAAAAAAA", "slug": "no-such-thing"}
WORDS = {
    "application-act": {"name": "begin-procedure"},
    "complaint-act": {"act": "take_up"},
    "unresolved-act": {"act": "classify"},
    "improvement-act": {"act": "take"},
}


class World:
    """One object of a kind in its own hall and department."""

    def __init__(self, kind: str) -> None:
        METHODS.clear()
        self.hall: Hall
        self.department: Department | None = None
        self.places: dict[str, Any] = {}
        BUILDERS[kind](self)
        self.department = self.department or DepartmentFactory()
        self.elsewhere, self.other_department = HallFactory(), DepartmentFactory()
        self.clients: dict[tuple[str, str], Client] = {}

    def own(self, role: str) -> Client:
        """Somebody with this role in the hall, in the department."""
        return self._client(role, "own", self.hall, self.department)

    def of_another_hall(self, role: str) -> Client:
        """The same role in another hall and another department."""
        return self._client(role, "hall", self.elsewhere, self.other_department)

    def of_another_department(self, role: str) -> Client:
        """The same role in the same hall, of another department."""
        return self._client(role, "department", self.hall, self.other_department)

    def _client(self, role: str, whose: str, hall: Hall, department: Department | None) -> Client:
        if (role, whose) not in self.clients:
            own = department if role in OF_A_DEPARTMENT else None
            person: StaffMember = StaffFactory(hall=hall, roles=[role], department=own)
            client = Client(raise_request_exception=False)
            client.force_login(person)
            self.clients[role, whose] = client
        return self.clients[role, whose]

    def address(self, route: Route, *, absent: bool = False) -> str:
        """The route's address with the object in it, or with one that does not exist."""

        def filled(place: re.Match[str]) -> str:
            kind, name = place[1] or "str", place[2]
            if name in WORDS.get(route.name, {}):
                return str(WORDS[route.name][name])
            return str(self.places[name]) if name in self.places and not absent else ABSENT.get(kind, "x")

        return "/" + re.sub(r"<(?:(\w+):)?(\w+)>", filled, route.address)

    def is_complete(self, route: Route) -> bool:
        """Whether each place of the address has its object."""
        names = {name for _, name in re.findall(r"<(?:(\w+):)?(\w+)>", route.address)}
        return names <= {*self.places, *WORDS.get(route.name, {})}


def asked(client: Client, address: str) -> int:
    """What a reader or, where nothing is to be read, a writer of nothing is answered; nothing of it stays."""
    answers = (answer_of(client, address, method).status_code for method in METHODS.get(address, ("get", "post")))
    return next(status for status in answers if status != 405)


def answers_of(client: Client, address: str) -> list[Any]:
    """What reading and writing are answered, as far as the route knows them."""
    told = []
    for method in METHODS.get(address, ("get", "post")):
        answer = answer_of(client, address, method)
        told += [(method, answer)] if answer.status_code != 405 else []
    METHODS[address] = tuple(method for method, _ in told)
    return [answer for _, answer in told]


def answer_of(client: Client, address: str, method: str) -> Any:
    with transaction.atomic():
        answer = client.get(address) if method == "get" else written_to(client, address)
        transaction.set_rollback(True)
    return answer


def written_to(client: Client, address: str) -> Any:
    """A call of the API with a body of most shapes; a form with nothing in it."""
    if address.startswith("/api/"):
        return client.post(address, json.dumps(BODY), content_type="application/json")
    return client.post(address, {})


def _application(world: World) -> None:
    from applications.verbs.files import Upload, add_file
    from tests.factories.applications import people
    from tests.factories.scans import picture

    ours = people()
    application = ours.receive()
    material = ours.version.materials.first()
    assert material is not None
    upload = Upload("a.jpg", picture(size=(40, 40)))
    row = add_file(hall=ours.hall, number=application.number, material_id=material.pk, upload=upload, by=ours.clerk)
    world.hall, world.department = ours.hall, ours.version.matter.department
    world.places = {
        "number": application.number,
        "material_id": material.pk,
        "file_id": row.pk,
        "verification_code": application.documents.latest("pk").verification_code,
    }


def _department(world: World) -> None:
    """A case, and what a department keeps: who may sign, by which route, who is away, questions, phrases."""
    from applications.models import Absence, Authorisation, Consultation, NoticeRequest, Phrase, SavedFilter
    from applications.models import Route as SigningRoute

    _application(world)
    department, hall, today, now = world.department, world.hall, clock.today(), clock.now()
    head = StaffFactory(hall=hall, roles=[Role.DEPARTMENT_HEAD], department=department)
    person = StaffFactory(hall=hall, roles=[Role.APPROVER], department=department)
    case = Application.objects.get(number=world.places["number"])
    days = {"valid_from": today, "valid_until": today + timedelta(9)}
    paper = Authorisation.objects.create(
        department=department, person=person, power="review", document="授权〔2026〕1号", granted_by=head, **days
    )
    away = Absence.objects.create(
        person=person, substitute=head, begins=today, ends=today, recorded_by=head, recorded_at=now
    )
    asked = Consultation.objects.create(
        hall=hall, application=case, asked_department=DepartmentFactory(), state="asked", question="是否符合规划？",
        working_days=5, due=today, asked_by=person, asked_at=now,
    )  # fmt: skip
    second = NoticeRequest.objects.create(hall=hall, application=case, words="漏看", asked_by=person, asked_at=now)
    world.places |= {
        "authorisation_id": paper.pk,
        "route_id": SigningRoute.objects.create(department=department, signatures=2, area_code="110112").pk,
        "absence_id": away.pk,
        "consultation_id": asked.pk,
        "request_id": second.pk,
        "filter_id": SavedFilter.objects.create(owner=person, name="本周到期").pk,
        "phrase_id": Phrase.objects.create(department=department, use="grant", words="符合条件").pk,
    }


def _scan(world: World) -> None:
    """A scan lying at a window, at the visit of the person there."""
    from queueing.models import IntakeScan
    from tests.factories.queue import a_small_hall

    small = a_small_hall()
    _, clerk = small.window()
    ticket, material = small.ticket(), small.matters[0].versions.get().materials.first()
    scan = IntakeScan.objects.create(
        hall=small.hall, ticket=ticket, material=material, name="a.jpg", content_type="image/jpeg", size=1, sha256="0",
        source="drag", added_by=clerk, added_at=clock.now(),
    )  # fmt: skip
    world.hall = small.hall
    world.places = {"scan_id": scan.pk, "material_id": material.pk if material else 1, "code": "01"}


def _queue(world: World) -> None:
    from queueing.models import Capability, HelpCall, Printer, WindowPlan
    from tests.factories.queue import a_small_hall

    small = a_small_hall()
    window, clerk = small.window()
    ticket, now = small.ticket(), clock.now()
    world.hall = small.hall
    plan = WindowPlan.objects.create(hall=small.hall, name="早高峰", allocation={}, saved_at=now, saved_by=clerk)
    printer = Printer.objects.create(hall=small.hall, code="p1", name="打印机", kind="file", address="p1")
    call = HelpCall.objects.create(hall=small.hall, place="一层", called_at=now)
    able = Capability.objects.create(hall=small.hall, window=window, level="consult")
    world.places = {
        "ticket_id": ticket.pk, "code": window.code, "plan_id": plan.pk, "printer_id": printer.pk,
        "call_id": call.pk, "capability_id": able.pk,
    }  # fmt: skip


def _appointment(world: World) -> None:
    from tests.factories.slots import a_booking_hall, an_appointment

    small = a_booking_hall()
    world.hall = small.hall
    world.places = {"appointment_id": an_appointment(small).pk}


def _complaint(world: World) -> None:
    from tests.complaints.grievances import a_desk

    desk = a_desk()
    world.hall, world.department = desk.hall, desk.department
    world.places = {"number": desk.for_department().number}


def _unresolved(world: World) -> None:
    from tests.complaints.grievances import a_desk
    from tests.complaints.test_unresolved import taken_down

    desk = a_desk()
    world.hall = desk.hall
    world.places = {"number": taken_down(desk).number}


def _improvement(world: World) -> None:
    from tests.complaints.grievances import a_desk
    from tests.complaints.test_unresolved import raised

    desk = a_desk()
    world.hall = desk.hall
    world.places = {"number": raised(desk).number}


def _rectification(world: World) -> None:
    from complaints.models import Rectification
    from complaints.rating_tokens import token_for
    from complaints.verbs.ratings import invite, rate
    from hall.permissions import system_person
    from tests.complaints.services import a_service

    service = a_service(phone="13800001234")
    invite(service_id=service.pk)
    rate(token=token_for(service.pk), level="dissatisfied", tags=["214"], channel="pad", by=system_person("public"))
    world.hall, world.places = service.hall, {"number": Rectification.objects.get(hall=service.hall).number}


def _device(world: World) -> None:
    from hall.verbs.registering import register_device

    world.hall = HallFactory()
    manager = StaffFactory(hall=world.hall, roles=[Role.HALL_MANAGER])
    values = {"name": "东区大屏", "zone": "一层东区", "window": None, "shows": "zone", "panel": 1080, "speech": "off"}
    device, _ = register_device(
        hall=world.hall, code="screen-1", kind="display", values={**values, "volumes": ""}, by=manager
    )
    world.places = {"device_id": device.pk, "code": device.code}


def _message(world: World) -> None:
    world.hall = HallFactory()
    with transaction.atomic():
        message = queue_message("called", hall=world.hall, phone="13800001234", dedupe_key="matrix", values=VALUES)
    assert message is not None
    world.places = {"message_id": message.pk}


VALUES = {"number": "A001", "window": "01", "place": "一层", "zone": "一层东区"}
BUILDERS: dict[str, Callable[[World], None]] = {
    "application": _application,
    "authorisation": _department,
    "signing route": _department,
    "absence": _department,
    "consultation": _department,
    "filter": _department,
    "phrase": _department,
    "second notice": _department,
    "scan": _scan,
    "ticket": _queue,
    "window": _queue,
    "plan": _queue,
    "capability": _queue,
    "printer": _queue,
    "help call": _queue,
    "appointment": _appointment,
    "complaint": _complaint,
    "unresolved": _unresolved,
    "improvement": _improvement,
    "rectification": _rectification,
    "device": _device,
    "message": _message,
}
STAFF_ROLES = [role for role in Role if role not in {*MACHINES, Role.SYSTEM}]
