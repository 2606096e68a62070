"""Where the paper is: promised for a day, shelved, posted, in a locker, reminded of, given back; and the codes that open."""

from datetime import datetime, timedelta

import pytest

from applications.errors import AuthorisationNotSeen, CollectorDoesNotMatch, StateConflict
from applications.issuing_errors import (
    AddressMissing,
    CarrierMissing,
    LockerFull,
    NoResultYet,
    NoSuchSlot,
    PaperElsewhere,
    PickupCodeWrong,
    ShelvesFull,
    SlotTaken,
    TooLateToChange,
    TooManyCodes,
    WayNotOffered,
)
from applications.models import Document, HandOver, Locker, LockerStay, PickupCode, Result, Shelf
from applications.verbs.codes import citizen, send_pickup_code
from applications.verbs.fetching import take_electronically
from applications.verbs.lockers import open_locker, put_in_locker, take_back
from applications.verbs.paper_sweeps import expire_stays
from applications.verbs.posting import post, post_arrived, post_came_back
from applications.verbs.shelving import shelve
from applications.verbs.ways import choose_way, name_collector
from hall.kernel import clock
from hall.kernel.errors import NotPermitted
from hall.models import OutgoingMessage, Step
from hall.permissions import system_person
from hall.roles import Role
from tests.factories import PartyFactory, StaffFactory
from tests.factories.applications import people

TO = {"way": "post", "addressee": "李明", "phone": "13800138000", "address": "北京市通州区留庄路1号院2单元301"}


def at(ours, application, **more):
    return {"hall": ours.hall, "number": application.number, "by": ours.issuer, **more}


def result_of(application):
    return Result.objects.get(application=application)


def told(application, event):
    rows = OutgoingMessage.objects.filter(about=application.number, event=event).order_by("id")
    return [row.text for row in rows]


def code_in(text):
    return text.split("取件码")[1][:9]


@pytest.fixture
def shelf(ours):
    return Shelf.objects.create(hall=ours.hall, code="A", slots=3, place="出件窗口后")


@pytest.fixture
def locker(ours):
    return Locker.objects.create(hall=ours.hall, code="L1", boxes=2, place="一层东门", hours=72)


@pytest.fixture
def kiosk(ours):
    return StaffFactory(hall=ours.hall, roles=[Role.KIOSK])


@pytest.fixture
def by_post(db, on_a_working_day):
    return people(delivers_by_post=True)


def a_day(number, hour=10):
    return clock.frozen(datetime(2026, 9, number, hour, tzinfo=clock.BEIJING))


def test_a_certificate_is_promised_for_a_day_and_announced_when_it_lies_on_the_shelf(ours, shelf):
    application = ours.decided()
    result = result_of(application)
    assert (result.state, str(result.issue_due), result.available_at) == ("coming", "2026-09-24", None)
    assert "9月24日" in told(application, "result_coming")[0] and told(application, "result_ready") == []
    shelve(**at(ours, application))
    result.refresh_from_db()
    assert (result.state, result.shelf, result.slot, result.place) == ("shelf", "A", 1, "A 架 1 格")
    assert len(told(application, "result_ready")) == 1 and PickupCode.objects.count() == 1
    assert result.cut_off == datetime(2026, 9, 21, 16, tzinfo=clock.BEIJING)
    shelve(**at(ours, application, shelf="a", slot=3))
    assert len(told(application, "result_ready")) == 1, "moving it tells nobody again"
    assert [step.verb for step in Step.objects.filter(subject_id=application.pk, verb="shelve")] == ["shelve"] * 2


@pytest.mark.parametrize("what", ["instant", "denial"])
def test_what_is_printed_at_the_counter_can_be_fetched_at_once(db, on_a_working_day, what):
    kind = {"case_kind": "instant", "promised_limit": 0, "promised_unit": "none"} if what == "instant" else {}
    ours = people(**kind)
    application = ours.decided(granted=what == "instant")
    result = result_of(application)
    assert result.state == "counter" and result.available_at
    assert "取件码" in told(application, "result_ready")[0]


def test_a_slot_holds_one_result_and_full_shelves_say_so(ours, shelf):
    first, *others = (ours.decided() for _ in range(4))
    shelve(**at(ours, first, shelf="A", slot=2))
    with pytest.raises(SlotTaken):
        shelve(**at(ours, others[0], shelf="A", slot=2))
    with pytest.raises(NoSuchSlot):
        shelve(**at(ours, others[0], shelf="A", slot=4))
    assert [shelve(**at(ours, each)).slot for each in others[:2]] == [1, 3]
    with pytest.raises(ShelvesFull):
        shelve(**at(ours, others[2]))
    ours.hand_over(first)
    assert shelve(**at(ours, others[2])).slot == 2, "the slot of what was handed over is free"


