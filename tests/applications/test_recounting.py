"""The official list arrives: the year becomes official, every open date is counted again, a report says what moved."""

import io
from datetime import date, datetime

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from openpyxl import load_workbook

from applications import tasks
from applications.models import MovedDate, Recount
from applications.verbs import recounting
from applications.verbs.recounting import begin_recount, carry_on
from hall import steps
from hall.errors import OfficialListUnfit
from hall.events import CalendarChanged
from hall.kernel import clock
from hall.kernel.errors import NotPermitted
from hall.models import CalendarChange, CalendarDay, OutgoingMessage
from hall.official_list import read_notice
from hall.permissions import system_person
from hall.queries.calendar import forget_calendar
from hall.roles import Role
from hall.verbs.calendar import import_official_list, load_calendar
from tests.factories import StaffFactory
from tests.factories.applications import people

# An invented list in the form of the notice: nobody knows the real one yet.
NOTICE_2027 = """一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。2月13日（周六）、2月20日（周六）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。5月8日（周六）上班。
五、端午节：6月9日（周三）放假。
六、中秋节：9月15日（周三）放假。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。"""
LISTED = read_notice(NOTICE_2027, 2027)
BY = {"paper": "国办发明电〔2026〕7号"}


def on(day: str, hour: int = 10):
    return clock.frozen(datetime.fromisoformat(f"{day}T{hour:02}:00:00").replace(tzinfo=clock.BEIJING))


@pytest.fixture
def admin(db):
    load_calendar(by=system_person("setup"))
    forget_calendar()
    yield StaffFactory(roles=[Role.SYSTEM_ADMIN])
    forget_calendar()


@pytest.fixture
def winter(admin, on_a_working_day):
    """A matter of thirty days promised, its people, and an application accepted on 18 January 2027."""
    ours = people(promised_limit=20, statutory_limit=30)
    with on("2027-01-18"):
        application = ours.accepted()
    return ours, application


def imported(admin, **given):
    with on("2027-01-20"):
        change = import_official_list(listed=LISTED, by=admin, **{**BY, **given})
    return change


def recounted(change, at="2027-01-20"):
    with on(at):
        return carry_on(
            recount_id=begin_recount(change_id=change.pk, by=system_person("deadlines")).pk,
            by=system_person("deadlines"),
        )


def test_before_the_list_the_date_is_provisional_and_afterwards_it_moved_with_a_report(
    winter, admin, told, django_capture_on_commit_callbacks
):
    _, application = winter
    assert application.due_is_provisional and application.promise_due == date(2027, 2, 15)
    with django_capture_on_commit_callbacks(execute=True):
        change = imported(admin)
    assert CalendarChanged(change_id=change.pk) in told
    recount = recounted(change)
    application.refresh_from_db()
    assert not application.due_is_provisional and application.promise_due == date(2027, 2, 19)
    moved = MovedDate.objects.get(recount=recount, kind="promise")
    assert (moved.before, moved.after, moved.was_provisional) == (date(2027, 2, 15), date(2027, 2, 19), True)
    step = steps.steps_of(application).last()
    assert step.verb == "recount" and "2027-02-15 → 2027-02-19" in step.reason
    assert OutgoingMessage.objects.filter(about=application.number, event="date_moved").count() == 1


def test_every_kind_of_open_date_is_counted_again(winter, admin):
    ours, accepted = winter
    with on("2027-02-03"):
        received, waiting = ours.receive(), ours.awaiting_correction()
        delivered = ours.in_state("awaiting_collection")
    recount = recounted(imported(admin))
    found = {(one.application_id, one.kind) for one in MovedDate.objects.filter(recount=recount)}
    assert {(received.pk, "notice"), (accepted.pk, "legal"), (delivered.pk, "delivery")} <= found
    received.refresh_from_db()
    assert received.notice_due == date(2027, 2, 16)
    waiting.refresh_from_db()
    assert waiting.correction_due == date(2027, 2, 18), (
        "the last of its natural days was a working day before and after"
    )


def test_counting_twice_moves_nothing_twice_and_an_interrupted_count_goes_on(winter, admin, monkeypatch):
    ours, first = winter
    with on("2027-01-18"):
        others = [ours.accepted() for _ in range(3)]
    change = imported(admin)
    monkeypatch.setattr(recounting, "BATCH", 2)
    real, seen = recounting.recount_application, []

    def dies_in_the_second_batch(**given):
        seen.append(given["application_id"])
        if len(seen) == 3:
            raise KeyboardInterrupt
        return real(**given)

    monkeypatch.setattr(recounting, "recount_application", dies_in_the_second_batch)
    with pytest.raises(KeyboardInterrupt):
        recounted(change)
    assert Recount.objects.get().last_seen == others[0].pk
    monkeypatch.setattr(recounting, "recount_application", real)
    recounted(change)
    recounted(change, "2027-01-21")
    recount = Recount.objects.get()
    assert recount.finished_at and recount.checked_at and recount.failed == 0 and recount.looked_at == 4
    assert MovedDate.objects.filter(kind="promise").count() == 4
    assert OutgoingMessage.objects.filter(event="date_moved", about=first.number).count() == 1


