"""The approver's inbox and desk: whose turn it is, clocks, filters, many at once, sending back, undo."""

from datetime import timedelta

import pytest
from django.urls import reverse

from applications.inbox_filters import Wanted, wanted
from applications.models import Absence, Decision, Look, Phrase, Route, SavedFilter
from applications.queries.access import seen_version
from applications.queries.finding import find
from applications.queries.inbox import inbox_page
from applications.queries.turns import undoable
from applications.verbs import desk, intake, procedures, returning, reviewing
from applications.verbs.files import Upload, add_file
from hall.kernel import clock
from hall.kernel.errors import DomainError, NotFound, NotPermitted
from hall.models import OutgoingMessage, Step
from hall.roles import Role
from tests.factories import DepartmentFactory, PartyFactory, StaffFactory
from tests.factories.applications import people
from tests.factories.scans import picture


def words(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def two(db, on_a_working_day):
    """A department where one reviews and another decides."""
    made = people()
    Route.objects.filter(department=made.version.matter.department).delete()
    Route.objects.create(department=made.version.matter.department, signatures=2)
    return made


def numbers(person, **asked):
    return [row.number for row in inbox_page(person, Wanted(**asked)).rows]


def test_an_application_is_in_the_inbox_of_whoever_may_sign_its_step(two):
    reviewer, decider = two.colleague("review"), two.colleague("decide")
    application = two.accepted()
    assert numbers(reviewer) == [application.number] and numbers(decider) == []
    reviewing.review(number=application.number, granted=True, opinion="建议准予", by=reviewer)
    assert numbers(reviewer) == [] and numbers(decider) == [application.number]
    assert numbers(reviewer, hands="all") == [application.number], "the department's work stays readable"


def test_whoever_reviewed_does_not_find_it_again_for_the_decision(two):
    both = two.colleague("review", "decide")
    application = two.accepted()
    reviewing.review(number=application.number, granted=True, opinion="建议准予", by=both)
    assert numbers(both) == []


def test_a_substitute_finds_what_lies_with_an_absent_colleague(two):
    away, here = two.colleague("review"), two.colleague("extend")
    application = two.accepted()
    reviewing.transfer(number=application.number, to=away.username, reason="分工", by=two.approver)
    today = clock.today()
    Absence.objects.create(
        person=away, substitute=here, begins=today, ends=today, recorded_by=here, recorded_at=clock.now()
    )
    row = inbox_page(here).rows[0]
    assert row.number == application.number and "不在岗" in row.handler and here.name in row.handler


def test_what_is_due_today_stands_on_top_and_what_is_stopped_at_the_bottom(ours):
    late, stopped, later = ours.accepted(), ours.accepted(), ours.accepted()
    late.promise_due = clock.today()
    late.save()
    procedures.begin_procedure(
        number=stopped.number, kind="hearing", reason="申请听证", expected_days=20, by=ours.approver
    )
    found = inbox_page(ours.approver)
    assert [row.number for row in found.rows] == [late.number, later.number, stopped.number]
    assert [key for key, *_ in found.groups] == ["today", "later", "stopped"]
    assert (found.due_today, found.stopped, found.total) == (1, 1, 3)
    row = found.rows[-1]
    assert "听证" in row.stopped and any("第四十五条" in line for line in row.clock)


def test_a_row_says_who_had_it_before(two):
    reviewer = two.colleague("review")
    application = two.accepted()
    assert two.clerk.name in inbox_page(reviewer).rows[0].before
    reviewing.review(number=application.number, granted=True, opinion="建议准予", by=reviewer)
    assert inbox_page(two.colleague("decide")).rows[0].before == f"{reviewer.name}　审查"


def test_choices_narrow_the_list_and_unknown_ones_count_as_not_asked(ours):
    soon, later = ours.accepted(), ours.accepted()
    soon.promise_due = clock.today() + timedelta(days=1)
    soon.save()
    assert numbers(ours.approver, within="1") == [soon.number]
    assert numbers(ours.approver, step="review") == [] and len(numbers(ours.approver, step="decide")) == 2
    assert numbers(ours.approver, hands="mine") == [] and len(numbers(ours.approver, hands="nobody")) == 2
    assert numbers(ours.approver, mark="late") == numbers(ours.approver, mark="asked") == []
    assert (
        numbers(ours.approver, matter="none") == []
        and len(numbers(ours.approver, matter=later.version.matter.code)) == 2
    )
    assert wanted({"within": "9", "hands": "x", "matter": "a b", "only": "today"}) == Wanted(only="today")


def test_a_filter_is_kept_under_a_name_and_dropped(ours, client):
    client.force_login(ours.approver)
    answer = client.post(reverse("inbox-filter-keep"), {"name": "快到期", "within": "3", "hands": "all"})
    assert answer["Location"] == f"{reverse('inbox')}?hands=all&within=3"
    assert "快到期" in words(client.get(reverse("inbox")))
    kept = SavedFilter.objects.get()
    client.post(reverse("inbox-filter-drop", args=[kept.pk]))
    assert not SavedFilter.objects.exists()


def test_a_filter_of_someone_else_is_not_dropped(ours):
    desk.keep_filter(name="我的", wanted={}, by=ours.approver)
    desk.drop_filter(filter_id=SavedFilter.objects.get().pk, by=ours.colleague())
    assert SavedFilter.objects.exists()


def test_the_empty_inbox_says_what_is_due_next_and_who_needs_help(two, client):
    busy, idle = two.colleague("review"), two.colleague("extend")
    application = two.accepted()
    reviewing.transfer(number=application.number, to=busy.username, reason="分工", by=two.approver)
    client.force_login(idle)
    page = words(client.get(reverse("inbox")))
    assert "轮到您的都办完了" in page and "下一个承诺办结日" in page and busy.name in page


def test_phrases_are_a_persons_or_the_departments_and_fill_the_opinion(ours, client):
    client.force_login(ours.approver)
    client.post(reverse("phrases"), {"use": "grant", "words": "延续许可，条件没有变化，准予延续。", "for_all": "on"})
    shared = Phrase.objects.get()
    assert shared.owner is None and Step.objects.filter(verb="keep_phrase").exists()
    page = words(client.get(reverse("application", args=[ours.accepted().number])))
    assert 'data-phrase="延续许可，条件没有变化，准予延续。"' in page
    client.post(reverse("phrase", args=[shared.pk]), {"words": "改过的用语"})
    shared.refresh_from_db()
    assert shared.words == "改过的用语"
    stranger = StaffFactory(hall=ours.hall, roles=[Role.APPROVER], department=DepartmentFactory())
    with pytest.raises(NotFound):
        desk.drop_phrase(phrase_id=shared.pk, by=stranger)
    client.post(reverse("phrase", args=[shared.pk]), {"drop": "1"})
    assert not Phrase.objects.exists()


def test_sending_back_names_everything_and_shows_the_message_first(ours, client):
    application = ours.receive()
    material = ours.version.materials.first()
    client.force_login(ours.approver)
    address = reverse("application-return", args=[application.number])
    body = {
        f"wrong-{material.pk}": "on",
        f"problem-{material.pk}": "未加盖公章，请盖章后重交",
        "seen": seen_version(application),
    }
    preview = words(client.post(address, {**body, "preview": "1"}))
    assert "须补正" in preview and "未加盖公章" in preview and application.number in preview
    application.refresh_from_db()
    assert application.state == "received", "a preview changes nothing"
    assert client.post(address, body).status_code == 302
    application.refresh_from_db()
    assert application.state == "awaiting_correction"
    assert OutgoingMessage.objects.get(event="correction", about=application.number)


def test_sending_back_without_words_is_refused_and_changes_nothing(ours, client):
    application = ours.receive()
    material = ours.version.materials.first()
    with pytest.raises(DomainError) as refused:
        returning.return_for_correction(number=application.number, problems={material.pk: " "}, by=ours.approver)
    assert refused.value.code == "applications.problems_missing" and material.name in refused.value.words
    with pytest.raises(NotPermitted):
        returning.return_for_correction(number=application.number, problems={material.pk: "缺章"}, by=ours.clerk)
    application.refresh_from_db()
    assert application.state == "received" and not application.materials.filter(status="missing").exists()


def test_the_decider_sends_it_back_to_the_reviewer_on_its_page(two, client):
    application = two.reviewed()
    client.force_login(two.approver)
    page = words(client.get(reverse("application", args=[application.number])))
    assert "退回审查" in page and "建议准予" in page, "the earlier opinion is there to read"
    address = reverse("application-return", args=[application.number])
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "请补充现场照片"}).status_code == 302
    application.refresh_from_db()
    assert application.step == "review"


