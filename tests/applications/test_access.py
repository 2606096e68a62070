"""Who sees which application: what is not yours looks as if it did not exist."""

import pytest

from applications.errors import ApplicationNotFound
from applications.queries.access import application_for
from applications.queries.inbox import inbox, inbox_page
from hall.kernel import clock
from hall.queries.calendar import working_calendar
from hall.roles import Role
from tests.factories import DepartmentFactory, StaffFactory
from tests.factories.applications import people


def test_the_counter_sees_its_halls_and_the_department_its_own(ours):
    application = ours.accepted()
    for person in (ours.clerk, ours.issuer, ours.approver):
        assert application_for(person, application.number.lower()).pk == application.pk


@pytest.mark.parametrize("roles", [[Role.WINDOW_CLERK], [Role.APPROVER], [Role.AUDITOR], []])
def test_anyone_elses_application_looks_like_one_that_does_not_exist(ours, roles):
    stranger = StaffFactory(roles=roles, department=DepartmentFactory())
    application = ours.accepted()
    with pytest.raises(ApplicationNotFound) as theirs:
        application_for(stranger, application.number)
    with pytest.raises(ApplicationNotFound) as nobodys:
        application_for(stranger, "BJ000000-00000-0")
    assert theirs.value.words == nobodys.value.words


def test_the_inbox_holds_only_what_the_department_must_decide(ours):
    accepted = ours.accepted()
    ours.receive()
    ours.decided()
    other = people()
    assert [row.number for row in inbox(ours.approver)] == [accepted.number]
    assert inbox(other.approver) == [] and inbox(ours.clerk) == []


def test_the_inbox_begins_with_who_waits_here_and_what_is_due_today(ours):
    late = ours.accepted()
    late.promise_due = clock.today()
    late.save()
    ordinary = ours.accepted()
    instant = people(case_kind="instant", promised_limit=0)
    instant.version.matter.department = ours.version.matter.department
    instant.version.matter.save()
    instant.hall = instant.clerk.hall = ours.hall
    waiting = instant.accepted()
    page = inbox_page(ours.approver)
    assert [row.number for row in page.rows] == [waiting.number, late.number, ordinary.number]
    assert [key for key, _, _ in page.groups] == ["instant", "today", "later"]
    assert (page.total, page.instant, page.due_today) == (3, 1, 1)
    assert page.rows[2].light.words == "剩 10 个工作日" and page.rows[2].applicant.startswith("李*")


def test_the_inbox_is_searched_by_number_and_matter_and_never_by_a_name_in_the_address(ours):
    first, second = ours.accepted(), ours.accepted()
    assert [r.number for r in inbox_page(ours.approver, words=first.number.lower()).rows] == [first.number]
    assert len(inbox_page(ours.approver, words="食品经营").rows) == 2
    assert inbox_page(ours.approver, words=ours.applicant.name).rows == []
    assert inbox_page(ours.approver, words="没有这样的").rows == []
    assert second.number


def test_the_inbox_takes_the_same_few_queries_however_full(ours, django_assert_num_queries):
    working_calendar()
    for _ in range(5):
        ours.accepted()
    with django_assert_num_queries(9):
        assert len(inbox(ours.approver)) == 5
