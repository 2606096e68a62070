"""The stock admin keeps settings, for system administrators only."""

import pytest
from django.contrib import admin
from django.core.management import call_command
from django.urls import reverse

from hall import steps
from hall.models import CalendarDay, Step
from hall.roles import Role
from tests.factories import HallFactory, PartyFactory, StaffFactory, WindowFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def sysadmin(client):
    person = StaffFactory(hall=HallFactory(), roles=[Role.SYSTEM_ADMIN])
    client.force_login(person)
    return person


@pytest.mark.parametrize("role", [Role.HALL_MANAGER, Role.AUDITOR, Role.WINDOW_CLERK, Role.KIOSK])
def test_others_do_not_get_in(client, role):
    client.force_login(StaffFactory(roles=[role]))
    assert client.get(reverse("admin:hall_window_changelist")).status_code == 302


def test_every_list_and_form_opens(client, sysadmin):
    WindowFactory()
    steps.record(PartyFactory(), "reveal", sysadmin, "核对身份")
    for model in admin.site._registry:
        if model._meta.app_label == "hall":
            name = f"admin:hall_{model._meta.model_name}"
            assert client.get(reverse(f"{name}_changelist")).status_code == 200, name
            row = model._default_manager.first()
            if row is not None:
                assert client.get(reverse(f"{name}_change", args=[row.pk])).status_code == 200, name


def test_the_record_cannot_be_edited_or_deleted_there(client, sysadmin):
    step = steps.record(PartyFactory(), "reveal", sysadmin, "核对身份")
    assert client.post(reverse("admin:hall_step_delete", args=[step.pk]), {"post": "yes"}).status_code == 403
    assert client.get(reverse("admin:hall_step_add")).status_code == 403
    assert client.post(reverse("admin:hall_step_change", args=[step.pk]), {"reason": "改"}).status_code == 403


def test_nobody_is_deleted(client, sysadmin):
    person = StaffFactory()
    assert client.post(reverse("admin:hall_staffmember_delete", args=[person.pk]), {"post": "yes"}).status_code == 403


def test_tokens_and_django_groups_are_not_kept_there():
    kept = {model._meta.label_lower for model in admin.site._registry}
    assert not kept & {"auth.group", "knox.authtoken", "axes.accessattempt", "axes.accesslog"}


def test_passwords_are_not_shown(client, sysadmin):
    page = client.get(reverse("admin:hall_staffmember_change", args=[sysadmin.pk])).content.decode()
    assert "md5$" not in page


def test_a_day_changed_there_is_on_record(client, sysadmin):
    call_command("load_calendar")
    path = reverse("admin:hall_calendarday_change", args=["2027-02-08"])
    answer = client.post(path, {"kind": "holiday", "name": "春节"})
    assert answer.status_code == 302
    day = CalendarDay.objects.get(date="2027-02-08")
    assert (day.kind, day.is_provisional) == ("holiday", False)
    assert Step.objects.get(verb="set_day").by == sysadmin
