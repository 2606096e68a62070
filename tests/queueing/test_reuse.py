"""Nothing is typed or handed in twice: earlier answers and materials under a consent, repeated submissions one."""

import pytest

from applications.models import Application, Consent, IntakeReuse, IntakeTally, MaterialFile
from applications.scans import Scan
from queueing.models import IntakeScan, TicketResumed
from queueing.queries.rebuilding import compared
from tests.factories import PartyFactory
from tests.queueing.test_workbench import words
from tests.queueing.workbench import HTMX, a_bench

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr("queueing.verbs.scanning.checked", lambda name, data: Scan(name, "image/jpeg", data))


def again(bench, **given):
    """The same person comes another time."""
    party = bench.ticket.party
    bench.small.ticket(
        matter_codes=[matter.code for matter in bench.small.matters],
        name=party.name,
        id_number=party.id_number,
        **given,
    )
    return bench.call()


@pytest.fixture
def bench():
    """Somebody handed one matter in with one scan, left, and is here again for it and another."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    made = a_bench(matters=2)
    made.call()
    first = made.version().materials.first()
    made.client.post(f"/workbench/scans/{first.pk}/", {"file": SimpleUploadedFile("身份证.jpg", b"id")}, headers=HTMX)
    made.send("accept", content="热食类制售")
    made.press("finish")
    again(made)
    return made


def test_nothing_earlier_is_shown_before_the_person_agrees(bench):
    page = words(bench.client.get("/workbench/?tab=2"))
    assert "1</b> 件此前的办件" in page and "申请人当面同意" in page
    assert "通州区新华东街1号" not in page
    bench.send("reuse:place", 1, place=None)
    assert "要先得到申请人同意" in words(bench.send("reuse:place", 1, place=None))
    assert not IntakeReuse.objects.exists()


def test_with_consent_answers_are_taken_over_with_their_date_and_recorded(bench):
    page = words(bench.send("consent:spoken", 1, place=None, content=None))
    consent = Consent.objects.get()
    assert (consent.party, consent.taken_by, consent.way) == (bench.ticket.party, bench.clerk, "spoken")
    earlier = Application.objects.get()
    assert "通州区新华东街1号" in page and f"{earlier.received_at:%Y-%m-%d}" in page
    page = words(bench.send("reuse:all", 1, place=None, content="自制饮品"))
    assert 'value="通州区新华东街1号"' in page and "已沿用" in page and "重复录入 <b>0</b> 项" in page
    marks = {"reuse_place": earlier.number, "reuse_collect": earlier.number}
    bench.send("accept", 1, content="自制饮品", **marks)
    made = Application.objects.exclude(pk=earlier.pk).get()
    rows = IntakeReuse.objects.filter(application=made, kind="field")
    assert {row.field for row in rows} == {"place", "collect"}
    assert {(row.source, row.consent) for row in rows} == {(earlier, consent)}
    tally = IntakeTally.objects.get(application=made)
    assert (tally.typed, tally.retyped, tally.carried) == (1, 0, 2)


def test_what_was_changed_after_taking_it_over_is_not_recorded_as_taken_over(bench):
    bench.send("consent:signed", 1)
    earlier = Application.objects.get()
    bench.send("accept", 1, content="自制饮品", place="朝阳区另一处", reuse_place=earlier.number)
    assert not IntakeReuse.objects.filter(field="place").exists()


def test_typing_again_what_was_offered_is_counted(bench):
    bench.send("consent:spoken", 1)
    page = words(bench.send("draft", 1, content="自制饮品"))
    page = words(bench.client.get("/workbench/?tab=2"))
    assert "重复录入 <b>1</b> 项" in page, page


def test_an_earlier_material_is_used_again_with_its_scans(bench):
    first = bench.version().materials.first()
    bench.send("consent:spoken", 0, content="冷食类制售", **{f"tick_{first.pk}": None})
    page = words(bench.send(f"reuse:m{first.pk}", 0, content="冷食类制售", **{f"tick_{first.pk}": None}))
    assert 'data-scans="1"' in page
    assert IntakeScan.objects.get().source == "earlier"
    bench.send("accept", 0, content="冷食类制售")
    reuse = IntakeReuse.objects.get(kind="material")
    assert (reuse.material, reuse.files) == (first, 1)
    assert MaterialFile.objects.filter(application_material__application=reuse.application).count() == 1


def test_consent_is_of_one_visit_and_can_be_taken_back(bench):
    bench.send("consent:spoken", 1)
    page = words(bench.send("consent:withdraw", 1, place=None))
    assert "申请人当面同意" in page and Consent.objects.get().withdrawn_at
    bench.send("consent:spoken", 1)
    bench.press("start"), bench.press("finish")
    again(bench)
    assert "申请人当面同意" in words(bench.client.get("/workbench/?tab=2"))


def test_the_same_submission_is_the_same_application_and_another_place_is_another(bench):
    earlier = Application.objects.get()
    page = words(bench.client.get("/workbench/?tab=1"))
    assert "可能重复" in page and earlier.number in page and "续办这一件" in page
    page = words(bench.send("accept", 0, content="热食类 制售"))
    assert Application.objects.get() == earlier and earlier.number in page
    assert TicketResumed.objects.get().ticket == bench.ticket
    bench.press("finish")
    again(bench)
    bench.send("accept", 0, content="热食类制售", place="海淀区第二家店")
    assert Application.objects.count() == 2


def told_of_a_missing_seal(*, matters):
    """A visit that ended with a one-time notice, and the material it names."""
    bench = a_bench(matters=matters)
    bench.call()
    lacking = bench.version().materials.first()
    bench.send("notice", **{f"tick_{lacking.pk}": "missing", f"problem_{lacking.pk}": "未盖章，请补盖"})
    bench.press("finish")
    return bench, lacking


def test_corrections_brought_another_day_go_to_the_application_that_waits_for_them():
    bench, lacking = told_of_a_missing_seal(matters=1)
    ticket = again(bench)
    number = Application.objects.get().number
    page = words(bench.client.post(f"/workbench/resume/{number}/", {"ticket": ticket.pk, "tab": 1}, headers=HTMX))
    assert "当场补齐了" in page and "未盖章，请补盖" in page
    bench.client.post(f"/workbench/correct/{number}/", {"ticket": ticket.pk, "tab": 1, "brought": lacking.pk})
    assert Application.objects.get().state == "accepted"


def test_nobody_goes_on_with_somebody_elses_application(bench):
    other = Application.objects.get()
    other.applicant = PartyFactory()
    other.save()
    answer = bench.client.post(f"/workbench/resume/{other.number}/", {"ticket": bench.ticket.pk}, headers=HTMX)
    assert answer.status_code == 404 and not TicketResumed.objects.exists()


def test_a_matter_that_comes_onto_the_ticket_by_going_on_stands_in_its_record():
    """The day rebuilt from its steps equals the stored one."""
    bench, _ = told_of_a_missing_seal(matters=2)
    party, number = bench.ticket.party, Application.objects.get().number
    bench.small.ticket(matter_codes=[bench.small.matters[1].code], name=party.name, id_number=party.id_number)
    ticket = bench.call()
    bench.client.post(f"/workbench/resume/{number}/", {"ticket": ticket.pk, "tab": 1}, headers=HTMX)
    assert ticket.ticket_matters.count() == 2
    assert compared(bench.small.hall, ticket.day).differences == []
