"""The manager keeps shelves, lockers and the word on postage; what holds a result stays where it is."""

from html import unescape
from threading import Event

import pytest
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from applications.issuing_errors import (
    NoSuchLocker,
    NoSuchSlot,
    NoSuchStore,
    ShelvesFull,
    StoreCodeTaken,
    StoreHolds,
    StoreUnfit,
)
from applications.models import IssuingRules, Locker, LockerStay, Result, Shelf
from applications.queries.shelves import lockers_with_room
from applications.queries.ways import collecting_of
from applications.result_states import Way
from applications.verbs import storing
from applications.verbs.lockers import put_in_locker
from applications.verbs.postage import set_postage
from applications.verbs.shelving import shelve
from applications.verbs.storing import keep_locker, keep_shelf, use_store
from hall import steps
from hall.kernel.errors import NotPermitted
from hall.models import OutgoingMessage
from hall.roles import Role
from tests.applications.test_races import at_once
from tests.factories import HallFactory, StaffFactory
from tests.factories.applications import people


@pytest.fixture
def manager(ours):
    return StaffFactory(hall=ours.hall, roles=[Role.HALL_MANAGER], name="赵经理")


def words(answer) -> str:
    return unescape(answer.content.decode())


def called(person):
    client = APIClient()
    client.force_authenticate(person)
    return client


def test_a_shelf_is_set_up_changed_and_every_act_is_on_record(ours, manager):
    at = {"hall": ours.hall, "by": manager}
    shelf = keep_shelf(code=" b2 ", slots=30, place="出件窗口后左侧", **at)
    changed = keep_shelf(was="B2", code="B3", slots=40, place="档案室", **at)
    assert (changed.pk, changed.code, changed.slots, changed.place) == (shelf.pk, "B3", 40, "档案室")
    told = list(steps.steps_of(shelf))
    assert [step.verb for step in told] == ["set_up_shelf", "change_shelf"]
    assert told[1].data["was"]["code"] == "B2" and told[1].data["now"]["code"] == "B3"
    assert shelf.history.count() == 2


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"code": "出件架"}, StoreUnfit),
        ({"slots": 0}, StoreUnfit),
        ({"slots": 501}, StoreUnfit),
        ({"code": "a"}, StoreCodeTaken),
        ({"was": "Z"}, NoSuchStore),
    ],
)
def test_what_does_not_fit_is_refused_with_words(ours, manager, given, error):
    Shelf.objects.create(hall=ours.hall, code="A", slots=3)
    with pytest.raises(error):
        keep_shelf(**{"hall": ours.hall, "code": "B", "slots": 3, "by": manager, **given})
    assert Shelf.objects.of(ours.hall).count() == 1


def test_only_the_manager_of_the_hall_keeps_them(ours):
    stranger = StaffFactory(hall=HallFactory(), roles=[Role.HALL_MANAGER])
    for by in (ours.issuer, ours.clerk, stranger):
        with pytest.raises(NotPermitted):
            keep_shelf(hall=ours.hall, code="B", slots=3, by=by)
        with pytest.raises(NotPermitted):
            set_postage(hall=ours.hall, postage="free", by=by)


def test_a_shelf_with_a_result_keeps_its_code_and_its_slot_and_stays_in_use(ours, manager):
    at = {"hall": ours.hall, "by": manager}
    keep_shelf(code="A", slots=3, **at)
    shelve(hall=ours.hall, number=ours.decided().number, shelf="A", slot=3, by=ours.issuer)
    with pytest.raises(StoreHolds, match="第 3 格"):
        use_store(kind="shelf", code="A", in_use=False, **at)
    with pytest.raises(StoreHolds, match="减到 2 格"):
        keep_shelf(was="A", code="A", slots=2, **at)
    with pytest.raises(StoreHolds, match="改编号"):
        keep_shelf(was="A", code="B", slots=3, **at)
    assert keep_shelf(was="A", code="A", slots=9, place="移到东墙", **at).place == "移到东墙"
    assert Result.objects.get().place == "A 架 3 格"


