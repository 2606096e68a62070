"""From the status of an application to its ticket: a look only, while the number is in line, for who opened it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from hall.kernel import clock
from queueing.models import Ticket, TicketApplication
from tests.complaints.services import a_service
from tests.factories import WindowFactory
from tests.factories.applications import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours(on_a_working_day):
    return people()


def opened(client, ours, application):
    body = {"number": application.number, "second_factor": ours.applicant.id_number[-4:]}
    return client.post(reverse("status"), body, follow=True).content.decode()


def test_the_status_leads_to_the_ticket_in_line_and_only_to_a_look(ours, client):
    application, address = ours.receive(), reverse("status-ticket")
    service = a_service(WindowFactory(hall=ours.hall, code="07"))
    TicketApplication.objects.create(ticket=service.ticket, application=application)
    Ticket.objects.filter(pk=service.ticket_id).update(state="awaiting_result")
    assert client.get(address)["Location"] == reverse("status"), "a stranger is asked for number and factor"
    assert f'href="{address}"' in opened(client, ours, application)
    there = client.get(address)
    assert service.ticket.token not in there["Location"]
    page = client.get(there["Location"]).content.decode()
    assert service.ticket.number in page and "只显示号码和进度" in page
    Ticket.objects.filter(pk=service.ticket_id).update(state="finished")
    assert "现在没有在排的号" in client.get(address, follow=True).content.decode()


def test_no_ticket_of_somebody_else_is_reached_and_no_button_the_day_after(ours, client):
    theirs, mine = ours.receive(), ours.receive()
    service = a_service(WindowFactory(hall=ours.hall, code="07"))
    TicketApplication.objects.create(ticket=service.ticket, application=theirs)
    opened(client, ours, mine)
    assert client.get(reverse("status-ticket"))["Location"] == reverse("status-result")
    with clock.frozen(clock.now() + timedelta(days=1)):
        assert reverse("status-ticket") not in opened(Client(), ours, mine)