def test_an_application_is_passed_on_to_a_colleague_who_may_sign(two, client):
    taker, other = two.colleague("review"), two.colleague("extend")
    application = two.accepted()
    client.force_login(two.approver)
    address = reverse("application-transfer", args=[application.number])
    assert taker.name in words(client.get(address))
    assert client.post(address, {"to": other.username, "reason": "分工"}).status_code == 422
    assert client.post(address, {"to": taker.username, "reason": "分工"}).status_code == 302
    application.refresh_from_db()
    assert application.handler == taker


def test_a_decision_is_taken_back_within_ten_minutes_and_not_after(ours, client):
    application = ours.just_decided()
    client.force_login(ours.approver)
    assert undoable(ours.approver)[0].number == application.number
    assert "撤回决定" in words(client.get(reverse("inbox")))
    address = reverse("application-undo", args=[application.number])
    assert client.post(address, {"reason": "选错了结论"}).status_code == 302
    assert not Decision.objects.exists()
    again = ours.just_decided()
    with clock.frozen(clock.now() + timedelta(minutes=11)):
        assert client.post(reverse("application-undo", args=[again.number]), {"reason": "晚了"}).status_code == 409
        assert undoable(ours.approver) == []


def test_many_are_granted_together_only_where_the_route_allows_it(ours, client):
    first, second = ours.accepted(), ours.accepted(applicant=PartyFactory())
    client.force_login(ours.approver)
    query = f"?number={first.number}&number={second.number}"
    assert "不能批量决定" in words(client.get(reverse("inbox-bulk") + query))
    Route.objects.filter(department=ours.version.matter.department).update(allows_bulk=True)
    page = words(client.get(reverse("inbox-bulk") + query))
    assert "可以批量准予 2 件" in page and ours.applicant.name not in page
    body = {"number": [first.number, second.number], "reason": "符合条件，准予。"}
    assert client.post(reverse("inbox-bulk-decision"), body).status_code == 302
    assert Decision.objects.count() == 2


