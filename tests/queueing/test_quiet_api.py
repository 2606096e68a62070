"""Over REST: messages of a ticket switched off and on, a family phone, looks at shared licences at the window."""

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from applications.models import HeldLicence, LicenceLook
from hall.kernel import clock
from hall.models import Step
from queueing.models import Ticket
from tests.queueing.workbench import a_bench, a_material

pytestmark = pytest.mark.django_db


@pytest.fixture
def bench():
    return a_bench(matters=2)


def called(person=None):
    client = APIClient()
    client.force_authenticate(person)
    return client


def test_who_holds_the_secret_switches_messages_off_and_binds_a_phone(bench):
    ticket = Ticket.objects.get()
    silence, family = (reverse(f"api-ticket-{name}", args=[ticket.token]) for name in ("silence", "family-phone"))
    assert called().post(silence, {"is_silent": True}, format="json").status_code == 200
    assert called().post(family, {"phone": "139 0013 9000"}, format="json").status_code == 200
    ticket.refresh_from_db()
    assert ticket.is_silent and ticket.family_phone == "13900139000"
    wrong = called().post(family, {"phone": "12"}, format="json")
    assert (wrong.status_code, wrong.json()["code"]) == (422, "hall.invalid_phone")
    assert called().post(silence, {}, format="json").status_code == 400
    called(bench.small.guide).post(family, {"phone": ""}, format="json")
    ticket.refresh_from_db()
    assert ticket.family_phone == "" and Step.objects.filter(verb="release_family_phone", by=bench.small.guide).exists()
    assert called().post(reverse("api-ticket-silence", args=["x" * 22]), {"is_silent": True}).status_code == 404


def test_a_shared_licence_is_looked_up_for_the_person_at_the_window_on_record(bench):
    material = a_material(bench, name="营业执照", shared_licence="营业执照")
    plain = bench.version().materials.exclude(pk=material.pk).first()
    where = reverse("api-window-licences", args=[bench.small.windows[0].code])
    asked = {"matter_code": bench.small.matters[0].code, "material": material.pk}
    nobody = called(bench.clerk).post(where, asked, format="json")
    assert nobody.status_code in (404, 409, 422), "nobody sits there yet"
    ticket = bench.call()
    HeldLicence.objects.create(
        party=ticket.party, name="营业执照", number="JY91110105", issuer="市场监管局", issued_on=clock.today()
    )
    found = called(bench.clerk).post(where, asked, format="json")
    assert found.status_code == 201 and found.json()["outcome"] == "found" and "JY9111" not in found.content.decode()
    unasked = called(bench.clerk).post(where, {**asked, "material": plain.pk}, format="json")
    assert (unasked.status_code, unasked.json()["code"]) == (422, "queueing.material_not_asked")
    (row,) = called(bench.clerk).get(where).json()
    assert row["licence"] == "营业执照" and LicenceLook.objects.get().looked_by == bench.clerk
    _, colleague = bench.small.window()
    assert called(colleague).get(where).status_code in (403, 404, 409)
