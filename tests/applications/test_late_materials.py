"""容缺: accepted with a promise in writing, locked until the rest is in, ended with a notice when it is overdue."""

from datetime import timedelta

import pytest
from django.urls import reverse

from applications.completeness import Tick
from applications.errors import LateMaterialsOutstanding
from applications.queries.status import status_of
from applications.tasks import sweep_deadlines
from applications.verbs import deciding, intake
from hall.kernel import clock
from hall.models import OutgoingMessage
from tests.factories.applications import people

BASIS = "《北京市优化营商环境条例》第三十三条"


@pytest.fixture
def ours(db, on_a_working_day):
    made = people(materials=2)
    made.version.materials.filter(order=1).update(may_be_late=True, late_days=10)
    return made


@pytest.fixture
def late(ours):
    return ours.accepted(ticks=ours.ticks(m1="late"))


def grant(ours, application):
    return deciding.decide(number=application.number, granted=True, reason="符合条件", by=ours.approver)


def test_the_promise_in_writing_names_what_is_missing_until_when_and_what_follows(ours, late):
    letter = late.documents.get(kind="late_promise")
    (line,) = letter.content["materials"]
    assert line["due"] == late.materials.get(status="late").due.isoformat()
    assert any("终止办理" in words for words in letter.content["text"])
    assert late.accepted_at and late.promise_due


@pytest.mark.parametrize("is_granted", [True, False])
def test_no_decision_before_everything_is_in(ours, late, is_granted):
    with pytest.raises(LateMaterialsOutstanding):
        deciding.decide(
            number=late.number, granted=is_granted, reason="经审查", legal_basis="" if is_granted else BASIS,
            by=ours.approver,
        )  # fmt: skip


def test_once_supplemented_the_decision_is_free(ours, late):
    brought = [Tick(late.materials.get(status="late").material_id, "have")]
    intake.supplement(hall=ours.hall, number=late.number, ticks=brought, by=ours.clerk)
    assert grant(ours, late).state == "granted"


def test_overdue_it_ends_with_a_notice_and_a_message(ours, late):
    due = late.materials.get(status="late").due
    with clock.frozen(clock.now() + timedelta(days=(due - clock.today()).days + 1)):
        sweep_deadlines()
        sweep_deadlines()
    late.refresh_from_db()
    assert late.state == "terminated"
    notice = late.documents.get(kind="termination_notice")
    assert "视为撤回申请" in notice.content["reason"]
    assert OutgoingMessage.objects.filter(event="terminated").count() == 1


def test_on_its_last_day_it_is_not_over(ours, late):
    due = late.materials.get(status="late").due
    with clock.frozen(clock.now() + timedelta(days=(due - clock.today()).days)):
        sweep_deadlines()
    late.refresh_from_db()
    assert late.state == "accepted"


def test_the_clerk_takes_the_rest_in_on_the_page(ours, late, client):
    client.force_login(ours.clerk)
    page = client.get(reverse("application", args=[late.number])).content.decode()
    assert "补交容缺材料" in page
    material = late.materials.get(status="late").material_id
    nothing = client.post(reverse("application-promise", args=[late.number, "supplement"]), {})
    assert nothing.status_code == 422
    client.post(reverse("application-promise", args=[late.number, "supplement"]), {"brought": [material]})
    assert late.materials.get(material=material).status == "have"


def test_the_status_says_what_is_awaited_and_until_when(ours, late):
    (note,) = status_of(late).notes
    assert late.materials.get(status="late").material.name in note and "终止办理" in note
