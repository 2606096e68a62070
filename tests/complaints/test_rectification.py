"""A bad rating becomes a task with two clocks, and ends only by a person's word after the call-back."""

from datetime import datetime, timedelta

import pytest

from complaints.errors import (
    AppealPending,
    ChoiceMissing,
    NoPhoneLeft,
    NotCalledBack,
    OwnRating,
    RatingLinkClosed,
    RectificationNotFound,
    StillDissatisfied,
    WordsNeeded,
)
from complaints.models import Rating, Rectification
from complaints.queries.rectifications import detail_of, inbox
from complaints.rating_tokens import again_token_for, token_for
from complaints.states import RECTIFICATION_MOVES
from complaints.tasks import sweep_rectifications
from complaints.verbs import rating_appeals as appeals
from complaints.verbs import rectifying as do
from complaints.verbs.rating_again import rate_again
from complaints.verbs.rating_rules import set_rating_rules
from complaints.verbs.ratings import invite, rate
from hall.kernel import clock
from hall.kernel.errors import NotPermitted, StateConflict
from hall.models import OutgoingMessage
from hall.permissions import system_person
from hall.roles import Role
from hall.steps import steps_of
from tests.complaints.services import a_service
from tests.factories import HallFactory, StaffFactory

pytestmark = pytest.mark.django_db
FRIDAY = datetime(2026, 9, 18, 10, 0, tzinfo=clock.BEIJING)
WORDS = "已电话联系，窗口人员确实没有说明原因"


@pytest.fixture
def bad():
    """A bad rating's task, its hall, and the people who answer it."""
    return a_bad_rating()


def a_bad_rating(level="dissatisfied", **fields):
    service = a_service(**fields)
    invite(service_id=service.pk)
    rate(token=token_for(service.pk), level=level, channel="pad", by=system_person("public"))
    row = Rectification.objects.get(rating__service=service)
    row.manager = StaffFactory(hall=row.hall, roles=[Role.HALL_MANAGER])
    row.supervisor = StaffFactory(hall=row.hall, roles=[Role.SUPERVISOR])
    row.at = {"hall": row.hall, "number": row.number, "by": row.manager}
    return row


def rectified(row):
    do.contact_rater(words=WORDS, **row.at)
    return do.rectify(finding="right", measures="窗口已向办事人道歉并重新培训", **row.at)


@pytest.mark.parametrize("level", ["dissatisfied", "very_dissatisfied"])
def test_a_bad_rating_is_a_task_at_once_with_one_working_day_and_seven_days(level):
    with clock.frozen(FRIDAY):
        row = a_bad_rating(level)
    assert row.state == "opened" and row.number == "CP20260918-001"
    assert row.contact_due.isoformat() == "2026-09-20", "Sunday 20 September works, for the holiday of 1 October"
    assert row.rectify_due.isoformat() == "2026-09-25"


@pytest.mark.parametrize("level", ["very_satisfied", "satisfied", "basically_satisfied"])
def test_the_three_upper_levels_open_nothing(level):
    token = invite(service_id=a_service().pk)[1]
    rate(token=token, level=level, channel="pad", by=system_person("public"))
    assert not Rectification.objects.exists()


def test_a_hall_sets_its_own_limits_for_what_comes_from_now_on(bad):
    set_rating_rules(hall=bad.hall, contact_working_days=2, rectify_days=5, invite_after_days=3, by=bad.manager)
    with pytest.raises(NotPermitted):
        set_rating_rules(hall=bad.hall, contact_working_days=9, rectify_days=9, invite_after_days=3, by=bad.supervisor)
    service = a_service(bad.rating.window)
    invite(service_id=service.pk)
    rate(token=token_for(service.pk), level="dissatisfied", channel="pad", by=system_person("public"))
    new = Rectification.objects.get(rating__service=service)
    assert (new.rectify_due - new.opened_at.astimezone(clock.BEIJING).date()).days == 5
    bad.refresh_from_db()
    assert (bad.rectify_due - bad.opened_at.astimezone(clock.BEIJING).date()).days == 7, "open ones keep theirs"


def test_a_rating_whose_task_was_lost_gets_one_and_only_one(bad):
    rating = bad.rating
    Rectification.objects.all().delete()
    sweep_rectifications()
    sweep_rectifications()
    assert Rectification.objects.get().rating == rating


