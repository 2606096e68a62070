"""A flood of forged rating links is refused; honest raters behind the same address rate all the while."""

from datetime import timedelta

import pytest

from complaints.models import Rating
from complaints.rating_tokens import token_for
from complaints.verbs.ratings import invite
from hall.kernel import clock
from tests.complaints.services import a_service

pytestmark = pytest.mark.django_db
ALL = 500


def test_five_hundred_forged_ratings_are_refused_and_an_honest_one_among_them_is_taken(client):
    honest = invite(service_id=a_service().pk)[1]
    answers = []
    for number in range(ALL):
        forged = token_for(10_000_000 + number)
        data = {"level": "satisfied", "request_key": f"key-of-form-{number}"} if number % 2 else {"level": "satisfied"}
        answers.append(client.post(f"/rate/{forged}/", data))
    assert {answer.status_code for answer in answers} == {404, 429}
    assert answers[-1].headers["Retry-After"] and "分钟后再试" in answers[-1].content.decode()
    assert client.get(f"/rate/{honest}/").status_code == 200
    assert client.post(f"/rate/{honest}/", {"level": "satisfied"}).status_code == 302
    assert Rating.objects.filter(state="given").count() == 1


def test_the_api_refuses_a_flood_in_the_same_way(client):
    honest = invite(service_id=a_service().pk)[1]
    codes = []
    for number in range(60):
        body = {"token": token_for(10_000_000 + number), "level": "satisfied"}
        key = {"HTTP_IDEMPOTENCY_KEY": f"key-number-{number}"} if number % 2 else {}
        codes.append(client.post("/api/v1/ratings/", body, content_type="application/json", **key).status_code)
    assert codes[:30] == [404] * 30 and set(codes[30:]) == {429}
    body = {"token": honest, "level": "satisfied"}
    assert client.post("/api/v1/ratings/", body, content_type="application/json").status_code == 201


def test_the_door_opens_again_after_a_while(client):
    for number in range(40):
        client.get(f"/rate/{token_for(10_000_000 + number)}/")
    assert client.get("/rate/forged/").status_code == 429
    with clock.frozen(clock.now() + timedelta(minutes=11)):
        assert client.get("/rate/forged/").status_code == 404


def test_ten_thousand_characters_get_a_clear_answer_and_nothing_is_lost(client):
    token = invite(service_id=a_service().pk)[1]
    answer = client.post(f"/rate/{token}/", {"level": "dissatisfied", "words": "慢" * 10_000})
    page = answer.content.decode()
    assert answer.status_code == 422 and "最多 500 个字" in page and "慢" * 10_000 in page
    assert Rating.objects.get().state == "invited"


def test_scripts_in_words_are_words(client):
    token = invite(service_id=a_service().pk)[1]
    said = "<script>alert(1)</script>"
    page = client.post(f"/rate/{token}/", {"words": said}).content.decode()
    assert said not in page and "&lt;script&gt;" in page
