"""The approver's desk over REST: each verb with its refusal beside success."""

from datetime import timedelta
from functools import partial

import pytest
from django.urls import reverse

from applications.models import Consultation, Phrase, Route
from hall.kernel import clock
from hall.roles import Role
from tests.applications.test_api import called, post
from tests.factories import DepartmentFactory, StaffFactory
from tests.factories.applications import people

BASIS = "《行政许可法》第三十八条"


@pytest.fixture
def other(ours):
    """An approver of another department of the same hall."""
    return StaffFactory(hall=ours.hall, roles=[Role.APPROVER], department=DepartmentFactory())


@pytest.fixture
def two(db, on_a_working_day):
    """A department where one reviews and another decides."""
    return people(signatures=2)


def code_of(answer, status):
    assert answer.status_code == status, answer.content
    return answer.json()["code"]


def ask(ours, other, number, **given):
    body = {"department": other.department.code, "question": "规划用途是否允许餐饮？", "working_days": 5, **given}
    return post(ours.approver, "api-ask-department", number, **body)


def test_an_application_is_found_by_number_and_document_within_ones_reach(ours, other):
    number = ours.accepted().number
    for words in (number, ours.applicant.id_number):
        found = post(ours.approver, "api-find-applications", words=words).json()
        assert [row["number"] for row in found] == [number] and "*" in found[0]["applicant"]
        assert post(other, "api-find-applications", words=words).json() == []
    assert code_of(post(ours.approver, "api-find-applications"), 400) == "hall.invalid_input"
    assert post(StaffFactory(roles=[Role.CATALOGUE_EDITOR]), "api-find-applications", words=number).status_code == 403


def test_a_department_is_asked_answers_and_is_asked_no_more(ours, other):
    number = ours.accepted().number
    material = ours.accepted().materials.first()
    assert code_of(ask(ours, other, number, question=" "), 422) == "applications.question_missing"
    assert code_of(ask(ours, other, number, seen=1), 409) == "applications.changed_meanwhile"
    assert code_of(ask(ours, ours.approver, number), 422) == "applications.own_department_asked"
    assert code_of(ask(ours, other, "BJ260921-99999-9"), 404) == "applications.not_found"
    assert not Consultation.objects.exists()
    asked = ask(ours, other, number, materials=[material.pk])
    assert asked.status_code == 201 and asked.json()["due"] == "2026-09-29"
    assert not Consultation.objects.get().materials.exists(), "another application's material is shown to nobody"
    assert code_of(ask(ours, other, number), 409) == "applications.asked_already"
    row, body = asked.json()["id"], {"leaning": "agrees", "answer": "可以"}
    for who, side in ((other, "asked_us"), (ours.approver, "we_asked")):
        listed = called(who).get(reverse("api-consultations")).json()
        assert [one["id"] for one in listed[side]] == [row]
    assert (
        code_of(post(ours.approver, "api-answer-consultation", row, **body), 404)
        == "applications.consultation_not_found"
    )
    assert (
        code_of(post(other, "api-answer-consultation", row, **{**body, "answer": " "}), 422)
        == "applications.answer_missing"
    )
    assert post(other, "api-answer-consultation", row, leaning="perhaps", answer="可以").status_code == 400
    answered = post(other, "api-answer-consultation", row, **body).json()
    assert answered["answer"] == "可以" and answered["answered_at"]
    assert post(other, "api-answer-consultation", row, **body).status_code == 409


def test_a_question_is_called_back_by_those_who_asked_once(ours, other):
    row = ask(ours, other, ours.accepted().number).json()["id"]
    assert post(other, "api-call-back-consultation", row).status_code in {403, 404}
    assert post(people().approver, "api-call-back-consultation", row).status_code == 404
    assert post(ours.approver, "api-call-back-consultation", row, reason="已由本部门查明").status_code == 200
    assert post(ours.approver, "api-call-back-consultation", row).status_code == 409


def test_what_the_window_received_is_sent_back_with_everything_named(ours, other):
    number, material = ours.receive().number, ours.version.materials.first().pk
    said = {"problems": [{"material": material, "words": "未加盖公章"}]}
    assert code_of(post(other, "api-return-for-correction", number, **said), 404) == "applications.not_found"
    silent = {"problems": [{"material": material, "words": " "}]}
    assert (
        code_of(post(ours.approver, "api-return-for-correction", number, **silent), 422)
        == "applications.problems_missing"
    )
    assert post(ours.approver, "api-return-for-correction", number, problems=[]).status_code == 422
    assert post(ours.approver, "api-return-for-correction", number, **said, seen=1).status_code == 409
    done = post(ours.approver, "api-return-for-correction", number, **said)
    assert done.status_code == 200 and done.json()["state"] == "awaiting_correction"
    assert post(ours.approver, "api-return-for-correction", number, **said).status_code == 409


def test_phrases_are_kept_and_read_by_the_department(ours, other):
    given = {"use": "grant", "words": "延续许可，条件没有变化，准予延续。", "for_all": True}
    assert post(ours.approver, "api-phrases", **{**given, "use": "praise"}).status_code == 400
    assert code_of(post(ours.approver, "api-phrases", **{**given, "words": " "}), 400) == "hall.invalid_input"
    assert post(ours.clerk, "api-phrases", **given).status_code == 403 and not Phrase.objects.exists()
    assert post(ours.approver, "api-phrases", **given).status_code == 201
    offered = {row["use"]: row["words"] for row in called(ours.colleague()).get(reverse("api-phrases")).json()}
    assert offered["grant"] == [given["words"]]
    assert given["words"] not in str(called(other).get(reverse("api-phrases")).json())