def test_the_whole_loop_ends_by_a_persons_word(bad, settings):
    settings.PUBLIC_ORIGIN = "https://hall.example.test"
    assert rectified(bad).state == "rectified"
    message = OutgoingMessage.objects.get(event="rating_again")
    assert f"/a/{again_token_for(bad.rating_id)}" in message.text
    rate_again(
        token=again_token_for(bad.rating_id),
        level="satisfied",
        words="态度好多了",
        channel="sms",
        by=system_person("public"),
    )
    assert do.call_back(outcome="satisfied", words="办事人表示满意", **bad.at).state == "called_back"
    closed = do.close(words="办事人满意，办结", **bad.at)
    assert closed.state == "closed" and closed.again_level == "satisfied"
    bad.rating.refresh_from_db()
    assert bad.rating.level == "dissatisfied", "the second rating stands beside the first"
    verbs = [step.verb for step in steps_of(closed)]
    assert verbs == ["open_rectification", "contact_rater", "rectify", "rate_again", "call_back", "close_rectification"]


def test_nothing_closes_itself_as_satisfied(bad):
    rectified(bad)
    with clock.frozen(clock.now() + timedelta(days=400)):
        sweep_rectifications()
    bad.refresh_from_db()
    assert bad.state == "rectified" and bad.closed_at is None and bad.again_level == ""
    system = {verb for verb, move in RECTIFICATION_MOVES.items() if verb.startswith("mark_")}
    assert all(RECTIFICATION_MOVES[verb].end is None for verb in system)


def test_a_real_name_bad_rating_is_not_closed_without_the_call_back(bad):
    rectified(bad)
    for _ in range(3):
        with pytest.raises(NotCalledBack):
            do.close(words="差不多了，先办结", **bad.at)
        do.miss_call_back(**bad.at)
    with pytest.raises(NotCalledBack):
        do.close(words="三次未接通，办结", **bad.at)
    closed = do.close(words="三次未接通，办结", **{**bad.at, "by": bad.supervisor})
    assert closed.state == "closed" and closed.called_back_at is None, "and it does not count as called back"


def test_who_left_no_telephone_cannot_be_called_and_is_closed_with_a_reason():
    row = a_bad_rating(phone="")
    party = row.rating.service.ticket.party
    assert row.is_real_name, "the counter knows a telephone"
    Rectification.objects.filter(pk=row.pk).update(is_real_name=False)
    assert party.pk
    with pytest.raises(NoPhoneLeft):
        do.miss_rater(**row.at)
    rectified(row)
    with pytest.raises(NoPhoneLeft):
        do.call_back(outcome="satisfied", words="没有电话可打", **row.at)
    assert do.close(words="未留电话，无法回访", **row.at).state == "closed"


def test_whoever_is_still_dissatisfied_is_sent_back_or_a_supervisor_answers_for_it(bad):
    rectified(bad)
    do.call_back(outcome="dissatisfied", words="办事人认为没有解决", **bad.at)
    with pytest.raises(StillDissatisfied):
        do.close(words="就这样办结吧", **bad.at)
    assert do.send_back(reason="窗口再次上门说明", **bad.at).state == "contacted"
    do.rectify(finding="right", measures="负责人当面说明并补办", **bad.at)
    do.call_back(outcome="satisfied", words="办事人接受处理", **bad.at)
    assert do.close(words="第二轮整改后满意", **bad.at).rounds == 2


def test_the_raters_own_second_rating_counts_before_what_was_heard_on_the_telephone(bad):
    rectified(bad)
    rate_again(
        token=again_token_for(bad.rating_id), level="very_dissatisfied", channel="sms", by=system_person("public")
    )
    do.call_back(outcome="satisfied", words="窗口说办事人满意", **bad.at)
    with pytest.raises(StillDissatisfied):
        do.close(words="窗口说办事人满意", **bad.at)


def test_the_second_rating_is_the_raters_alone_and_given_once(bad):
    token = again_token_for(bad.rating_id)
    public = system_person("public")
    with pytest.raises(RatingLinkClosed):
        rate_again(token=token, level="satisfied", channel="sms", by=public)
    rectified(bad)
    with pytest.raises(NotPermitted):
        rate_again(token=token, level="satisfied", channel="sms", by=bad.manager)
    rate_again(token=token, level="satisfied", channel="sms", by=public)
    with pytest.raises(RatingLinkClosed):
        rate_again(token=token, level="very_satisfied", channel="sms", by=public)


@pytest.mark.parametrize("words", ["", "好", " " * 20, "长" * 1001])
def test_every_act_says_what_was_done(bad, words):
    with pytest.raises(WordsNeeded):
        do.contact_rater(words=words, **bad.at)
    do.contact_rater(words=WORDS, **bad.at)
    with pytest.raises(ChoiceMissing):
        do.rectify(finding="", measures=WORDS, **bad.at)


