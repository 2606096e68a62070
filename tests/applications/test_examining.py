"""What the window passed on: the department finds it, accepts it or refuses it; contracted clerks only pass it on."""

import pytest
from django.urls import reverse

from applications.models import Document
from applications.queries.access import seen_version
from applications.queries.examining import to_examine
from hall.roles import Role
from tests.factories import DepartmentFactory, StaffFactory
from tests.factories.applications import people


def examine(client, person, application, **body):
    client.force_login(person)
    body = {"seen": seen_version(application), "request_key": f"{person.pk:036d}", **body}
    return client.post(reverse("application-examination", args=[application.number]), body)


def page_of(client, person, application):
    client.force_login(person)
    return client.get(reverse("application", args=[application.number])).content.decode()


def test_the_inbox_shows_what_the_window_received_for_my_department_only(ours, client):
    application = ours.receive()
    ours.accepted()
    assert [row.number for row in to_examine(ours.approver)] == [application.number]
    assert to_examine(people().approver) == [] and to_examine(ours.clerk) == []
    client.force_login(ours.approver)
    page = client.get(reverse("inbox")).content.decode()
    assert "待受理审查" in page and application.number in page and ours.applicant.name not in page


def test_what_the_department_examines_takes_one_query(ours, django_assert_num_queries):
    for _ in range(4):
        ours.receive()
    with django_assert_num_queries(1):
        assert len(to_examine(ours.approver)) == 4


def test_the_department_refuses_with_a_line_and_a_reason(ours, client):
    application = ours.receive()
    assert "确认不予受理" in page_of(client, ours.approver, application)
    line = ours.version.conditions[0]
    bare = examine(client, ours.approver, application, act="refuse", standard_line=line)
    assert bare.status_code == 422 and "请填写理由" in bare.content.decode()
    made_up = examine(client, ours.approver, application, act="refuse", standard_line="领导要求", reason="不行")
    assert made_up.status_code == 422 and "领导要求" in made_up.content.decode()
    done = examine(client, ours.approver, application, act="refuse", standard_line=line, reason="没有经营场所")
    assert done.status_code == 302
    notice = Document.objects.get(application=application, kind="refusal_notice")
    assert notice.issued_by == ours.approver and not notice.issued_by.is_contracted


def test_the_department_accepts_only_what_is_complete(ours, client):
    whole, lacking = ours.receive(), ours.receive(ticks=ours.ticks(m1="missing"))
    assert examine(client, ours.approver, whole, act="accept").status_code == 302
    refused = examine(client, ours.approver, lacking, act="accept", request_key="k" * 36)
    assert refused.status_code == 422 and "还缺 1 份材料" in refused.content.decode()
    whole.refresh_from_db()
    lacking.refresh_from_db()
    assert (whole.state, lacking.state) == ("accepted", "received")


def test_a_contracted_clerk_is_told_that_the_department_refuses(ours, client):
    application = ours.receive()
    page = page_of(client, ours.clerk, application)
    assert "确认不予受理" not in page and "不予受理由审批部门决定" in page
    line = ours.version.conditions[0]
    refused = examine(client, ours.clerk, application, act="refuse", standard_line=line, reason="不行")
    assert refused.status_code == 403 and "先点“收件”" in refused.content.decode()


@pytest.mark.parametrize("act", ["", "withdraw"])
def test_anything_else_is_no_examination(ours, client, act):
    assert examine(client, ours.approver, ours.receive(), act=act).status_code == 422


def test_another_departments_approver_finds_nothing_and_a_guide_may_not(ours, client):
    application = ours.receive()
    other = StaffFactory(hall=ours.hall, roles=[Role.APPROVER], department=DepartmentFactory())
    assert examine(client, other, application, act="accept").status_code == 404
    guide = StaffFactory(hall=ours.hall, roles=[Role.GUIDE])
    assert examine(client, guide, application, act="accept").status_code == 403


def test_a_stale_page_says_who_was_first(ours, client):
    application = ours.receive()
    seen = seen_version(application)
    examine(client, ours.approver, application, act="accept")
    stale = examine(client, ours.approver, application, act="accept", seen=seen, request_key="z" * 36)
    assert stale.status_code == 409 and ours.approver.name in stale.content.decode()
