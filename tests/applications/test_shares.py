"""The head of a department shares out the promised days between review and decision."""

from html import unescape

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from applications.alerts import allowed_days
from applications.models import StepShare
from applications.queries.shares import in_days, shares_of
from applications.signing_errors import NotInCharge, SharesUnfit
from applications.verbs.sharing import set_step_shares
from hall import steps
from hall.kernel.errors import NotPermitted
from hall.roles import Role
from tests.factories import DepartmentFactory, StaffFactory


@pytest.fixture
def department(ours):
    return ours.version.matter.department


@pytest.fixture
def head(ours, department):
    return StaffFactory(hall=ours.hall, roles=[Role.DEPARTMENT_HEAD], department=department, name="钱局长")


def words(answer) -> str:
    return unescape(answer.content.decode())


def test_shares_are_set_kept_and_on_record(department, head):
    assert shares_of(department) == {"review": 60, "decide": 40}
    set_step_shares(department=department, review=70, decide=30, by=head)
    set_step_shares(department=department, review=70, decide=30, by=head)
    assert shares_of(department) == {"review": 70, "decide": 30}
    (told,) = steps.steps_of(department).filter(verb="set_step_shares")
    assert told.data == {"was": {"review": 60, "decide": 40}, "now": {"review": 70, "decide": 30}}
    assert StepShare.history.filter(department=department).count() == 2
    assert in_days({"review": 70, "decide": 30})[0] == (5, 4, 2) and allowed_days(1, 5) == 1


@pytest.mark.parametrize(("review", "decide"), [(60, 50), (50, 40), (98, 2), (0, 100), (-20, 120)])
def test_shares_that_do_not_add_up_are_refused(department, head, review, decide):
    with pytest.raises(SharesUnfit, match=f"合计 {review + decide}%"):
        set_step_shares(department=department, review=review, decide=decide, by=head)
    assert not StepShare.objects.exists()


def test_only_who_is_in_charge_of_the_department_sets_them(ours, department):
    with pytest.raises(NotPermitted):
        set_step_shares(department=department, review=70, decide=30, by=ours.approver)
    other = StaffFactory(hall=ours.hall, roles=[Role.DEPARTMENT_HEAD], department=DepartmentFactory())
    with pytest.raises(NotInCharge):
        set_step_shares(department=department, review=70, decide=30, by=other)


def test_the_page_shows_days_keeps_what_was_typed_and_tells_the_changes(ours, head, client):
    client.force_login(head)
    page = words(client.get(reverse("department-shares")))
    assert "按通用比例" in page and "还没有修改过" in page
    refused = client.post(reverse("shares-set"), {"review": "70", "decide": "40"})
    assert refused.status_code == 422 and "合计 110%" in words(refused) and 'value="70"' in words(refused)
    assert client.post(reverse("shares-set"), {"review": "", "decide": "x"}).status_code == 422
    page = words(client.post(reverse("shares-set"), {"review": "70", "decide": "30"}, follow=True))
    assert "本部门设定" in page and "14 个工作日" in page and "钱局长" in page and "审查 60% · 决定 40%" in page
    client.force_login(ours.approver)
    assert "设定比例" not in words(client.get(reverse("department-shares")))
    assert client.post(reverse("shares-set"), {"review": "50", "decide": "50"}).status_code == 403


def test_the_same_over_rest(head):
    api = APIClient()
    api.force_authenticate(head)
    assert api.get(reverse("api-step-shares")).json() == {"review": 60, "decide": 40, "is_own": False, "changes": []}
    wrong = api.post(reverse("api-step-shares"), {"review": 60, "decide": 60}, format="json")
    assert (wrong.status_code, wrong.json()["code"]) == (422, "applications.shares_unfit")
    done = api.post(reverse("api-step-shares"), {"review": 50, "decide": 50}, format="json").json()
    assert (done["review"], done["is_own"], len(done["changes"])) == (50, True, 1)