def test_only_issuing_clerks_of_the_hall_move_papers_and_only_results(ours, shelf):
    application, undecided = ours.decided(), ours.accepted()
    with pytest.raises(NotPermitted):
        shelve(**at(ours, application, by=ours.clerk))
    with pytest.raises(NoResultYet):
        shelve(**at(ours, undecided))


def test_the_code_alone_fetches_once_at_the_counter(ours, shelf):
    application, other = ours.decided(), ours.decided()
    shelve(**at(ours, application)), shelve(**at(ours, other))
    code = code_in(told(application, "result_ready")[0])
    with pytest.raises(PickupCodeWrong):
        ours.hand_over(application, collector_kind="code", code="00000000", collector_id="")
    given = ours.hand_over(application, other, collector_kind="code", code=code.replace(" ", ""), collector_id="")
    assert [row.collector_kind for row in given] == ["code", "code"], "the phone is the same, so both go"
    assert not PickupCode.objects.filter(used_at=None, void_at=None).exists()
    with pytest.raises(PickupCodeWrong):
        ours.hand_over(application, collector_kind="code", code=code, collector_id="")


def test_a_code_opens_nothing_of_another_phone(ours, shelf):
    other = PartyFactory()
    mine, theirs = ours.decided(), ours.decided(applicant=other)
    shelve(**at(ours, mine)), shelve(**at(ours, theirs))
    with pytest.raises(PickupCodeWrong):
        ours.hand_over(theirs, collector_kind="code", code=code_in(told(mine, "result_ready")[0]), collector_id="")
    assert not HandOver.objects.exists()


def test_a_new_code_voids_the_old_one_and_is_sent_sparingly(ours, shelf):
    application = ours.decided()
    shelve(**at(ours, application))
    old = code_in(told(application, "result_ready")[0])
    with clock.frozen(clock.now() + timedelta(minutes=2)):
        send_pickup_code(**at(ours, application))
    with pytest.raises(PickupCodeWrong):
        ours.hand_over(application, collector_kind="code", code=old, collector_id="")
    assert old.strip() not in str(PickupCode.objects.values_list("digest", flat=True)), "only the digest is kept"
    new = code_in(told(application, "result_ready")[1])
    assert ours.hand_over(application, collector_kind="code", code=new, collector_id="")


def test_whom_the_applicant_named_shows_their_document_and_without_authority_a_letter(ours):
    application = ours.decided()
    friend = {"collector_name": "赵小红", "collector_id": "110101199003070011"}
    name_collector(**at(ours, application, **friend, by=citizen()))
    taking = {"collector_kind": "named", **friend}
    with pytest.raises(CollectorDoesNotMatch):
        ours.hand_over(application, **{**taking, "collector_id": PartyFactory().id_number})
    with pytest.raises(AuthorisationNotSeen):
        ours.hand_over(application, **taking)
    name_collector(**at(ours, application, **friend, authority="申请人在窗口当面指定"))
    assert ours.hand_over(application, **taking)[0].collector_kind == "named"


def test_a_locker_is_opened_once_by_its_code_and_that_is_the_proof(ours, locker, kiosk):
    application = ours.decided()
    stay = put_in_locker(**at(ours, application, locker="l1"))
    text = told(application, "result_in_locker")[0]
    assert (stay.box, stay.expires_at - stay.put_in_at) == (1, timedelta(hours=72)) and "L1柜1格" in text
    with pytest.raises(NotPermitted):
        open_locker(hall=ours.hall, locker="L1", code=code_in(text), by=ours.issuer)
    with pytest.raises(PaperElsewhere):
        ours.hand_over(application)
    opened = open_locker(hall=ours.hall, locker="L1", code=code_in(text), by=kiosk)
    assert opened.box == 1 and opened.opened_at
    proof = HandOver.objects.get()
    assert (proof.method, proof.proof_kind, proof.code.used_at is None) == ("locker", "code", False)
    application.refresh_from_db()
    assert application.state == "delivered"
    assert Document.objects.get(kind="service_receipt").content["method"] == "自助柜"
    with pytest.raises(PickupCodeWrong):
        open_locker(hall=ours.hall, locker="L1", code=code_in(text), by=kiosk)


