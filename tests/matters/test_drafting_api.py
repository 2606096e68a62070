"""Drafting, reviewing and publishing over the API, by the same rules as the pages."""

from datetime import timedelta

import pytest
from rest_framework.test import APIClient

from hall.kernel import clock
from hall.roles import Role
from matters.queries.catalogue import version_in_force
from tests.factories import DepartmentFactory, StaffFactory, a_published_matter

pytestmark = pytest.mark.django_db
BASE = "/api/v1/catalogue"


@pytest.fixture
def current():
    return a_published_matter()


def as_(role, department=None):
    client = APIClient()
    client.force_authenticate(StaffFactory(roles=[role], department=department or DepartmentFactory()))
    return client


def test_a_version_goes_from_draft_to_force_with_three_people(current):
    editor = as_(Role.CATALOGUE_EDITOR, current.matter.department)
    draft = editor.post(f"{BASE}/matters/{current.matter.code}/draft/").json()
    address = f"{BASE}/versions/{draft['id']}/"
    body = {"revision": 0, "standard": {"promised_limit": 4}}
    saved = editor.put(address, body, format="json").json()
    assert saved["difference"] == ["承诺办结时限：10 个工作日 → 4 个工作日"] and saved["faults"] == []
    again = editor.put(address, body, format="json")
    assert (again.status_code, again.json()["code"]) == (409, "matters.draft_changed")
    assert editor.post(f"{address}submit/").json()["state"] == "submitted"
    assert editor.post(f"{address}review/").status_code == 403
    assert as_(Role.CATALOGUE_REVIEWER).post(f"{address}review/").json()["state"] == "reviewed"
    tomorrow = clock.now() + timedelta(days=1)
    publisher = as_(Role.CATALOGUE_PUBLISHER)
    done = publisher.post(f"{address}publish/", {"at": tomorrow.isoformat()}, format="json").json()
    assert done["state"] == "published" and version_in_force(current.matter) == current
    assert [line["id"] for line in publisher.get(f"{BASE}/desk/").json()["waiting"]] == [draft["id"]]
    assert version_in_force(current.matter, tomorrow).promised_limit == 4


@pytest.mark.parametrize(
    ("standard", "status", "words"),
    [
        ({"promised_limit": "四"}, 400, "整数"),
        ({"colour": "red"}, 400, "没有这个字段"),
        ({"promised_limit": 40}, 422, "长于法定"),
        ([], 400, "JSON 对象"),
    ],
)
def test_bad_input_is_refused_in_words_and_changes_nothing(current, standard, status, words):
    editor = as_(Role.CATALOGUE_EDITOR, current.matter.department)
    draft = editor.post(f"{BASE}/matters/{current.matter.code}/draft/").json()
    answer = editor.put(f"{BASE}/versions/{draft['id']}/", {"revision": 0, "standard": standard}, format="json")
    assert answer.status_code == status and words in answer.content.decode()
    assert editor.get(f"{BASE}/versions/{draft['id']}/").json()["revision"] == 0


def test_pausing_over_the_api_asks_words_and_blocks_intake(current):
    publisher = as_(Role.CATALOGUE_PUBLISHER)
    address = f"{BASE}/versions/{current.pk}/"
    assert publisher.post(f"{address}pause/").status_code == 422
    assert publisher.post(f"{address}pause/", {"reason": "系统升级"}, format="json").json()["state"] == "paused"
    assert publisher.get(f"/api/v1/matters/{current.matter.code}/tick-list/").status_code == 422


def test_an_unknown_act_is_no_address_and_a_draft_of_another_department_is_not_found(current):
    editor = as_(Role.CATALOGUE_EDITOR, current.matter.department)
    draft = editor.post(f"{BASE}/matters/{current.matter.code}/draft/").json()
    assert editor.post(f"{BASE}/versions/{draft['id']}/explode/").status_code == 404
    stranger = as_(Role.CATALOGUE_EDITOR)
    assert stranger.get(f"{BASE}/versions/{draft['id']}/").status_code == 404
    assert stranger.post(f"{BASE}/matters/{current.matter.code}/draft/").status_code == 403
