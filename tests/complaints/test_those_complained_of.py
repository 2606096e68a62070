"""Those complained of: they do not learn who complained, and what is the bureau's alone is not answered for it."""

import pytest
from django.urls import reverse

from complaints.complaint_errors import ComplainantKept, NotAboutOneself, OnlyTheBureau
from complaints.complaint_states import ComplaintState
from complaints.verbs import answering, handling
from complaints.verbs.revealing import reveal_complainant
from tests.complaints.grievances import a_desk
from tests.complaints.test_handling import answered, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(on_a_working_day):
    return a_desk()


def test_what_is_the_bureaus_alone_is_not_answered_by_whom_it_was_told_to(desk):
    complaint = desk.complaint(by=desk.clerk, source="window", category="not_listed", matter=True)
    for act in (answered, lambda desk, one, by: answering.show_other_way(way="petition", **at(desk, one, by))):
        with pytest.raises(OnlyTheBureau):
            act(desk, complaint, desk.clerk)
    handling.take_up(**at(desk, complaint, desk.bureau))
    assert answered(desk, complaint, desk.bureau).state == ComplaintState.ANSWERED


def test_counter_staff_do_not_end_a_complaint_about_how_people_were_treated(desk):
    complaint = desk.complaint(by=desk.clerk, source="window", category="attitude")
    with pytest.raises(NotAboutOneself):
        answered(desk, complaint, desk.clerk)


def test_a_department_answers_a_complaint_about_itself_without_learning_who_complained(desk, client):
    complaint = desk.for_department()
    handling.take_up(**at(desk, complaint, desk.approver))
    with pytest.raises(ComplainantKept):
        reveal_complainant(complaint, reason="电话核实情况", by=desk.approver)
    client.force_login(desk.approver)
    page = client.get(reverse("complaint", args=[complaint.number])).text
    assert "对被投诉部门保密" in page and "李**" not in page and "138****5678" not in page
    out = client.get(reverse("api-complaint", args=[complaint.number])).json()
    assert (out["name"], out["phone"], out["words"]) == ("", "", complaint.words)
    listed = client.get(reverse("api-complaints")).json()["results"]
    assert listed and not any(row["name"] or row["phone"] for row in listed)
    client.force_login(desk.manager)
    assert "李**" in client.get(reverse("complaint", args=[complaint.number])).text
