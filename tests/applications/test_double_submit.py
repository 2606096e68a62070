"""Double click, held Enter, refresh and back on the forms of an application (T31): one effect each.

A double click and a held Enter are the same POST again at once. Refreshing after a POST is a GET, because each form
answers with a redirect. Going back shows the stale page, whose POST is the same once more.
"""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from applications.models import Application, Document, Power
from applications.queries.access import seen_version
from hall.models import Step
from tests.factories.applications import People
from tests.factories.scans import picture
from tests.queueing.workbench import a_bench

AGAIN = 4
KEY = {"request_key": "the key of this page 0001"}
Sent = tuple[Any, str, dict[str, Any]]


def decision(granted: str) -> Callable[[People], Sent]:
    def form(ours: People) -> Sent:
        application = ours.accepted()
        body = {"granted": granted, "reason": "经审查", "legal_basis": "《行政许可法》第三十八条", "confirmed": "1"}
        body["seen"] = seen_version(application)
        return ours.approver, reverse("application-decision", args=[application.number]), body

    return form


def act(name: str, **body: Any) -> Callable[[People], Sent]:
    def form(ours: People) -> Sent:
        return ours.approver, reverse("application-act", args=[ours.accepted().number, name]), body

    return form


def approve_extension(ours: People) -> Sent:
    number = ours.in_state("extending").number
    body = {"approved": "1", "opinion": "同意延期"}
    return ours.head(Power.EXTEND), reverse("application-act", args=[number, "decide-extension"]), body


def examination(verdict: str) -> Callable[[People], Sent]:
    def form(ours: People) -> Sent:
        application = ours.receive()
        body = {"act": verdict, "standard_line": ours.version.conditions[0], "reason": "没有经营场所"}
        body["seen"] = seen_version(application)
        return ours.approver, reverse("application-examination", args=[application.number]), body

    return form


def printing(ours: People) -> Sent:
    paper = Document.objects.filter(application=ours.accepted()).latest("pk")
    return ours.clerk, reverse("document-print", args=[paper.verification_code]), {}


def upload(ours: People) -> Sent:
    application = ours.receive()
    place = [application.number, application.materials.first().material_id]
    return ours.clerk, reverse("material-upload", args=place), {"file": picture(size=(30, 30))}


FORMS: dict[str, tuple[Callable[[People], Sent], str]] = {
    "granting": (decision("1"), "grant"),
    "denying": (decision("0"), "deny"),
    "beginning a procedure": (
        act("begin-procedure", kind="hearing", expected_days=20, reason="利害关系人申请听证"),
        "begin_procedure",
    ),
    "asking for an extension": (act("ask-extension", working_days=5, reason="案情复杂"), "ask_extension"),
    "approving it": (approve_extension, "approve_extension"),
    "forwarding": (act("forward", superior="国家市场监督管理总局", opinion="初审合格"), "forward"),
    "ending the case": (act("terminate", reason="申请人注销"), "terminate"),
    "accepting": (examination("accept"), "accept"),
    "refusing": (examination("refuse"), "refuse"),
    "printing": (printing, "print"),
    "attaching a scan": (upload, "upload"),
}  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_the_same_form_again_has_one_effect(name: str, ours: People, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    make, verb = FORMS[name]
    person, address, body = make(ours)
    client = Client()
    client.force_login(person)
    before = Step.objects.filter(verb=verb).count()
    first = send(client, address, body)
    assert first.status_code in {302, 303}, "a refresh afterwards is a GET"
    for _ in range(AGAIN):
        assert send(client, address, body).status_code < 500
    assert Step.objects.filter(verb=verb).count() == before + 1
    client.get(first.headers["Location"])
    assert Step.objects.filter(verb=verb).count() == before + 1, "showing the page again does nothing"


def send(client: Client, address: str, body: dict[str, Any]) -> Any:
    given = {name: io.BytesIO(value) if isinstance(value, bytes) else value for name, value in body.items()}
    return client.post(address, {**given, **KEY})


@pytest.mark.parametrize("verdict", ["receive", "accept"])
def test_the_intake_form_sent_again_takes_nothing_in_twice(verdict: str, db):
    bench = a_bench(matters=1)
    bench.call()
    for _ in range(AGAIN):
        assert bench.send(verdict).status_code < 500
    assert Application.objects.count() == 1


def test_without_the_key_a_second_click_would_print_twice(ours: People):
    """The control: what the key in the form prevents."""
    person, address, _ = printing(ours)
    client = Client()
    client.force_login(person)
    for _ in range(2):
        client.post(address, {})
    assert Step.objects.filter(verb="print").count() == 2