def test_the_month_report_is_the_departments_own_and_any_for_those_who_watch(ours, other):
    ours.decided()
    watcher = StaffFactory(hall=ours.hall, roles=[Role.SUPERVISOR])
    code = ours.version.matter.department.code
    address = reverse("api-month-report")
    own = called(ours.approver).get(address, {"month": "2026-09"}).json()
    assert own["month"] == "2026-09" and own["total"]["received"] == 1 and set(own["columns"]) <= set(own["total"])
    assert called(watcher).get(address, {"month": "2026-09", "department": code}).json()["total"] == own["total"]
    assert called(other).get(address, {"month": "2026-09", "department": code}).json()["total"]["received"] == 0
    assert called(ours.clerk).get(address).status_code == 403


def test_a_procedure_is_ended_and_an_extension_decided_by_the_head_alone(ours):
    number = ours.in_state("in_procedure").number
    assert post(ours.approver, "api-application-end-procedure", number).status_code == 400
    ended = partial(post, ours.approver, "api-application-end-procedure", number, result="已举行")
    assert code_of(ended(), 422) == "applications.procedure_too_short"
    with clock.frozen(clock.now() + timedelta(days=1)):
        assert ended().json()["state"] == "accepted" and ended().status_code == 409
    number, head = ours.in_state("extending").number, ours.head()
    body = {"approved": True, "opinion": "同意延期"}
    assert (
        code_of(post(ours.approver, "api-application-decide-extension", number, **body), 403)
        == "applications.not_authorised"
    )
    assert post(head, "api-application-decide-extension", number, approved=True).status_code == 400
    assert post(head, "api-application-decide-extension", number, **body).json()["state"] == "accepted"
    assert post(head, "api-application-decide-extension", number, **body).status_code == 409


ACTS = {
    "begin-procedure": {"kind": "hearing", "expected_days": 20, "reason": "利害关系人申请听证"},
    "end-procedure": {"result": "已举行"},
    "ask-extension": {"working_days": 5, "reason": "案情复杂"},
    "decide-extension": {"approved": True, "opinion": "同意"},
    "forward": {"superior": "国家药监局", "opinion": "初审合格"},
    "terminate": {"reason": "申请人注销"},
    "turn-away": {"needs_no_permit": True, "reason": "自用"},
}  # fmt: skip


def test_no_act_is_open_to_the_counter_or_known_to_another_department(ours, other):
    number = ours.accepted().number
    for name, body in ACTS.items():
        assert post(ours.clerk, f"api-application-{name}", number, **body).status_code == 403, name
        theirs = post(other, f"api-application-{name}", number, **body)
        nobodys = post(other, f"api-application-{name}", "BJ260921-99999-9", **body)
        assert theirs.status_code == 404 and theirs.json() == nobodys.json(), name
        assert post(ours.approver, f"api-application-{name}", number, **body, seen=1).status_code in {403, 409}, name


def test_each_signature_says_too_little_is_refused_or_stands_in_the_answer(two):
    reviewer, number = two.colleague("review"), two.accepted().number
    assert (
        code_of(post(reviewer, "api-review", number, granted=True, opinion=" "), 422) == "applications.reason_missing"
    )
    denial = {"granted": False, "opinion": "场所不符"}
    assert code_of(post(reviewer, "api-review", number, **denial), 422) == "applications.legal_basis_missing"
    signed = post(reviewer, "api-review", number, **denial, legal_basis=BASIS).json()
    assert signed["signatures"][0]["signed_by"] == reviewer.name and signed["signatures"][0]["legal_basis"] == BASIS
    assert signed["signatures"][0]["authorisation"] and signed["decision"] is None
    assert code_of(post(two.approver, "api-return-to-review", number, reason=" "), 422) == "applications.reason_missing"
    back = post(two.approver, "api-return-to-review", number, reason="请核对面积").json()
    assert back["signatures"][0]["set_aside_at"]
    passed_on = {"to": "nobody", "reason": "分工"}
    assert code_of(post(two.approver, "api-transfer", number, **passed_on), 409) == "applications.with_another"
    assert code_of(post(reviewer, "api-transfer", number, **passed_on), 422) == "applications.cannot_take_over"
    post(reviewer, "api-review", number, granted=True, opinion="已核对")
    decided = post(two.approver, "api-decide", number, granted=True, reason="准予").json()
    assert decided["decision"]["decided_by"] == two.approver.name and decided["decision"]["release_at"]
    assert code_of(post(two.approver, "api-undo-decision", number, reason=""), 422) == "applications.reason_missing"
    assert post(two.approver, "api-undo-decision", number, reason="选错了").json()["decision"] is None
    assert post(two.approver, "api-undo-decision", number, reason="选错了").status_code == 409


def test_many_are_decided_and_each_says_what_became_of_it(ours):
    Route.objects.update(allows_bulk=True)
    done, waits = ours.just_decided().number, ours.accepted().number
    assert post(ours.approver, "api-decisions", numbers=[], reason="准予").status_code == 400
    many = [f"BJ260921-{place:05d}-0" for place in range(21)]
    assert (
        code_of(post(ours.approver, "api-decisions", numbers=many, reason="准予"), 422)
        == "applications.too_many_at_once"
    )
    assert post(ours.clerk, "api-decisions", numbers=[waits], reason="准予").status_code == 403
    told = {
        row["number"]: row for row in post(ours.approver, "api-decisions", numbers=[done, waits], reason="准予").json()
    }
    assert told[waits]["done"] and not told[done]["done"] and told[done]["words"]
