"""Roles are given on the record, and old access ends with a change."""

import pytest
from django.urls import reverse
from knox.models import AuthToken

from hall.kernel.errors import NotPermitted
from hall.models import StaffMember, Step
from hall.roles import Role
from hall.verbs.staff import change_staff, open_account
from tests.factories import HallFactory, StaffFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def sysadmin():
    return StaffFactory(roles=[Role.SYSTEM_ADMIN])


def test_a_change_of_roles_is_on_record_and_ends_the_persons_tokens(sysadmin):
    clerk, other = StaffFactory(), StaffFactory()
    for person in (clerk, other):
        AuthToken.objects.create(person)
    change_staff(person_id=clerk.pk, values={"roles": [Role.GUIDE]}, by=sysadmin)
    step = Step.objects.get(verb="change_account")
    assert (step.by, step.subject_id) == (sysadmin, clerk.pk)
    assert step.data == {"changed": ["roles"], "roles_before": ["window_clerk"], "roles_after": ["guide"]}
    assert [token.user for token in AuthToken.objects.all()] == [other]


def test_someone_taken_out_of_service_has_no_tokens_left(sysadmin):
    clerk = StaffFactory()
    AuthToken.objects.create(clerk)
    change_staff(person_id=clerk.pk, values={"is_active": False}, by=sysadmin)
    assert not AuthToken.objects.exists()
    assert Step.objects.get(verb="change_account").data == {"changed": ["is_active"]}


def test_what_changes_nothing_leaves_no_trace_and_a_name_ends_no_token(sysadmin):
    clerk = StaffFactory()
    AuthToken.objects.create(clerk)
    change_staff(person_id=clerk.pk, values={"roles": list(clerk.roles), "name": clerk.name}, by=sysadmin)
    assert not Step.objects.exists()
    change_staff(person_id=clerk.pk, values={"name": "李新"}, by=sysadmin)
    assert AuthToken.objects.count() == 1 and Step.objects.get().data == {"changed": ["name"]}


@pytest.mark.parametrize("role", [Role.HALL_MANAGER, Role.AUDITOR])
def test_only_a_system_administrator_gives_roles(role):
    person = StaffFactory(roles=[role])
    with pytest.raises(NotPermitted):
        change_staff(person_id=person.pk, values={"roles": [Role.SYSTEM_ADMIN]}, by=person)
    with pytest.raises(NotPermitted):
        open_account(values={"username": "new", "name": "新人"}, by=person)


def form_of(person, **more):
    given = {"username": person.username, "name": person.name, "roles": ",".join(person.roles), "hall": person.hall_id}
    return {**given, "department": "", "is_active": "on", **more}


def test_the_admin_changes_people_through_the_verb(client, sysadmin):
    clerk = StaffFactory()
    AuthToken.objects.create(clerk)
    client.force_login(sysadmin)
    path = reverse("admin:hall_staffmember_change", args=[clerk.pk])
    assert client.post(path, form_of(clerk, roles="guide")).status_code == 302
    clerk.refresh_from_db()
    assert clerk.roles == ["guide"] and not AuthToken.objects.exists()
    assert Step.objects.get(verb="change_account").by == sysadmin
    assert clerk.history.first().history_user == sysadmin


def test_an_account_opened_in_the_admin_is_on_record_and_has_no_password_yet(client, sysadmin):
    client.force_login(sysadmin)
    fresh = StaffFactory.build(username="newcomer", name="新人", hall=HallFactory())
    assert client.post(reverse("admin:hall_staffmember_add"), form_of(fresh)).status_code == 302
    made = StaffMember.objects.get(username="newcomer")
    assert not made.has_usable_password()
    assert Step.objects.get(verb="open_account").subject_id == made.pk