def test_what_is_out_of_use_takes_nothing_in_until_it_is_back(ours, manager):
    at = {"hall": ours.hall, "by": manager}
    keep_shelf(code="A", slots=3, **at)
    keep_locker(code="L1", boxes=2, hours=48, place="一层东门", **at)
    number = ours.decided().number
    for kind, code in (("shelf", "A"), ("locker", "L1")):
        assert not use_store(kind=kind, code=code, in_use=False, **at).in_use
    assert lockers_with_room(ours.hall) == []
    with pytest.raises(ShelvesFull):
        shelve(hall=ours.hall, number=number, by=ours.issuer)
    with pytest.raises(NoSuchSlot):
        shelve(hall=ours.hall, number=number, shelf="A", slot=1, by=ours.issuer)
    with pytest.raises(NoSuchLocker):
        put_in_locker(hall=ours.hall, number=number, locker="L1", by=ours.issuer)
    use_store(kind="locker", code="L1", in_use=True, **at)
    assert put_in_locker(hall=ours.hall, number=number, locker="L1", by=ours.issuer).box == 1
    with pytest.raises(StoreHolds):
        use_store(kind="locker", code="l1", in_use=False, **at)
    with pytest.raises(StoreHolds):
        keep_locker(was="L1", code="L9", boxes=2, hours=48, place="一层东门", **at)
    LockerStay.objects.get()


def test_a_locker_is_offered_only_while_one_is_in_use(ours, manager):
    application = ours.receive()
    keep_locker(hall=ours.hall, code="L1", boxes=2, hours=48, place="一层东门", by=manager)
    assert Way.LOCKER in collecting_of(application).offered
    use_store(hall=ours.hall, kind="locker", code="L1", in_use=False, by=manager)
    assert Way.LOCKER not in collecting_of(application).offered


def test_the_page_sets_up_changes_and_refuses_without_losing_what_was_typed(ours, manager, client):
    client.force_login(manager)
    assert "还没有出件架" in words(client.get(reverse("storage")))
    typed = {"kind": "shelf", "shelf-code": "A", "shelf-slots": "3", "shelf-place": "出件窗口后左侧"}
    assert client.post(reverse("storage-keep"), typed).status_code == 302
    locker = {"kind": "locker", "locker-code": "L1", "locker-boxes": "9", "locker-hours": "72", "locker-place": ""}
    refused = client.post(reverse("storage-keep"), locker)
    assert refused.status_code == 422 and "写明自助柜在哪里" in words(refused) and 'value="9"' in words(refused)
    twice = client.post(reverse("storage-keep"), typed)
    assert twice.status_code == 409 and "已经有编号为“A”的了" in words(twice)
    shelve(hall=ours.hall, number=ours.decided().number, by=ours.issuer)
    page = words(client.get(reverse("storage") + "?kind=shelf&code=A"))
    assert "1 / 3" in page and "修改 A 架" in page and "出件窗口后左侧" in page
    held = client.post(reverse("storage-use"), {"kind": "shelf", "code": "A", "in_use": "0"})
    assert held.status_code == 409 and "还有 1 件结果" in words(held) and Shelf.objects.get().in_use
    assert client.post(reverse("storage-keep"), {"kind": "roof"}).status_code == 404
    client.force_login(ours.issuer)
    page = words(client.get(reverse("storage")))
    assert "只能查看" in page and "保存" not in page
    assert client.post(reverse("storage-keep"), typed).status_code == 403


def test_the_page_costs_few_statements(ours, manager, client, django_assert_max_num_queries):
    for number in range(12):
        Shelf.objects.create(hall=ours.hall, code=f"S{number}", slots=30)
        Locker.objects.create(hall=ours.hall, code=f"L{number}", boxes=30, place="一层东门")
    client.force_login(manager)
    with django_assert_max_num_queries(14):
        client.get(reverse("storage"))


