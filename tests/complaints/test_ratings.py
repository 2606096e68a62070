"""Ratings: invited once, given once by the citizen, never filled in by a clock or a clerk."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from complaints import codes
from complaints.errors import (
    LevelMissing,
    NothingToRate,
    NotYetExpired,
    RatingLinkClosed,
    StaffMayNotRate,
    TagNotOfLevel,
    UnknownChannel,
    WordsTooLong,
)
from complaints.events import BadRatingGiven
from complaints.models import Rating
from complaints.rating_tokens import token_for
from complaints.states import RatingLevel
from complaints.tags import TAGS
from complaints.tasks import invite_rating, sweep_ratings
from complaints.verbs.ratings import invite, rate, time_out
from hall.kernel import clock
from hall.models import OutgoingMessage
from hall.permissions import system_person
from hall.roles import Role
from hall.steps import steps_of
from tests.complaints.services import a_service
from tests.factories import StaffFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def citizen():
    return system_person("public")


@pytest.fixture
def token():
    return invite(service_id=a_service().pk)[1]


def test_an_open_rating_keeps_only_a_digest_of_its_token_and_sends_nothing():
    rating, token = invite(service_id=a_service().pk)
    assert len(token) == 22 and token not in rating.token_digest
    assert not OutgoingMessage.objects.exists()


def test_opening_twice_gives_one_rating_and_the_same_token():
    service = a_service()
    first, second = invite(service_id=service.pk), invite(service_id=service.pk)
    invite_rating(service_id=service.pk)
    assert first == second
    assert Rating.objects.count() == 1


@pytest.mark.parametrize("fields", [{"ended_at": None, "outcome": ""}, {"outcome": "miss"}, {"outcome": "undo_call"}])
def test_only_a_service_that_came_to_its_end_is_rated(fields):
    with pytest.raises(NothingToRate):
        invite(service_id=a_service(**fields).pk)


def test_a_rating_is_given_once(token, citizen, told):
    given = rate(token=token, level="satisfied", tags=["411", "413"], words=" 很快 ", channel="sms", by=citizen)
    assert (given.state, given.level, given.tags, given.words) == ("given", "satisfied", ["411", "413"], "很快")
    with pytest.raises(RatingLinkClosed):
        rate(token=token, level="very_satisfied", channel="sms", by=citizen)
    given.refresh_from_db()
    assert given.level == "satisfied" and told == []


def test_the_official_record_does_not_hold_the_answer(token, citizen):
    step = steps_of(rate(token=token, level="dissatisfied", channel="pad", by=citizen)).last()
    assert step.verb == "rate" and "satisfied" not in str(step.data)


@pytest.mark.parametrize("level", ["dissatisfied", "very_dissatisfied"])
def test_a_bad_rating_is_told(token, citizen, told, level, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        rating = rate(token=token, level=level, channel="sms", by=citizen)
    assert told == [BadRatingGiven(rating_id=rating.pk)]


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ({"level": ""}, LevelMissing),
        ({"level": "5"}, LevelMissing),
        ({"tags": ["115"]}, TagNotOfLevel),
        ({"tags": ["999"]}, TagNotOfLevel),
        ({"words": "好" * 501}, WordsTooLong),
        ({"channel": "telepathy"}, UnknownChannel),
    ],
)
def test_a_wrong_answer_says_what_is_wrong_and_leaves_the_link_open(token, citizen, answer, error):
    right = {"level": "satisfied", "channel": "sms"}
    with pytest.raises(error):
        rate(token=token, by=citizen, **{**right, **answer})
    assert rate(token=token, by=citizen, **right).state == "given"


def test_five_hundred_forged_tokens_are_refused_and_write_nothing(token, citizen):
    forged = [token_for(10_000_000 + n) for n in range(498)] + ["", token[:-1]]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        for wrong in forged:
            with pytest.raises(RatingLinkClosed):
                rate(token=wrong, level="satisfied", channel="sms", by=citizen)
    assert not [q for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert Rating.objects.get().state == "invited"


@pytest.mark.parametrize("role", [r for r in Role if r not in {Role.PAD, Role.KIOSK, Role.SYSTEM}])
def test_nobody_of_the_staff_can_rate(token, role):
    person = StaffFactory.build(roles=[role], hall=None)
    with pytest.raises(StaffMayNotRate):
        rate(token=token, level="very_satisfied", channel="pad", by=person)
    assert Rating.objects.get().state == "invited"


def test_a_clerk_who_is_also_a_pad_cannot_rate(token):
    with pytest.raises(StaffMayNotRate):
        rate(token=token, level="satisfied", channel="pad", by=StaffFactory(roles=[Role.PAD, Role.WINDOW_CLERK]))


def test_a_time_out_is_not_rated_and_never_satisfied(token, citizen):
    rating = Rating.objects.get()
    with pytest.raises(NotYetExpired):
        time_out(rating_id=rating.pk, by=citizen)
    with clock.frozen(clock.now() + timedelta(days=11)):
        assert time_out(rating_id=rating.pk, by=citizen).state == "timed_out"
        with pytest.raises(RatingLinkClosed):
            rate(token=token, level="satisfied", channel="sms", by=citizen)
    rating.refresh_from_db()
    assert (rating.state, rating.level, rating.given_at) == ("timed_out", "", None)


def test_the_sweeper_invites_whom_a_lost_hint_left_out_and_closes_what_expired():
    lost, unfinished, old = a_service(), a_service(ended_at=None, outcome=""), a_service(ago=3 * 86400)
    sweep_ratings()
    sweep_ratings()
    assert list(Rating.objects.values_list("service_id", flat=True)) == [lost.pk]
    assert unfinished.pk and old.pk
    with clock.frozen(clock.now() + timedelta(days=11)):
        sweep_ratings()
    assert Rating.objects.get().state == "timed_out"


def test_levels_are_mapped_at_the_border_in_both_directions():
    assert codes.to_gbt_39046("very_satisfied") == "1" and codes.to_evaluator("very_satisfied") == "5"
    assert codes.to_gbt_39046("very_dissatisfied") == "5" and codes.to_evaluator("very_dissatisfied") == "1"
    for level in RatingLevel:
        assert codes.from_gbt_39046(codes.to_gbt_39046(level)) == level
        assert codes.from_evaluator(codes.to_evaluator(level)) == level


def test_the_first_digit_of_a_national_tag_is_its_level_at_the_evaluator():
    assert all(tag[0] == codes.to_evaluator(level) for level, tags in TAGS.items() for tag in tags)
    assert [len(tags) for tags in TAGS.values()] == [8] * 5