def test_no_more_than_twenty_at_once(ours, client):
    client.force_login(ours.approver)
    asked = [f"BJ260921-{n:05d}-1" for n in range(21)]
    answer = client.post(reverse("inbox-bulk-decision"), {"number": asked, "reason": "准予"})
    assert answer.status_code == 422 and "20" in words(answer)


def test_people_are_found_by_name_number_or_document_without_standing_in_an_address(ours, client):
    application = ours.accepted(applicant=PartyFactory(name="欧阳静怡", phone="13900001111"))
    ours.accepted()
    assert [row.number for row in find(ours.approver, "欧阳")] == [application.number]
    assert [row.number for row in find(ours.approver, "阳静怡")] == [application.number]
    assert [row.number for row in find(ours.approver, application.number[:14])] == [application.number]
    assert [row.number for row in find(ours.approver, application.applicant.id_number)] == [application.number]
    assert find(ours.approver, "欧") == []
    stranger = StaffFactory(hall=ours.hall, roles=[Role.APPROVER], department=DepartmentFactory())
    assert find(stranger, "欧阳") == [], "another department's applications are not there"
    client.force_login(ours.approver)
    answer = client.post(reverse("inbox-find"), {"words": "欧阳静怡"})
    assert application.number in words(answer) and answer["Cache-Control"] == "no-store"
    assert "静怡" not in words(answer).replace('value="欧阳静怡"', "")


def test_the_time_line_holds_acts_notices_and_who_looked(ours, client):
    application = ours.accepted()
    client.force_login(ours.clerk)
    client.get(reverse("application", args=[application.number]))
    client.force_login(ours.approver)
    for _ in range(2):
        page = words(client.get(reverse("application", args=[application.number])))
    assert "短信：受理" in page and "查看" in page and ours.clerk.name in page
    assert Look.objects.get(person=ours.approver).times == 2


def test_what_was_handed_in_again_is_a_second_version_of_its_material(ours, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    application, material = ours.receive(), ours.version.materials.first()
    given = {"hall": ours.hall, "number": application.number, "material_id": material.pk, "by": ours.clerk}
    with clock.frozen(clock.now() + timedelta(minutes=1)):
        add_file(upload=Upload("一.jpg", picture()), **given)
    with clock.frozen(clock.now() + timedelta(minutes=2)):
        intake.tick(
            hall=ours.hall, number=application.number, ticks=ours.ticks(m1="missing", problem="缺章"), by=ours.clerk
        )
        intake.request_correction(hall=ours.hall, number=application.number, by=ours.clerk)
    with clock.frozen(clock.now() + timedelta(minutes=3)):
        add_file(upload=Upload("二.jpg", picture(size=(301, 200))), **given)
    client.force_login(ours.clerk)
    page = words(client.get(reverse("application", args=[application.number])))
    assert 'data-version="1"' in page and 'data-version="2"' in page and "第 2 次提交" in page


def test_the_decision_is_previewed_and_nothing_is_kept(ours, client, monkeypatch):
    application = ours.accepted()
    told = {}
    monkeypatch.setattr(
        "applications.views.previewing.preview",
        lambda found, kind, facts, by: told.update(kind=kind, **facts) or b"%PDF-1.7",
    )
    client.force_login(ours.approver)
    address = reverse("application-preview", args=[application.number])
    assert client.post(address, {"reason": "", "preview": "grant"}).status_code == 422
    answer = client.post(address, {"reason": "场所不符", "legal_basis": "第三十八条", "preview": "deny"})
    assert answer["Content-Type"] == "application/pdf" and told["kind"] == "denial" and told["remedies"]
    assert not Decision.objects.exists()