def test_shelves_lockers_and_postage_over_rest(ours, manager):
    api = called(manager)
    made = api.post(reverse("api-shelves"), {"code": "A", "slots": 3}, format="json")
    assert made.status_code == 200 and (made.json()["room"], made.json()["filled"]) == (3, [])
    api.post(reverse("api-lockers"), {"code": "L1", "boxes": 2, "place": "一层东门"}, format="json")
    assert [row["hours"] for row in called(ours.issuer).get(reverse("api-lockers")).json()] == [72]
    used = api.post(reverse("api-use-store"), {"kind": "locker", "code": "L1", "in_use": False}, format="json")
    assert used.json()["in_use"] is False
    shelve(hall=ours.hall, number=ours.decided().number, shelf="A", slot=2, by=ours.issuer)
    assert api.get(reverse("api-shelves")).json()[0]["filled"] == [2]
    held = api.post(reverse("api-use-store"), {"kind": "shelf", "code": "A", "in_use": False}, format="json")
    assert (held.status_code, held.json()["code"]) == (409, "applications.store_holds_results")
    denied = called(ours.issuer).post(reverse("api-shelves"), {"code": "B", "slots": 3}, format="json")
    assert denied.status_code == 403
    assert api.get(reverse("api-postage")).json() == {"postage": "unsaid", "words": ""}
    said = api.post(reverse("api-postage"), {"postage": "free"}, format="json").json()
    assert said["words"] == "邮费由大厅承担，您不用付。"


def test_citizens_read_exactly_what_the_hall_settled_on_postage(on_a_working_day, db):
    ours = people(delivers_by_post=True)
    manager = StaffFactory(hall=ours.hall, roles=[Role.HALL_MANAGER])
    application, citizen, desk, clerk = ours.receive(), Client(), Client(), Client()
    desk.force_login(manager)
    clerk.force_login(ours.clerk)
    citizen.post(reverse("status"), {"number": application.number, "second_factor": ours.applicant.phone[-4:]})
    citizen.post(reverse("status-phone"), {"after": "way"})
    code = OutgoingMessage.objects.filter(event="phone_proof").latest("id").text.split("验证码")[1][:6]
    citizen.post(reverse("status-phone"), {"after": "way", "code": code})
    said = {"unsaid": "", "free": "邮费由大厅承担，您不用付。", "collect": "邮费到付，收件时付给投递员。"}
    for postage, sentence in said.items():
        assert desk.post(reverse("storage-postage"), {"postage": postage}).status_code == 302
        assert IssuingRules.objects.get().postage == postage
        pages = [citizen.get(reverse("status-way")), clerk.get(reverse("application-way", args=[application.number]))]
        for page in map(words, pages):
            assert "详细地址" in page and ("data-postage" in page) is bool(sentence) and sentence in page
    assert desk.post(reverse("storage-postage"), {"postage": "who knows"}).status_code == 422


def a_shelf_and_a_paper():
    ours = people()
    manager = StaffFactory(hall=ours.hall, roles=[Role.HALL_MANAGER])
    keep_shelf(hall=ours.hall, code="A", slots=1, by=manager)
    number = ours.decided().number
    retire = lambda: use_store(hall=ours.hall, kind="shelf", code="A", in_use=False, by=manager)  # noqa: E731
    come = lambda: shelve(hall=ours.hall, number=number, by=ours.issuer)  # noqa: E731
    return retire, come


@pytest.mark.django_db(transaction=True)
def test_of_a_shelf_that_goes_and_a_paper_that_comes_one_waits_and_is_refused():
    outcomes = at_once(*a_shelf_and_a_paper())
    assert sum(isinstance(outcome, (StoreHolds, ShelvesFull)) for outcome in outcomes) == 1, outcomes
    assert Shelf.objects.get().in_use == Result.objects.filter(shelf="A").exists()


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_a_paper_would_lie_on_a_shelf_out_of_use(monkeypatch):
    """The negative control: nothing lies there when it is looked at, and something when it is written."""
    looked, lies = Event(), Event()
    monkeypatch.setattr(storing, "locked", lambda rows, **lookup: rows.get(**lookup))
    monkeypatch.setattr(storing, "filled", lambda row: [looked.set(), lies.wait(10)][2:])
    retire, come = a_shelf_and_a_paper()
    outcomes = at_once(retire, lambda: (looked.wait(10), come(), lies.set()))
    assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)], outcomes
    assert not Shelf.objects.get().in_use and Result.objects.filter(shelf="A").exists()
