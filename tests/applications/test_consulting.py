"""Asking another department: its own limit, no clock stops, and it sees what it is shown and nothing else."""

import pytest
from django.urls import reverse

from applications.errors import ConsultationNotFound
from applications.models import Consultation
from applications.queries.consulting import asked_us, count_to_answer
from applications.verbs.consulting import answer_consultation, ask_department, call_back_consultation
from applications.verbs.files import Upload, add_file
from hall.kernel import clock
from hall.kernel.errors import DomainError, NotPermitted, StateConflict
from hall.models import Step
from hall.roles import Role
from tests.factories import DepartmentFactory, StaffFactory
from tests.factories.scans import picture


@pytest.fixture
def other(ours):
    """An approver of another department of the same hall."""
    return StaffFactory(hall=ours.hall, roles=[Role.APPROVER], department=DepartmentFactory())


def ask(ours, other, application=None, **given):
    application = application or ours.accepted()
    wanted = {"department": other.department.code, "question": "规划用途是否允许餐饮？", "working_days": 5}
    return ask_department(number=application.number, by=ours.approver, **{**wanted, **given})


def test_a_question_has_its_own_day_and_stops_no_clock(ours, other):
    application = ours.accepted()
    due = application.promise_due
    row = ask(ours, other, application)
    application.refresh_from_db()
    assert (application.state, application.promise_due) == ("accepted", due)
    assert row.due.isoformat() == "2026-09-29"  # 25 September is a holiday
    assert [one.row.pk for one in asked_us(other)] == [row.pk] and count_to_answer(other) == 1
    assert count_to_answer(ours.approver) == 0
    assert Step.objects.filter(verb="ask_department", subject_id=application.pk).exists()


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"question": " "}, "question_missing"),
        ({"working_days": 0}, "consultation_days_missing"),
        ({"working_days": 21}, "consultation_days_missing"),
        ({"department": "nobody"}, "consultation_not_found"),
    ],
)
def test_a_question_that_says_too_little_is_refused(ours, other, given, code):
    with pytest.raises(DomainError) as refused:
        ask(ours, other, **given)
    assert refused.value.code == f"applications.{code}" and not Consultation.objects.exists()


def test_ones_own_department_is_not_asked_and_no_department_twice(ours, other):
    application = ours.accepted()
    with pytest.raises(DomainError):
        ask(ours, other, application, department=application.department.code)
    ask(ours, other, application)
    with pytest.raises(StateConflict):
        ask(ours, other, application)


def test_only_the_departments_approvers_ask_and_only_the_asked_answer(ours, other):
    application = ours.accepted()
    with pytest.raises(NotPermitted):
        ask_department(
            number=application.number, department=other.department.code, question="？", working_days=3, by=ours.clerk
        )
    row = ask(ours, other, application)
    for stranger in (
        ours.approver,
        StaffFactory(hall=ours.hall, roles=[Role.APPROVER], department=DepartmentFactory()),
    ):
        with pytest.raises(ConsultationNotFound):
            answer_consultation(consultation_id=row.pk, leaning="agrees", answer="可以", by=stranger)
    with pytest.raises(DomainError):
        answer_consultation(consultation_id=row.pk, leaning="agrees", answer=" ", by=other)
    done = answer_consultation(consultation_id=row.pk, leaning="objects", answer="规划用途为住宅", by=other)
    assert done.state == "answered" and done.answered_by == other
    with pytest.raises(StateConflict):
        answer_consultation(consultation_id=row.pk, leaning="agrees", answer="再答一次", by=other)


def test_a_question_is_called_back_by_those_who_asked(ours, other):
    row = ask(ours, other)
    with pytest.raises(ConsultationNotFound):
        call_back_consultation(consultation_id=row.pk, reason="", by=other)
    assert call_back_consultation(consultation_id=row.pk, reason="已自行核实", by=ours.approver).state == "called_back"
    assert count_to_answer(other) == 0


def test_the_asked_department_sees_the_materials_it_is_shown_and_not_the_application(
    ours, other, client, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    application = ours.accepted()
    shown, hidden = application.materials.order_by("pk")
    files = []
    for row, size in ((shown, (30, 20)), (hidden, (31, 20))):
        given = {"hall": ours.hall, "number": application.number, "material_id": row.material_id, "by": ours.clerk}
        files.append(add_file(upload=Upload("图.jpg", picture(size=size)), **given))
    row = ask(ours, other, application, materials=[shown.pk])
    client.force_login(other)
    page = client.get(reverse("consultation", args=[row.pk])).content.decode()
    assert "规划用途" in page and ours.applicant.name not in page and ours.applicant.id_number not in page
    assert client.get(reverse("consultation-file", args=[row.pk, files[0].pk])).status_code == 200
    assert client.get(reverse("consultation-file", args=[row.pk, files[1].pk])).status_code == 404
    assert client.get(reverse("application", args=[application.number])).status_code == 404
    assert client.get(reverse("material-file", args=[application.number, files[0].pk])).status_code == 404
    answer_consultation(consultation_id=row.pk, leaning="none", answer="无意见", by=other)
    assert client.get(reverse("consultation-file", args=[row.pk, files[0].pk])).status_code == 404, (
        "answered is answered"
    )


def test_question_and_answer_on_the_pages(ours, other, client):
    application = ours.accepted()
    client.force_login(ours.approver)
    address = reverse("application-ask", args=[application.number])
    assert "照常" in client.get(address).content.decode() or "不停止计时" in client.get(address).content.decode()
    body = {"department": other.department.code, "question": "是否允许餐饮？", "working_days": "3"}
    assert client.post(address, {**body, "question": ""}).status_code == 422
    assert client.post(address, body).status_code == 302
    row = Consultation.objects.get()
    client.force_login(other)
    assert "1 件待答复" in client.get(reverse("inbox")).content.decode()
    assert (
        client.post(reverse("consultation-answer", args=[row.pk]), {"leaning": "agrees", "answer": "允许"}).status_code
        == 302
    )
    client.force_login(ours.approver)
    page = client.get(reverse("application", args=[application.number])).content.decode()
    assert "允许" in page and other.department.short_name in page
    assert clock.today() <= row.due


def test_lists_take_constant_queries(ours, other, client, django_assert_max_num_queries):
    for _ in range(3):
        ask(ours, other)
    client.force_login(other)
    with django_assert_max_num_queries(12):
        client.get(reverse("consultations"))
