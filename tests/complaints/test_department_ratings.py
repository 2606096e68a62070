"""A department reads the bad ratings that concern it, not who gave them, and appeals for itself."""

import pytest

from complaints.models import RatingAppeal, Rectification
from complaints.rating_tokens import token_for
from complaints.verbs.ratings import invite, rate
from hall.permissions import system_person
from hall.roles import Role
from queueing.models import TicketApplication
from tests.complaints.services import a_service
from tests.factories import DepartmentFactory, StaffFactory, WindowFactory
from tests.factories.applications import people

pytestmark = pytest.mark.django_db
REASON = "所要材料在公布的清单上，窗口没有多要"


@pytest.fixture
def ours():
    made = people()
    made.application = made.receive()
    service = a_service(WindowFactory(hall=made.hall, code="07"), phone="13800001234")
    TicketApplication.objects.create(ticket=service.ticket, application=made.application)
    invite(service_id=service.pk)
    rate(
        token=token_for(service.pk),
        level="dissatisfied",
        tags=["210"],
        words="材料要了两遍",
        channel="pad",
        by=system_person("public"),
    )
    made.bad, made.service = Rectification.objects.get(), service
    return made


def test_the_department_reads_what_was_said_and_nothing_of_who(ours, client):
    client.force_login(ours.approver)
    page = client.get("/rectifications/department/").content.decode()
    assert ours.bad.number in page and "材料要了两遍" in page
    hidden = (
        ours.application.number,
        ours.applicant.name,
        ours.service.ticket.party.name,
        "07 号窗口",
        "138****1234",
        "13800001234",
    )
    assert not [secret for secret in hidden if secret in page]
    assert client.get(f"/rectifications/{ours.bad.number}/").status_code == 403


def test_the_department_appeals_for_itself_and_a_supervisor_decides(ours, client):
    client.force_login(ours.approver)
    short = client.post(f"/rectifications/{ours.bad.number}/department-appeal/", {"reason": "不对"})
    assert short.status_code == 422 and "请填写申诉理由" in short.content.decode()
    client.post(f"/rectifications/{ours.bad.number}/department-appeal/", {"reason": REASON})
    appeal = RatingAppeal.objects.get()
    assert (appeal.side, appeal.lodged_by, appeal.state) == ("department", ours.approver, "lodged")
    client.force_login(StaffFactory(hall=ours.hall, roles=[Role.SUPERVISOR]))
    client.post(
        f"/rectifications/{ours.bad.number}/act/", {"act": "decide", "upheld": "1", "reason": "核对清单，申诉成立"}
    )
    appeal.refresh_from_db()
    assert appeal.state == "upheld" and appeal.decided_by is not None


def test_another_department_neither_sees_nor_appeals(ours, client):
    client.force_login(StaffFactory(hall=ours.hall, roles=[Role.APPROVER], department=DepartmentFactory()))
    assert ours.bad.number not in client.get("/rectifications/department/").content.decode()
    path = f"/rectifications/{ours.bad.number}/department-appeal/"
    assert client.post(path, {"reason": REASON}).status_code == 404
    assert not RatingAppeal.objects.exists()
