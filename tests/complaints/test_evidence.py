"""Tags that the system can check bring their evidence along: the published list, the working days."""

from datetime import date, timedelta

import pytest

from complaints.evidence import CaseFacts, Standard, check
from complaints.list_difference import difference
from complaints.models import Rating
from complaints.verbs.ratings import invite, rate
from hall.kernel import clock
from hall.permissions import system_person
from hall.queries.calendar import seed_calendar
from queueing.models import TicketApplication, TicketMatter
from tests.complaints.services import a_service
from tests.factories import WindowFactory, a_published_matter
from tests.factories.applications import people

STANDARD = Standard("食品经营许可", 3, "ab12cd34" + "0" * 56, ("申请书",))
MONDAY = date(2026, 9, 21)


def case(**given):
    return CaseFacts(**{"standard": STANDARD, "number": "BJ260921-00001-1", **given})


@pytest.mark.parametrize(
    ("tag", "due", "decided", "verdict", "words"),
    [
        ("209", date(2026, 9, 24), date(2026, 9, 24), "refuted", "没有"),
        ("209", date(2026, 9, 24), date(2026, 10, 9), "confirmed", "3 个工作日"),
        ("209", date(2026, 9, 24), None, "open", "没有"),
        ("110", None, None, "refuted", "法律没有规定期限"),
    ],
)
def test_promise_and_law_are_held_against_the_working_calendar(tag, due, decided, verdict, words):
    facts = case(accepted=MONDAY, promise_due=due, legal_due=due if tag == "110" else None, decided=decided)
    found = check(tag, [facts], MONDAY, seed_calendar())
    assert found["verdict"] == verdict
    assert any(words in value for _, value in found["facts"][0])


def test_an_open_case_past_its_day_is_late():
    facts = case(accepted=MONDAY, promise_due=date(2026, 9, 24))
    assert check("209", [facts], date(2026, 9, 25), seed_calendar())["verdict"] == "confirmed"


def test_what_is_not_on_the_published_list_is_named():
    class Published:
        name, acceptance_standard = "申请书", "签字"

    asked = tuple(difference([("申请书", ""), ("房东身份证复印件", "请补交")], [Published()]))
    found = check("109", [case(asked=asked)], MONDAY, seed_calendar())
    assert found["verdict"] == "confirmed"
    assert any("清单上没有：房东身份证复印件" in value for _, value in found["facts"][0])
    assert check("109", [case(asked=asked[:1])], MONDAY, seed_calendar())["verdict"] == "refuted"


@pytest.mark.django_db
def test_a_bad_rating_for_extra_material_brings_version_fingerprint_and_difference():
    ours = people()
    window = WindowFactory(hall=ours.hall, code="07")
    application = ours.awaiting_correction()
    service = a_service(window)
    TicketApplication.objects.create(ticket=service.ticket, application=application)
    token = invite(service_id=service.pk)[1]
    rate(token=token, level="very_dissatisfied", tags=["109", "115"], channel="pad", by=system_person("public"))
    (evidence,) = Rating.objects.get().evidence
    text = str(evidence)
    assert evidence["tag"] == "109" and ours.version.fingerprint in text and application.number in text
    assert "清单上有，要求不同" in text and "未加盖公章" in text
    assert ours.applicant.name not in text and ours.applicant.phone not in text


@pytest.mark.django_db
def test_a_bad_rating_for_lateness_brings_the_arithmetic():
    ours = people()
    with clock.frozen(clock.now() - timedelta(days=60)):
        application = ours.accepted()
    service = a_service(WindowFactory(hall=ours.hall, code="07"))
    TicketApplication.objects.create(ticket=service.ticket, application=application)
    token = invite(service_id=service.pk)[1]
    rate(token=token, level="dissatisfied", tags=["209"], channel="sms", by=system_person("public"))
    (evidence,) = Rating.objects.get().evidence
    assert evidence["verdict"] == "confirmed" and "尚未办结" in str(evidence["facts"])


@pytest.mark.django_db
def test_without_an_application_the_published_list_of_what_they_came_for_is_attached():
    service = a_service()
    version = a_published_matter()
    TicketMatter.objects.create(ticket=service.ticket, matter=version.matter, order=1)
    token = invite(service_id=service.pk)[1]
    rate(token=token, level="very_dissatisfied", tags=["108"], channel="sms", by=system_person("public"))
    (evidence,) = Rating.objects.get().evidence
    assert evidence["verdict"] == "open" and version.fingerprint in str(evidence)


@pytest.mark.django_db
def test_other_tags_bring_nothing():
    token = invite(service_id=a_service().pk)[1]
    rate(token=token, level="dissatisfied", tags=["214"], channel="sms", by=system_person("public"))
    assert Rating.objects.get().evidence == []