def test_a_stay_that_runs_out_closes_the_box_and_the_clerk_takes_it_back(ours, locker, kiosk, shelf):
    application = ours.decided()
    put_in_locker(**at(ours, application, locker="L1"))
    code = code_in(told(application, "result_in_locker")[0])
    by = system_person("issuing")
    assert expire_stays(by=by) == 0
    with a_day(24, 11):
        assert (expire_stays(by=by), expire_stays(by=by)) == (1, 0)
        with pytest.raises(PickupCodeWrong):
            open_locker(hall=ours.hall, locker="L1", code=code, by=kiosk)
        assert len(told(application, "locker_expired")) == 1
        take_back(**at(ours, application))
        shelve(**at(ours, application))
    stay = LockerStay.objects.get()
    assert stay.taken_back_by == ours.issuer and result_of(application).state == "shelf"


def test_a_full_locker_and_ten_wrong_codes_are_refused(ours, locker, kiosk):
    for _ in range(2):
        put_in_locker(**at(ours, ours.decided(), locker="L1"))
    with pytest.raises(LockerFull):
        put_in_locker(**at(ours, ours.decided(), locker="L1"))
    for _ in range(10):
        with pytest.raises(PickupCodeWrong):
            open_locker(hall=ours.hall, locker="L1", code="12345678", by=kiosk)
    with pytest.raises(TooManyCodes):
        open_locker(hall=ours.hall, locker="L1", code="12345678", by=kiosk)


def test_the_post_has_carrier_number_and_an_end(by_post, on_a_working_day):
    ours = by_post
    application = ours.decided()
    with pytest.raises(AddressMissing):
        post(**at(ours, application, carrier="邮政EMS", tracking_number="EZ123456789CN"))
    choose_way(**at(ours, application, **TO))
    with pytest.raises(CarrierMissing):
        post(**at(ours, application, carrier="邮政EMS", tracking_number="?"))
    post(**at(ours, application, carrier="邮政EMS", tracking_number="ez 123 456 789 cn"))
    assert "邮政EMSEZ123456789CN" in told(application, "result_posted")[0]
    post_came_back(**at(ours, application, reason="地址欠详，查无此人"))
    assert result_of(application).state == "counter" and told(application, "result_post_back")
    choose_way(**at(ours, application, **{**TO, "address": "北京市通州区新华东街11号"}))
    post(**at(ours, application, carrier="顺丰", tracking_number="SF1234567890"))
    proof = post_arrived(**at(ours, application, received_by="本人签收"))
    assert (proof.method, proof.collector_kind, proof.result.postings.count()) == ("post", "addressee", 2)


def test_the_way_is_changed_until_the_cut_off_and_never_after_the_paper_left(by_post, on_a_working_day):
    ours = by_post
    application = ours.receive()
    choose_way(**at(ours, application, **TO, by=ours.clerk))
    assert "改为邮寄" in told(application, "way_changed")[0]
    other = ours.decided()
    with pytest.raises(WayNotOffered):
        choose_way(**at(ours, other, way="locker"))
    Shelf.objects.create(hall=ours.hall, code="A", slots=3)
    shelve(**at(ours, other))
    choose_way(**at(ours, other, **TO, by=citizen()))
    with a_day(21, 15):
        choose_way(**at(ours, other, way="window", by=citizen()))
        choose_way(**at(ours, other, **TO, by=citizen()))
    with a_day(21, 17), pytest.raises(TooLateToChange):
        choose_way(**at(ours, other, way="window", by=citizen()))
    post(**at(ours, other, carrier="顺丰", tracking_number="SF1234567890"))
    with pytest.raises(TooLateToChange, match="已经寄出"):
        choose_way(**at(ours, other, way="window"))
    with pytest.raises(NotPermitted):
        choose_way(**at(ours, application, way="window", by=ours.approver))


def test_where_no_way_was_chosen_the_post_is_no_way(ours):
    with pytest.raises(WayNotOffered, match="窗口领取"):
        choose_way(**at(ours, ours.decided(), **TO))


def test_a_sealed_document_is_fetched_by_download_and_only_that_way(ours):
    application = ours.decided()
    with pytest.raises(WayNotOffered):
        take_electronically(**at(ours, application, by=citizen()))
    choose_way(**at(ours, application, way="electronic", by=citizen()))
    assert told(application, "result_electronic")
    with pytest.raises(NotPermitted):
        take_electronically(**at(ours, application))
    first, again = (take_electronically(**at(ours, application, by=citizen())) for _ in range(2))
    assert first.pk == again.pk and (first.method, first.proof_kind) == ("electronic", "phone")
    with pytest.raises(StateConflict):
        ours.hand_over(application)
