"""Results that nobody fetches: reminded of by age, listed, given back; and certificates that come late."""

from datetime import datetime

from applications.models import Reminder
from applications.queries.ageing import counted_groups, papers_of
from applications.verbs.paper_sweeps import remind_all
from applications.verbs.shelving import return_paper, shelve
from hall.kernel import clock
from hall.permissions import system_person
from tests.applications.test_papers_on_their_way import a_day, at, shelf, told

__all__ = ["shelf"]


def test_people_are_reminded_once_for_each_age_and_by_day(ours, shelf):
    application = ours.decided()
    shelve(**at(ours, application))
    by = system_person("issuing")
    with a_day(24, 7):
        assert remind_all(by=by) == 0, "not before nine"
    with a_day(24, 9):
        assert (remind_all(by=by), remind_all(by=by)) == (1, 0)
    with clock.frozen(datetime(2026, 10, 21, 10, tzinfo=clock.BEIJING)):
        assert remind_all(by=by) == 1
    assert list(Reminder.objects.values_list("days", flat=True)) == [3, 30]
    assert len(told(application, "collect_reminder")) == 2


def test_what_nobody_fetches_is_listed_by_age_and_given_back_with_a_reason(ours, shelf, django_assert_num_queries):
    application, fresh = ours.decided(), ours.decided()
    shelve(**at(ours, application))
    with clock.frozen(datetime(2026, 11, 22, 10, tzinfo=clock.BEIJING)):
        shelve(**at(ours, fresh))
        with django_assert_num_queries(4):
            rows = papers_of(ours.hall, "ageing")
        assert [(row.result.application_id, row.age, row.days) for row in rows] == [(application.pk, "60 天以上", 62)]
        return_paper(**at(ours, application, reason="六十日未领取，三次提醒"))
        counts = {group.key: group.count for group in counted_groups(ours.hall)}
    assert counts["ageing"] == 0 and counts["returned"] == 1 and counts["shelf"] == 1
    assert told(application, "result_returned")
    ours.hand_over(application)


def test_a_certificate_that_is_late_stands_in_its_own_group(ours):
    ours.decided()
    with a_day(24):
        assert papers_of(ours.hall, "late") == []
    with a_day(25):
        assert papers_of(ours.hall, "late")[0].is_late
