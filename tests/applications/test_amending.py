"""What was written down wrongly is corrected at the applicant's wish, and what stood there stays readable (row A18)."""

import pytest
from rest_framework.test import APIClient

from applications.errors import ReasonMissing
from applications.intake_errors import FormIsFixed, NothingToAmend
from applications.models import Amendment, PickupCode
from applications.verbs import intake
from applications.verbs.amending import amend
from applications.verbs.codes import new_pickup_code
from hall import steps
from hall.errors import InvalidPhone
from hall.kernel.errors import NotFound, NotPermitted, StateConflict
from hall.models import OutgoingMessage
from tests.factories.applications import people

NEW = "13900001234"


def at(ours, application, **more):
    return {"hall": ours.hall, "number": application.number, "reason": "申请人指出写错", "by": ours.clerk, **more}


def test_before_acceptance_the_form_and_the_phone_are_corrected_and_the_former_words_kept(ours):
    application = ours.receive()
    was, phone = application.form, application.contact_phone
    application = amend(**at(ours, application, content="开一家面馆", phone="139 0000 1234"))
    assert (application.form["content"], application.contact_phone) == ("开一家面馆", NEW)
    assert {key: value for key, value in application.form.items() if key != "content"} == {
        key: value for key, value in was.items() if key != "content"
    }
    kept = Amendment.objects.get()
    assert kept.before == {"content": was.get("content", ""), "phone": phone}
    step = steps.steps_of(application).last()
    assert (step.verb, step.reason, step.data) == ("amend", "申请人指出写错", {"fields": ["content", "phone"]})
    intake.accept(hall=ours.hall, number=application.number, by=ours.clerk)
    assert OutgoingMessage.objects.get(event="accepted").phone == NEW


def test_after_acceptance_only_the_phone_and_codes_of_the_former_phone_are_void(ours):
    application = ours.decided()
    with pytest.raises(FormIsFixed):
        amend(**at(ours, application, content="别的", phone=NEW))
    new_pickup_code(application.result)
    assert amend(**at(ours, application, phone=NEW)).contact_phone == NEW
    assert not PickupCode.objects.filter(void_at=None).exists()


def test_what_changes_nothing_has_no_reason_or_comes_too_late_is_refused(ours):
    application = ours.receive()
    for refused, given in (
        (NothingToAmend, {"phone": application.contact_phone}),
        (ReasonMissing, {"phone": NEW, "reason": " "}),
        (InvalidPhone, {"phone": "123"}),
        (NotPermitted, {"phone": NEW, "by": ours.approver}),
        (NotFound, {"phone": NEW, "hall": people().hall, "by": people().clerk}),
    ):
        with pytest.raises(refused):
            amend(**at(ours, application, **given))
    with pytest.raises(StateConflict):
        amend(**at(ours, ours.in_state("delivered"), phone=NEW))
    assert not Amendment.objects.exists()


def test_the_clerk_corrects_on_the_page_and_the_department_sees_what_stood_there(ours, client):
    application = ours.receive()
    page = f"/applications/{application.number}/"
    client.force_login(ours.clerk)
    assert "更正申请信息…" in client.get(page).content.decode()
    empty = client.post(f"{page}acts/amend/", {"reason": "写错"})
    assert empty.status_code == 422 and "没有要更正的内容" in empty.content.decode()
    done = client.post(
        f"{page}acts/amend/", {"phone": NEW, "note": "周末送达", "reason": "手机号写错一位"}, follow=True
    )
    shown = done.content.decode()
    assert "更正记录" in shown and "手机号写错一位" in shown and "周末送达" in shown and NEW not in shown
    intake.accept(hall=ours.hall, number=application.number, by=ours.clerk)
    client.force_login(ours.approver)
    assert "更正记录" in client.get(page).content.decode()


def test_the_same_over_rest(ours):
    application, api = ours.receive(), APIClient()
    address = f"/api/v1/applications/{application.number}/amend/"
    api.force_authenticate(ours.clerk)
    answer = api.post(address, {"phone": NEW, "reason": "写错"}, format="json")
    assert answer.status_code == 200 and NEW not in answer.content.decode()
    assert api.post(address, {"reason": "写错"}, format="json").json()["code"] == "applications.nothing_to_amend"
    api.force_authenticate(ours.approver)
    assert api.post(address, {"phone": NEW, "reason": "写错"}, format="json").status_code == 403
