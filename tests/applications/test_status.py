"""The citizen's status: right with number and second factor; unknown and mismatch look the same; guessing ends."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from applications.errors import StatusNotFound, TooManyTries
from applications.models import TryCount
from applications.queries.status import status_for_citizen
from applications.verbs import guessing
from hall.kernel import clock
from tests.factories import PartyFactory


def test_the_phone_given_at_receipt_or_a_document_opens_it(ours):
    agent = PartyFactory(phone="13900001234")
    number = ours.receive(agent=agent).number
    documents = [party.id_number[-4:] for party in (ours.applicant, agent)]
    for factor in ("1234", *documents, *(document.lower() for document in documents)):
        assert status_for_citizen(number.lower().replace("-", ""), factor).number == number


@pytest.mark.parametrize("factor", ["", "0", "000", "\0\0\0\0", "00000", "９９９９", "11010519491231002X"])
def test_anything_else_does_not(ours, factor):
    number = ours.receive(applicant=PartyFactory(phone="")).number
    with pytest.raises(StatusNotFound):
        status_for_citizen(number, factor)


def test_unknown_and_mismatch_answer_alike(ours):
    number = ours.receive().number
    api = APIClient()
    wrong = api.post(reverse("api-status"), {"number": number, "second_factor": "0000"}, format="json")
    none = api.post(reverse("api-status"), {"number": "BJ260921-99999-9", "second_factor": "0000"}, format="json")
    assert wrong.status_code == none.status_code == 404 and wrong.content == none.content


def test_it_says_what_the_state_is_what_to_do_and_until_when(ours):
    application = ours.awaiting_correction()
    status = status_for_citizen(application.number, ours.applicant.phone[-4:])
    assert "还差 1 份材料" in status.headline and "2026年10月8日" in status.headline
    assert status.missing[0]["problem"].startswith("未加盖公章")
    assert [(step.key, step.mark) for step in status.steps] == [
        ("receive", "done"),
        ("correct", "here"),
        ("accept", "later"),
        ("decide", "later"),
        ("collect", "later"),
    ]


def test_what_is_asked_for_again_is_under_way_and_what_ended_expects_nothing(ours):
    application = ours.awaiting_correction()
    application.resubmitted_at = clock.now()  # a second notice was granted after the first was answered
    application.save()
    factor = ours.applicant.phone[-4:]
    steps = {step.key: step for step in status_for_citizen(application.number, factor).steps}
    assert (steps["correct"].mark, steps["correct"].at) == ("here", None) and "最迟" in steps["correct"].note
    for state in ("refused", "withdrawn", "terminated", "archived"):
        last = status_for_citizen(ours.in_state(state).number, factor).steps[-1]
        assert (last.key, last.mark, last.note) == ("end", "done", ""), state


@pytest.mark.parametrize(
    "state",
    ["received", "awaiting_correction", "accepted", "refused", "awaiting_collection", "delivered", "withdrawn"],
)
def test_every_state_has_words_and_nothing_personal(ours, state):
    application = ours.in_state(state)
    answer = APIClient().post(
        reverse("api-status"), {"number": application.number, "second_factor": ours.applicant.phone[-4:]}, format="json"
    )
    assert answer.status_code == 200
    body = answer.json()
    assert body["headline"] and body["todo"] and "{" not in body["headline"] + body["todo"]
    text = answer.content.decode()
    assert ours.applicant.id_number not in text and ours.applicant.phone not in text
    assert ours.applicant.name not in text


def test_five_wrong_guesses_of_a_number_are_the_last_and_a_right_one_is_not_counted(ours):
    number, factor = ours.receive().number, ours.applicant.phone[-4:]
    guess = lambda words, at=number: APIClient().post(  # noqa: E731
        reverse("api-status"), {"number": at, "second_factor": words}, format="json"
    )
    assert {guess(factor).status_code for _ in range(6)} == {200}
    assert [guess("0000").status_code for _ in range(5)] == [404] * 5
    blocked = guess(factor)
    assert blocked.status_code == 429 and blocked["Retry-After"] == "3600"
    assert "60分钟" in blocked.json()["detail"]
    with clock.frozen(clock.now() + timedelta(minutes=61)):
        assert guess(factor).status_code == 200


def test_a_number_that_does_not_exist_is_throttled_just_the_same(ours):
    for _ in range(5):
        guessing.count_try("BJ000000-00000-0", "10.0.0.1")
    with pytest.raises(TooManyTries):
        guessing.count_try("bj000000000000", "10.0.0.1")


def test_who_guesses_at_a_number_does_not_lock_its_owner_out(db):
    for _ in range(5):
        guessing.count_try("BJ260921-00001-0", "10.0.0.1")
    guessing.count_try("BJ260921-00001-0", "10.0.0.2")


def test_a_number_takes_twenty_wrong_tries_a_day_from_all_addresses(db):
    for n in range(20):
        guessing.count_try("BJ260921-00001-0", f"10.0.1.{n}")
    with pytest.raises(TooManyTries):
        guessing.count_try("BJ260921-00001-0", "10.0.0.2")


def guesses(numbers, address="10.0.0.1"):
    """How many wrong tries, one for each number, pass before the address is stopped."""
    for done, n in enumerate(numbers):
        try:
            guessing.count_try(f"BJ260921-{n:05d}-0", address)
        except TooManyTries:
            return done
    return len(numbers)


def test_one_guess_at_each_of_many_numbers_ends_at_twenty_an_hour_and_sixty_a_day(on_a_working_day, db):
    passed = []
    for hour in range(5):
        with clock.frozen(clock.now() + timedelta(hours=hour, minutes=hour)):
            passed.append(guesses(range(hour * 100, hour * 100 + 29)))
    assert passed[:2] == [20, 20] and sum(passed) <= 60 and passed[-1] == 0


def test_right_answers_do_not_count_against_a_halls_address(db):
    for n in range(70):
        with clock.frozen(datetime(2026, 9, 21, 10, tzinfo=clock.BEIJING) + timedelta(minutes=n)):
            guessing.count_try(f"BJ260921-{n:05d}-0", "10.0.0.1")
            guessing.give_back(f"BJ260921-{n:05d}-0", "10.0.0.1")


def test_an_address_has_thirty_a_minute_right_or_wrong(db):
    with clock.frozen(datetime(2026, 9, 21, 10, tzinfo=clock.BEIJING)):
        for n in range(30):
            guessing.count_try(f"BJ260921-{n:05d}-0", "10.0.0.1")
            guessing.give_back(f"BJ260921-{n:05d}-0", "10.0.0.1")
        with pytest.raises(TooManyTries) as stopped:
            guessing.count_try("BJ260921-00099-0", "10.0.0.1")
    assert stopped.value.data["retry_after"] <= 60


def test_an_address_is_the_same_whatever_it_says_about_itself(ours, settings):
    answers = [
        APIClient().post(
            reverse("api-status"),
            {"number": f"BJ260921-{n:05d}-0", "second_factor": "0000"},
            format="json",
            HTTP_X_FORWARDED_FOR=f"10.1.{n}.1",
        )
        for n in range(21)
    ]
    assert [answer.status_code for answer in answers] == [404] * 20 + [429]
    assert 0 < int(answers[-1]["Retry-After"]) <= 3600


def test_an_address_behind_our_proxy_has_its_own_count(ours, settings):
    settings.TRUSTED_PROXY_COUNT = 1
    codes = [
        APIClient()
        .post(
            reverse("api-status"),
            {"number": f"BJ260921-{n:05d}-0", "second_factor": "0000"},
            format="json",
            HTTP_X_FORWARDED_FOR=f"6.6.6.{n}, 10.1.{n % 2}.1",
        )
        .status_code
        for n in range(40)
    ]
    assert set(codes) == {404}


def test_one_caller_has_a_whole_block_of_ipv6():
    assert guessing.bucket_of("2001:db8:1:2:3::4") == guessing.bucket_of("2001:db8:1:2:ffff::1")
    assert guessing.bucket_of("2001:db8:1:3::1") != guessing.bucket_of("2001:db8:1:2::1")


def test_old_counts_are_forgotten(db):
    with clock.frozen(datetime(2026, 9, 21, 10, tzinfo=clock.BEIJING)):
        guessing.count_try("BJ260921-00001-0", "10.0.0.1")
    with clock.frozen(datetime(2026, 9, 24, 10, tzinfo=clock.BEIJING)):
        assert guessing.forget_old_tries() == 5
    assert not TryCount.objects.exists()


def test_counts_name_nobody(db):
    guessing.count_try("BJ260921-00001-0", "10.0.0.1")
    assert not TryCount.objects.filter(key__contains="10.0.0.1").exists()


@pytest.mark.parametrize("is_secure", [True, False])
def test_the_key_on_the_device_travels_as_safely_as_a_session(ours, client, settings, is_secure):
    settings.SESSION_COOKIE_SECURE = is_secure
    body = {"number": ours.receive().number, "second_factor": ours.applicant.phone[-4:]}
    answer = client.post(reverse("status"), body)
    assert bool(answer.cookies["status"]["secure"]) is is_secure and answer.cookies["status"]["httponly"]