def test_what_somebody_counted_with_the_old_calendar_meanwhile_is_found_by_the_second_pass(winter, admin):
    ours, _ = winter
    change = imported(admin)
    recounted(change)
    with on("2027-01-20"):
        late = ours.accepted()
    type(late).objects.filter(pk=late.pk).update(promise_due=date(2027, 2, 17), due_is_provisional=True)
    with on("2027-01-20", 11):
        tasks.sweep_recounts()
    late.refresh_from_db()
    assert not late.due_is_provisional and late.promise_due == date(2027, 2, 22)
    assert Recount.objects.get().checked_at


def test_a_lost_hint_is_made_up_by_the_sweeper(winter, admin):
    _, application = winter
    imported(admin)
    with on("2027-01-20"):
        tasks.sweep_recounts()
    application.refresh_from_db()
    assert application.promise_due == date(2027, 2, 19)


def test_importing_the_same_list_again_changes_nothing(admin):
    assert imported(admin) is not None
    assert imported(admin) is None and CalendarChange.objects.count() == 1
    assert not CalendarDay.objects.filter(date__year=2027, is_provisional=True).exists()


def test_a_list_with_problems_or_without_its_paper_is_refused(admin):
    with pytest.raises(OfficialListUnfit):
        import_official_list(listed=read_notice("一、元旦：1月1日放假。", 2027), by=admin, **BY)
    with pytest.raises(OfficialListUnfit):
        import_official_list(listed=LISTED, by=admin, paper=" ")
    with pytest.raises(NotPermitted):
        import_official_list(listed=LISTED, by=StaffFactory(roles=[Role.HALL_MANAGER]), **BY)


def words(answer) -> str:
    return answer.content.decode()


def test_the_administrator_checks_imports_and_reads_what_moved(winter, admin, client):
    _, application = winter
    client.force_login(admin)
    with on("2027-01-20"):
        page = words(client.get(reverse("calendar"), {"year": "2027"}))
        assert "放假安排还没有导入" in page and "1 件在办办件" in page and "style=" not in page
        body = {"year": "2027", "text": NOTICE_2027, **BY}
        checked = words(client.post(reverse("calendar-preview"), body))
        assert "确认导入并重新推算" in checked and "1 件在办办件的期限在这一年" in checked
        assert CalendarChange.objects.count() == 0
        sent = client.post(reverse("calendar-import"), body)
    change = CalendarChange.objects.get()
    assert sent["Location"] == reverse("calendar-change", args=[change.pk])
    assert "等待开始" in words(client.get(sent["Location"]))
    recounted(change)
    report = words(client.get(sent["Location"]))
    assert application.number in report and "2027-02-19" in report and "推后 1" in report
    book = load_workbook(io.BytesIO(client.get(reverse("calendar-change-file", args=[change.pk, "xlsx"])).content))
    assert application.number in {row[0] for row in book.worksheets[0].values}
    table = client.get(reverse("calendar-change-file", args=[change.pk, "csv"])).content.decode("utf-8-sig")
    assert f"{application.number}" in table and "2027-02-15,2027-02-19" in table


def test_a_wrong_list_is_explained_on_the_page_and_keeps_what_was_typed(admin, client):
    client.force_login(admin)
    body = {"year": "2027", "text": "一、元旦：1月1日（周四）放假。", **BY}
    answer = client.post(reverse("calendar-preview"), body)
    assert answer.status_code == 422
    assert "年份选错了吗" in words(answer) and "1月1日（周四）放假" in words(answer)
    assert "确认导入" not in words(answer)


def test_others_read_the_calendar_and_do_not_import(ours, client):
    client.force_login(ours.approver)
    assert "导入官方放假安排</h2>" not in words(client.get(reverse("calendar")))
    assert client.post(reverse("calendar-import"), {"year": "2027"}).status_code == 403


def test_the_command_checks_first_and_then_reports(winter, tmp_path, capsys):
    _, application = winter
    notice, report = tmp_path / "notice.txt", tmp_path / "moved.csv"
    notice.write_text(NOTICE_2027, encoding="utf-8")
    given = [str(notice), "--year", "2027", "--paper", BY["paper"], "--report", str(report)]
    with on("2027-01-20"):
        call_command("import_calendar", *given, "--dry-run")
        assert CalendarChange.objects.count() == 0
        call_command("import_calendar", *given)
    assert f"{application.number} 承诺办结日 2027-02-15 → 2027-02-19" in capsys.readouterr().out
    assert application.number in report.read_text(encoding="utf-8-sig")
    notice.write_text("一、元旦：1月1日放假。", encoding="utf-8")
    with pytest.raises(CommandError):
        call_command("import_calendar", *given)


def test_the_list_over_rest(winter, admin, client):
    client.force_login(admin)
    body = {"year": 2027, "text": NOTICE_2027, **BY}
    made = client.post("/api/v1/calendar/import/", body, content_type="application/json")
    assert made.status_code == 201 and made.json()["is_finished"] is False
    recounted(CalendarChange.objects.get())
    report = client.get(f"/api/v1/calendar/changes/{made.json()['id']}/").json()
    assert report["is_finished"] and {one["kind"] for one in report["moved"]} == {"promise", "legal"}
