"""A request sent again is answered again and not done again: over the API and from pages."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.template import Context, Template
from django.test import RequestFactory
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory, force_authenticate

from hall.api.idempotency import Idempotent
from hall.kernel import clock
from hall.kernel.access import STAFF
from hall.kernel.api import HallView
from hall.kernel.errors import RuleBroken
from hall.models import RememberedRequest
from hall.numbers import next_number
from hall.remembering import Answered, Asked, digest_of, forget_old
from hall.remembering import once as remembered_once
from hall.repeats import PageSentBefore, once
from tests.factories import StaffFactory

KEY = "key-0001-0001"


class TakeANumber(Idempotent, HallView):
    """Counts how often it is really done."""

    who_may = (STAFF,)

    def post(self, request):
        with transaction.atomic():
            number = next_number("done")
            if request.data.get("refuse"):
                raise RuleBroken()
            return Response({"number": number, "phone": "13812345678"}, status=201)


class VerbBase(HallView):
    """A base whose verbs share one post."""

    who_may = (STAFF,)

    def post(self, request):
        return Response({"number": next_number("base")})


class OneVerb(Idempotent, VerbBase):
    """A verb that brings no post of its own."""


class CarefulVerb(OneVerb):
    """A verb that adds to its base's post."""

    def post(self, request):
        return super().post(request)


def ask(person, key=KEY, view=TakeANumber, **body):
    headers = {"HTTP_IDEMPOTENCY_KEY": key} if key else {}
    request = APIRequestFactory().post("/take/", body, format="json", **headers)
    force_authenticate(request, person)
    response = view.as_view()(request)
    response.render()
    return response


@pytest.mark.django_db
def test_the_same_key_and_body_get_the_same_answer_and_are_done_once():
    person = StaffFactory()
    first, again = ask(person, a=1), ask(person, a=1)
    assert (first.status_code, first.data["number"]) == (again.status_code, again.data["number"]) == (201, 1)
    assert again.headers["Idempotent-Replay"] == "true"
    assert "Idempotent-Replay" not in first.headers


@pytest.mark.django_db
def test_the_same_key_with_another_body_is_refused():
    person = StaffFactory()
    ask(person, a=1)
    other = ask(person, a=2)
    assert (other.status_code, other.data["code"]) == (409, "hall.key_reused")


@pytest.mark.django_db
def test_keys_of_one_person_mean_nothing_to_another():
    assert ask(StaffFactory()).data["number"] != ask(StaffFactory()).data["number"]


@pytest.mark.django_db
@pytest.mark.parametrize("view", [OneVerb, CarefulVerb])
def test_verbs_that_inherit_their_post_are_done_once_too(view):
    person = StaffFactory()
    with transaction.atomic():
        assert [ask(person, view=view).data["number"] for _ in range(2)] == [1, 1]
        assert ask(person, view=view, key="another-key").data["number"] == 2


@pytest.mark.django_db
def test_without_a_key_each_request_is_done():
    person = StaffFactory()
    assert [ask(person, key="").data["number"] for _ in range(2)] == [1, 2]


@pytest.mark.django_db
def test_a_refused_request_changed_nothing_and_may_be_corrected_under_the_same_key():
    person = StaffFactory()
    assert ask(person, refuse=True).status_code == 422
    assert RememberedRequest.objects.count() == 0
    assert ask(person, refuse=False).data["number"] == 1


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["short", "含有汉字的键不可用", "x" * 129])
def test_a_key_that_is_none_is_refused_in_words(key):
    answer = ask(StaffFactory(), key=key.encode().decode("latin-1"))
    assert (answer.status_code, answer.data["code"]) == (422, "hall.key_invalid")


@pytest.mark.django_db
def test_what_is_remembered_holds_no_plain_personal_data():
    ask(StaffFactory(), phone="13812345678")
    with connection.cursor() as cursor:
        cursor.execute("SELECT hall_rememberedrequest::text FROM hall_rememberedrequest")
        assert "13812345678" not in cursor.fetchone()[0]


@pytest.mark.django_db
def test_what_is_older_than_a_day_is_forgotten(on_a_working_day):
    ask(StaffFactory())
    assert forget_old() == 0
    with clock.frozen(on_a_working_day + timedelta(hours=25)):
        assert forget_old() == 1


def race(*, same_key: bool) -> list[int]:
    """Six at once under one key, or each under their own."""
    numbers, gate = [], threading.Barrier(6)

    def do() -> Answered:
        number = next_number("raced")
        return Answered(200, number)

    def run(n):
        gate.wait()
        key = "the-same-key" if same_key else f"key-of-thread-{n}"
        numbers.append(remembered_once(Asked("account:1", key, "/take/", digest_of("x")), do).answer)
        connections.close_all()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return numbers


@pytest.mark.django_db(transaction=True)
def test_repeats_at_the_same_moment_wait_and_get_one_answer_and_without_the_key_they_do_not():
    assert race(same_key=True) == [1] * 6
    assert sorted(race(same_key=False)) == [2, 3, 4, 5, 6, 7], "negative control"


def send(view, person, key=KEY, **body):
    request = RequestFactory().post("/page/", {"request_key": key, "csrfmiddlewaretoken": "t", **body})
    request.user = person
    return view(request)


@once
def page(request):
    number = next_number("page")
    if request.POST.get("wrong"):
        return HttpResponse("请改正", status=422)
    if request.POST.get("fragment"):
        answer = HttpResponse(f"<p>第{number}次</p>")
        answer.headers["HX-Trigger"] = "changed"
        return answer
    return HttpResponseRedirect(f"/done/{number}/", status=303)


@pytest.mark.django_db
def test_a_page_sent_twice_leads_to_the_same_place():
    person = StaffFactory()
    with transaction.atomic():
        first, again = send(page, person), send(page, person)
    assert first.headers["Location"] == again.headers["Location"] == "/done/1/"
    assert again.status_code == 303


@pytest.mark.django_db
def test_a_fragment_sent_twice_is_the_same_fragment_with_its_headers():
    person = StaffFactory()
    first, again = send(page, person, fragment="1"), send(page, person, fragment="1")
    assert first.content == again.content
    assert again.headers["HX-Trigger"] == "changed"


@pytest.mark.django_db
def test_a_page_with_a_mistake_is_not_remembered():
    person = StaffFactory()
    assert send(page, person, wrong="1").status_code == 422
    assert send(page, person).headers["Location"] == "/done/1/", "the number of the failed try was given back"


@pytest.mark.django_db
def test_going_back_and_sending_something_else_is_told():
    person = StaffFactory()
    send(page, person, name="甲")
    with pytest.raises(PageSentBefore):
        send(page, person, name="乙")


def test_each_form_drawn_has_its_own_key():
    drawn = Template("{% load repeats %}{% request_key %}|{% request_key %}").render(Context()).split("|")
    assert drawn[0] != drawn[1]
    assert 'name="request_key"' in drawn[0]