def test_the_loop_is_done_in_its_order(bad):
    with pytest.raises(StateConflict):
        do.rectify(finding="right", measures=WORDS, **bad.at)
    with pytest.raises(StateConflict):
        do.call_back(outcome="satisfied", words=WORDS, **bad.at)
    with pytest.raises(StateConflict):
        do.send_back(reason=WORDS, **bad.at)


def test_an_appeal_leaves_the_score_only_when_a_supervisor_upholds_it(bad):
    lodged = appeals.lodge_appeal(side="window", reason="办事人评错了窗口，本窗口当时未开", **bad.at)
    assert lodged.state == "lodged"
    rectified(bad)
    do.call_back(outcome="no_opinion", words="办事人说评错了窗口", **bad.at)
    with pytest.raises(AppealPending):
        do.close(words="等待申诉裁定", **bad.at)
    with pytest.raises(NotPermitted):
        appeals.decide_appeal(upheld=True, reason="情况属实，予以支持", **bad.at)
    upheld = appeals.decide_appeal(upheld=True, reason="调取录像核实，评错窗口", **{**bad.at, "by": bad.supervisor})
    assert (upheld.state, upheld.decided_by, upheld.decision) == ("upheld", bad.supervisor, "调取录像核实，评错窗口")
    assert do.close(words="申诉成立，已向办事人说明", **bad.at).state == "closed"


def test_nobody_decides_their_own_appeal(bad):
    at = {**bad.at, "by": bad.supervisor}
    appeals.lodge_appeal(side="department", reason="所述材料为法定材料，公布在清单上", **at)
    with pytest.raises(NotPermitted):
        appeals.decide_appeal(upheld=True, reason="自己裁定自己提的", **at)


@pytest.mark.parametrize("role", [r for r in Role if r not in {Role.HALL_MANAGER, Role.SUPERVISOR, Role.SYSTEM}])
def test_nobody_else_handles_or_sees_bad_ratings(bad, role):
    person = StaffFactory.build(hall=bad.hall, roles=[role])
    with pytest.raises(NotPermitted):
        do.contact_rater(hall=bad.hall, number=bad.number, words=WORDS, by=person)
    with pytest.raises(RectificationNotFound):
        detail_of(person, bad.number)
    assert inbox(person).rows == []


def test_the_rated_person_never_sees_or_handles_their_own_even_as_a_manager(bad):
    clerk = bad.rating.service.clerk
    clerk.roles = [Role.WINDOW_CLERK, Role.HALL_MANAGER]
    clerk.save()
    assert inbox(clerk).rows == []
    with pytest.raises(RectificationNotFound):
        detail_of(clerk, bad.number)
    with pytest.raises(OwnRating):
        do.contact_rater(hall=bad.hall, number=bad.number, words=WORDS, by=clerk)


def test_the_manager_of_another_hall_sees_nothing(bad):
    stranger = StaffFactory(hall=HallFactory(), roles=[Role.HALL_MANAGER])
    assert inbox(stranger).rows == []
    with pytest.raises(RectificationNotFound):
        detail_of(stranger, bad.number)


def test_the_beat_marks_each_limit_that_passes_once(bad):
    for days in (4, 5, 12, 13):
        with clock.frozen(clock.now() + timedelta(days=days)):
            sweep_rectifications()
            sweep_rectifications()
    bad.refresh_from_db()
    assert bad.contact_late_at and bad.rectify_late_at and bad.state == "opened"
    verbs = [step.verb for step in steps_of(bad)]
    assert verbs.count("mark_contact_late") == verbs.count("mark_rectify_late") == 1
    with clock.frozen(clock.now() + timedelta(days=12)):
        assert inbox(bad.manager).late == 1


def test_the_inbox_takes_few_statements_however_full_it_is(bad, django_assert_max_num_queries):
    inbox(bad.manager)
    for _ in range(4):
        service = a_service(bad.rating.window)
        invite(service_id=service.pk)
        rate(token=token_for(service.pk), level="dissatisfied", channel="pad", by=system_person("public"))
    with django_assert_max_num_queries(2):
        assert len(inbox(bad.manager).rows) == 5


def test_no_word_of_the_rater_reaches_the_official_record(bad):
    rectified(bad)
    assert all(WORDS not in f"{step.reason}{step.data}" for step in steps_of(bad))
    assert Rating.objects.get(pk=bad.rating_id).state == "given"
