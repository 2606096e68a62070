"""Passing a complaint on, prolonging, answering, closing, reopening; and whose eyes it is for."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from complaints.complaint_errors import (
    AlreadyProlonged,
    ComplaintNotFound,
    FindingMissing,
    FollowUpUsed,
    NotOfferedToYou,
    NotTheHolder,
    OfferedToOneself,
    ProlongedTooLate,
    ReasonMissing,
    ReplyLeftOpen,
    ReplyMissing,
    ToThoseComplainedOf,
)
from complaints.complaint_states import COMPLAINT_MOVES, ComplaintState
from complaints.models import Complaint, Reply
from complaints.queries.complaint_access import complaint_for, visible_complaints
from complaints.queries.handling import templates_of
from complaints.tasks import sweep_grievances
from complaints.verbs import answering, handling
from complaints.verbs.keeping import save_template, set_limit
from complaints.verbs.revealing import reveal_complainant
from hall.kernel import clock
from hall.kernel.errors import NotPermitted, StateConflict
from hall.models import Step
from hall.permissions import system_person
from tests.complaints.grievances import a_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(on_a_working_day):
    return a_desk()


def at(desk, complaint, by):
    return {"hall": desk.hall, "number": complaint.number, "by": by}


def answered(desk, complaint, by=None, **other):
    given = {"words": "您好，经核实属实，已改正。", "finding": "true", "cause": "window"}
    return answering.answer(**{**given, **other}, **at(desk, complaint, by or desk.manager))


def test_forwarding_is_an_offer_and_the_holder_keeps_it_until_another_takes_it(desk):
    complaint = desk.for_department()
    assert complaint.unit == "hall" and desk.manager.pk
    assert complaint_for(desk.manager, complaint.number) and complaint_for(desk.approver, complaint.number)
    taken = handling.take_up(**at(desk, complaint, desk.approver))
    assert (taken.state, taken.unit, taken.handler, taken.holder) == (
        "in_hand", "department", desk.department, desk.approver,
    )  # fmt: skip
    with pytest.raises(NotTheHolder):
        answered(desk, complaint, desk.manager)


def test_only_whom_it_is_offered_to_takes_it_or_returns_it(desk):
    complaint = desk.for_department()
    for stranger in (desk.other_approver, desk.manager, desk.clerk):
        with pytest.raises(NotOfferedToYou):
            handling.take_up(**at(desk, complaint, stranger))
        with pytest.raises(NotOfferedToYou):
            handling.hand_back(reason="不归我管", **at(desk, complaint, stranger))
    with pytest.raises(ReasonMissing):
        handling.hand_back(reason=" ", **at(desk, complaint, desk.approver))
    back = handling.hand_back(reason="属于大厅引导问题", **at(desk, complaint, desk.approver))
    assert (back.state, back.unit, back.offered_unit) == ("registered", "hall", "")
    assert Step.objects.get(verb="hand_back").reason == "属于大厅引导问题"
    with pytest.raises(ComplaintNotFound):
        complaint_for(desk.approver, complaint.number)


def test_the_first_receiver_may_answer_while_the_offer_is_pending(desk):
    complaint = desk.complaint(source="window", by=desk.clerk, kind="consultation", category="other", matter=True)
    done = answered(desk, complaint, desk.clerk, finding="none", cause="")
    assert (done.state, done.offered_unit, done.holder) == ("answered", "", desk.clerk)


def test_nobody_offers_it_to_oneself_or_without_a_reason(desk):
    complaint = desk.complaint()
    with pytest.raises(OfferedToOneself):
        handling.offer(unit="hall", reason="转办", **at(desk, complaint, desk.manager))
    with pytest.raises(ReasonMissing):
        handling.offer(unit="bureau", reason="", **at(desk, complaint, desk.manager))
    offered = handling.offer(unit="bureau", reason="涉及多个部门", **at(desk, complaint, desk.manager))
    assert offered.offered_words == "政务服务局（督查）"
    assert handling.take_up(**at(desk, complaint, desk.supervisor)).unit == "bureau"


def test_each_sees_only_theirs(desk):
    for_hall, for_department = desk.complaint(), desk.for_department()
    own = desk.complaint(source="guide_desk", by=desk.guide)
    secret = desk.complaint(category="not_listed", matter=True)

    def seen(person):
        return set(visible_complaints(person))

    assert seen(desk.manager) == {for_hall, for_department, own}
    assert seen(desk.supervisor) == seen(desk.bureau) == {for_hall, for_department, own, secret}
    assert seen(desk.approver) == {for_department}
    assert seen(desk.guide) == {own}
    assert seen(desk.clerk) == seen(desk.other_approver) == set()
    assert seen(a_desk().supervisor) == set(), "another hall"


def test_those_complained_of_find_nothing_and_can_do_nothing(desk):
    secret = desk.complaint(category="not_listed", matter=True)
    with pytest.raises(ComplaintNotFound):
        complaint_for(desk.approver, secret.number)
    with pytest.raises(ComplaintNotFound):
        handling.take_up(**at(desk, secret, desk.approver))
    with pytest.raises(ToThoseComplainedOf):
        handling.offer(
            unit="department", department=desk.department, reason="请核实", **at(desk, secret, desk.supervisor)
        )
    taken = handling.take_up(**at(desk, secret, desk.supervisor))
    assert taken.holder == desk.supervisor


def test_a_limit_is_prolonged_once_in_time_and_the_person_is_told_why(desk):
    complaint = desk.complaint()
    with pytest.raises(ReasonMissing):
        handling.prolong(reason="", **at(desk, complaint, desk.manager))
    prolonged = handling.prolong(reason="需要调取监控录像", **at(desk, complaint, desk.manager))
    assert prolonged.due == date(2026, 10, 12)
    assert "需要调取监控录像" in prolonged.replies.get(occasion="prolonged").words
    with pytest.raises(AlreadyProlonged):
        handling.prolong(reason="再延一次", **at(desk, complaint, desk.manager))


def test_what_is_late_is_not_prolonged(desk, on_a_working_day):
    complaint = desk.complaint()
    with clock.frozen(on_a_working_day + timedelta(days=30)), pytest.raises(ProlongedTooLate):
        handling.prolong(reason="来不及", **at(desk, complaint, desk.manager))


def test_an_answer_needs_words_a_finding_and_a_root_cause(desk):
    complaint = desk.complaint()
    for wrong, error in (
        ({"words": " "}, ReplyMissing),
        ({"finding": ""}, FindingMissing),
        ({"cause": ""}, FindingMissing),
    ):
        with pytest.raises(error):
            answered(desk, complaint, **wrong)
    assert Complaint.objects.get().state == "registered"
    done = answered(desk, complaint)
    assert (done.state, done.finding, done.cause) == ("answered", "true", "window")
    assert done.replies.get(occasion="answered").words == "您好，经核实属实，已改正。"


@pytest.mark.parametrize("words", ["您好，我们已经……，向您道歉。", "您好，您咨询的“{matter}”答复如下：可以。"])
def test_a_template_is_not_sent_with_its_gaps_left_open(desk, words):
    complaint = desk.complaint()
    with pytest.raises(ReplyLeftOpen):
        answered(desk, complaint, words=words)
    assert Complaint.objects.get().state == "registered" and complaint.replies.count() == 1


def test_words_once_sent_can_neither_be_changed_nor_deleted(desk):
    complaint = desk.complaint()
    for act in (lambda: Reply.objects.update(occasion="closed"), lambda: Reply.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM complaints_reply")
        assert complaint.number not in cursor.fetchone()[0], "encrypted"


def test_a_person_who_is_not_satisfied_has_it_handled_again_once(desk):
    complaint = answered(desk, desk.complaint())
    public = system_person("public")
    again = answering.follow_up(complaint_id=complaint.pk, words="监控根本没有看，请认真核实。", by=public)
    assert (again.state, again.reopened, again.follow_up) == ("registered", 1, "监控根本没有看，请认真核实。")
    assert "监控" not in Step.objects.get(verb="reopen").reason
    answered(desk, complaint)
    with pytest.raises(FollowUpUsed):
        answering.follow_up(complaint_id=complaint.pk, words="还是不满意，再来一次。", by=public)


def test_a_closed_one_is_reopened_by_the_bureau_with_a_new_limit(desk, on_a_working_day):
    complaint = answered(desk, desk.complaint())
    closed = answering.close_complaint(**at(desk, complaint, desk.manager))
    assert closed.state == "closed" and closed.replies.filter(occasion="closed").exists()
    with clock.frozen(on_a_working_day + timedelta(days=2)):
        again = answering.reopen(reason="发现新情况", **at(desk, complaint, desk.supervisor))
    assert (again.state, again.due, again.closed_at) == ("registered", date(2026, 10, 8), None)


def test_what_is_no_complaint_is_shown_its_way_and_kept(desk):
    complaint = desk.complaint()
    shown = answering.show_other_way(way="reconsideration", **at(desk, complaint, desk.manager))
    assert shown.state == "other_way" and "行政复议" in shown.replies.get(occasion="other_way").words
    with pytest.raises(StateConflict):
        answered(desk, complaint)


@pytest.mark.parametrize("state", ComplaintState.values)
@pytest.mark.parametrize(
    "verb", ["take_up", "offer", "prolong", "answer", "show_other_way", "close_complaint", "reopen"]
)
def test_the_table_of_moves_is_the_rule(desk, state, verb):
    complaint = desk.complaint()
    offered = {"offered_unit": "hall"} if state == "offered" else {}
    Complaint.objects.update(state=state, answered_at=clock.now(), **offered)
    calls = {
        "take_up": lambda **k: handling.take_up(**k),
        "offer": lambda **k: handling.offer(unit="bureau", reason="请核实", **k),
        "prolong": lambda **k: handling.prolong(reason="需要核实", **k),
        "answer": lambda **k: answering.answer(words="已核实。", finding="none", cause="", **k),
        "show_other_way": lambda **k: answering.show_other_way(way="petition", **k),
        "close_complaint": lambda **k: answering.close_complaint(**k),
        "reopen": lambda **k: answering.reopen(reason="再看", **k),
    }
    if state in COMPLAINT_MOVES[verb].start:
        assert calls[verb](**at(desk, complaint, desk.manager))
    else:
        with pytest.raises(StateConflict):
            calls[verb](**at(desk, complaint, desk.manager))


def test_the_sweep_records_what_is_late_once(desk, on_a_working_day):
    late, answered_in_time = desk.complaint(), answered(desk, desk.complaint())
    sweep_grievances()
    assert not Complaint.objects.exclude(overdue_at=None).exists(), "not on the last day or before"
    with clock.frozen(on_a_working_day + timedelta(days=20)):
        sweep_grievances()
        sweep_grievances()
    assert list(Complaint.objects.exclude(overdue_at=None)) == [late]
    assert Step.objects.filter(verb="find_overdue").count() == 1
    assert answered_in_time.overdue_at is None


def test_limits_and_templates_are_the_halls_own_and_what_was_sent_stays(desk):
    with pytest.raises(NotPermitted):
        set_limit(hall=desk.hall, what="complaint", working_days=2, extension_days=1, by=desk.clerk)
    set_limit(hall=desk.hall, what="complaint", working_days=2, extension_days=1, by=desk.manager)
    assert desk.complaint().due == date(2026, 9, 23)
    given = {"hall": desk.hall, "occasion": "received", "name": "简短回执", "by": desk.manager}
    with pytest.raises(Exception, match=r"没有 \{nobody\} 这个填空"):
        save_template(words="您好{nobody}", **given)
    row = save_template(words="收到，编号{number}。", **given)
    first = desk.complaint()
    save_template(words="已收到您的反映。", template_id=row.pk, **given)
    assert first.replies.get().words == f"收到，编号{first.number}。"
    assert [words.name for words in templates_of(desk.hall, "received")] == ["简短回执", "登记回执"]
    assert len(templates_of(a_desk().hall, "received")) == 1


def test_a_look_at_who_complained_needs_a_reason_and_is_on_record(desk):
    complaint = desk.complaint()
    with pytest.raises(ReasonMissing):
        reveal_complainant(complaint, reason="", by=desk.manager)
    with pytest.raises(NotTheHolder):
        reveal_complainant(complaint, reason="想看看", by=desk.clerk)
    plain = reveal_complainant(complaint, reason="电话核实情况", by=desk.manager)
    assert plain["phone"] == "13812345678"
    assert Step.objects.get(verb="reveal_complainant").reason == "电话核实情况"


def test_the_citys_bureau_handles_what_is_the_bureaus_alone_in_the_halls_below(desk):
    below = a_desk()
    below.hall.parent = desk.hall
    below.hall.save()
    secret, ordinary = below.complaint(category="not_listed", matter=True), below.complaint()
    assert set(visible_complaints(desk.supervisor)) == set(visible_complaints(desk.bureau)) == {secret}
    assert set(visible_complaints(desk.manager)) == set(), "another hall's"
    assert handling.take_up(**at(below, secret, desk.supervisor)).holder == desk.supervisor
    with pytest.raises(NotPermitted):
        handling.take_up(**at(below, ordinary, desk.manager))
    with pytest.raises(NotPermitted):
        handling.take_up(**at(desk, desk.complaint(category="not_listed", matter=True), below.supervisor))
