"""What was written down wrongly is corrected at the applicant's wish, and what stood there stays readable (row A18)."""

import pytest
from rest_framework.test import APIClient

from applications.errors import ReasonMissing
from applications.intake_errors import FieldUnknown, FormIsFixed, NothingToAmend
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
PHONE = {"contact_phone": NEW}


def at(ours, application, **more):
    return {"hall": ours.hall, "number": application.number, "reason": "申请人指出写错", "by": ours.clerk, **more}


def test_before_acceptance_the_form_and_the_phone_are_corrected_and_the_former_words_kept(ours):
    application = ours.receive()
    was, phone = application.form, application.contact_phone
    changes = {"经营项目": "冷食类制售", "contact_phone": "139 0000 1234"}
    application = amend(**at(ours, application, changes=changes))
    assert application.form == {**was, "经营项目": "冷食类制售"} and application.contact_phone == NEW
    assert Amendment.objects.get().before == {"经营项目": was["经营项目"], "contact_phone": phone}
    step = steps.steps_of(application).last()
    assert (step.verb, step.reason, step.data["fields"]) == ("amend", "申请人指出写错", ["contact_phone", "经营项目"])
    intake.accept(hall=ours.hall, number=application.number, by=ours.clerk)
    assert OutgoingMessage.objects.get(event="accepted").phone == NEW


def test_after_acceptance_only_the_phone_and_codes_of_the_former_phone_are_void(ours):
    application = ours.decided()
    with pytest.raises(FormIsFixed):
        amend(**at(ours, application, changes={"note": "别的", **PHONE}))
    new_pickup_code(application.result)
    assert amend(**at(ours, application, changes=PHONE)).contact_phone == NEW
    assert not PickupCode.objects.filter(void_at=None).exists()


def test_what_changes_nothing_has_no_reason_or_comes_too_late_is_refused(ours):
    application = ours.receive()
    for refused, given in (
        (NothingToAmend, {"changes": {"contact_phone": application.contact_phone}}),
        (FieldUnknown, {"changes": {"collect": "window"}}),
        (ReasonMissing, {"changes": PHONE, "reason": " "}),
        (InvalidPhone, {"changes": {"contact_phone": "123"}}),
        (NotPermitted, {"changes": PHONE, "by": ours.approver}),
        (NotFound, {"changes": PHONE, "hall": people().hall, "by": people().clerk}),
    ):
        with pytest.raises(refused):
            amend(**at(ours, application, **given))
    with pytest.raises(StateConflict):
        amend(**at(ours, ours.in_state("delivered"), changes=PHONE))
    assert not Amendment.objects.exists()


def test_the_clerk_corrects_on_the_page_and_the_department_sees_what_stood_there(ours, client):
    application = ours.receive()
    page = f"/applications/{application.number}/"
    client.force_login(ours.clerk)
    assert "更正申请信息…" in client.get(page).content.decode()
    empty = client.post(f"{page}acts/amend/", {"field": "1", "reason": "写错"})
    assert empty.status_code == 422 and "请填写改成什么" in empty.content.decode()
    for field, value in (("0", NEW), ("1", "冷食类制售")):
        body = {"field": field, "value": value, "reason": f"第{field}项写错"}
        shown = client.post(f"{page}acts/amend/", body, follow=True).content.decode()
    for words in ("更正申请信息：已办理，现在已收件", "更正记录", "第0项写错", "热食类制售", "冷食类制售"):
        assert words in shown
    assert NEW not in shown
    intake.accept(hall=ours.hall, number=application.number, by=ours.clerk)
    client.force_login(ours.approver)
    assert "更正记录" in client.get(page).content.decode()


def test_the_same_over_rest(ours):
    application, api = ours.receive(), APIClient()
    address = f"/api/v1/applications/{application.number}/amend/"
    api.force_authenticate(ours.clerk)
    answer = api.post(address, {"changes": PHONE, "reason": "写错"}, format="json")
    assert answer.status_code == 200 and NEW not in answer.content.decode()
    assert api.post(address, {"reason": "写错"}, format="json").status_code == 400
    api.force_authenticate(ours.approver)
    assert api.post(address, {"changes": PHONE, "reason": "写错"}, format="json").status_code == 403
