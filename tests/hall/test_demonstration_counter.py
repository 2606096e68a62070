"""The demonstration shows the comprehensive window's work: loaded in the night of a Sunday, made once, and said to be invented."""

from datetime import datetime

import pytest
from django.core.management import call_command

from applications.models import Application, Consent, LicenceLook, NoticeRequest
from applications.queries.intake_figures import figures
from applications.queries.reusable import has_earlier
from applications.queries.sent_in import waiting_sent_in
from hall.config.demo.counter import load_counter
from hall.config.demo.earlier_visits import KNOWN
from hall.config.demo.handing_in import somebody
from hall.config.demo.matters_shown import SHOWN
from hall.config.demo.people import load_people
from hall.config.demo.places import load_places
from hall.config.demo.signing import load_signing
from hall.kernel import clock
from hall.models import StaffMember
from hall.permissions import system_person
from hall.verbs.calendar import load_calendar
from queueing.models import IntakeDraft, Ticket
from stack.places import REPO

pytestmark = pytest.mark.django_db
SUNDAY_NIGHT = datetime(2026, 11, 22, 0, 3, tzinfo=clock.BEIJING)


@pytest.fixture
def loaded(tmp_path, settings):
    """The catalogue's few matters that are shown, the hall's people, and what the window's pages show."""
    settings.DATA_DIR = settings.MEDIA_ROOT = tmp_path
    lines = (REPO / "matters/data/catalogue.jsonl").read_text(encoding="utf-8").splitlines()
    shown = [line for line in lines if any(f'"{code}"' in line for code in SHOWN)]
    (tmp_path / "catalogue.jsonl").write_text("\n".join(shown), encoding="utf-8")
    with clock.frozen(SUNDAY_NIGHT):
        call_command("import_catalogue", str(tmp_path / "catalogue.jsonl"), verbosity=0)
        load_calendar(by=system_person("setup"))
        hall, district = load_places()
        load_people(hall, district, "hall-demo-1", renew=False)
        load_signing(hall)
        assert load_counter(hall)
        assert not load_counter(hall), "made once"
        yield hall


def page(client, username, path):
    client.force_login(StaffMember.objects.get(username=username))
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_page_of_the_comprehensive_window_has_something_to_show(loaded, client):
    """One test, because loading costs seconds."""
    _the_pages_of_supervisors_and_clerks(loaded, client)
    _who_came_before_is_in_line_and_the_draft_that_was_left_waits_for_any_window(loaded, client)


def _the_pages_of_supervisors_and_clerks(loaded, client):
    assert sorted(map(str, NoticeRequest.objects.values_list("granted", flat=True))) == ["False", "None", "True"]
    notices = page(client, "supervisor", "/second-notices/")
    assert "批准并出具告知书" in notices and "同意再次告知，窗口本周学习" in notices and "不得再要求" in notices
    assert len(waiting_sent_in(loaded)) == 2 and "出版物零售单位设立审批" in page(client, "ck07", "/sent-in/")
    seen = figures(loaded, clock.today(), clock.today())
    assert seen.totals.received and seen.totals.seconds == 1 and seen.consents == 2 and seen.reused == 3
    assert "重复录入" in page(client, "supervisor", "/intake-figures/")
    assert set(LicenceLook.objects.values_list("outcome", flat=True)) == {"found", "not_found"}
    assert Application.objects.filter(commitments__kind="late", state="accepted").exists()
    assert Application.objects.filter(commitments__kind="late", state="terminated").exists(), "one ran out"


def _who_came_before_is_in_line_and_the_draft_that_was_left_waits_for_any_window(loaded, client):
    assert has_earlier(loaded, somebody(*KNOWN)) == 2
    assert list(Ticket.objects.of(loaded).filter(state="waiting").values_list("party__name", flat=True)) == [
        "欧阳慕白",
        "皇甫知夏",
        "阿依努尔·买买提明",
    ]
    left = Ticket.objects.of(loaded).get(state="parked")
    assert IntakeDraft.objects.filter(ticket=left).count() == 2 and Consent.objects.filter(party=left.party).exists()
    client.force_login(StaffMember.objects.get(username="ck07"))
    client.post("/workbench/open/", {"window": "07"})
    client.post("/workbench/do/take_back/", {"number": left.number})
    desk = client.get("/workbench/").content.decode()
    assert "认定高级中学英语教师资格" in desk and "正在自助照相区拍照" in desk
