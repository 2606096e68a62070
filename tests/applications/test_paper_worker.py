"""The worker that draws papers: asked after the commit, made up for by a sweep, once and no more, and heard when it cannot."""

import time
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from applications import tasks
from applications.models import Document
from applications.papers import store
from applications.papers.errors import PaperCannotBeDrawn
from applications.papers.files import Made
from applications.queries.making import LEASE, MOST_ATTEMPTS, REST
from applications.verbs import making
from hall.config import hints
from hall.config.celery import app
from hall.kernel import clock
from hall.models import Step
from hall.roles import Role
from tests.applications.test_races import at_once
from tests.factories import StaffFactory
from tests.factories.applications import people

pytestmark = pytest.mark.django_db
TASK = "applications.tasks.make_files"


class Killed(BaseException):
    """As the kernel ends a process: nothing is caught, nothing is tidied up."""


def dies(*_: object) -> Made:
    raise Killed


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path):
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "media"


@pytest.fixture
def drawn(monkeypatch) -> list[int]:
    """What was drawn, in order; each drawing has bytes of its own, as signatures make them."""
    seen: list[int] = []

    def made_of(document: Document) -> Made:
        seen.append(document.pk)
        time.sleep(0.05)
        return Made(f"%PDF {document.number} {len(seen)} {time.monotonic_ns()}".encode(), "5EA1")

    monkeypatch.setattr(making, "made_of", made_of)
    return seen


@pytest.fixture
def asked(monkeypatch) -> list[str]:
    """The tasks handed to the broker."""
    names: list[str] = []
    monkeypatch.setattr(hints, "hint", lambda task, values, countdown=None: names.append(task) or True)
    hints.try_again_now()
    yield names
    hints.try_again_now()


def files() -> list[str]:
    return sorted(file.stem for file in store.path_of("00").parent.parent.rglob("*.pdf"))


def later(wait: timedelta):
    return clock.frozen(clock.now() + wait)


def test_a_paper_is_asked_for_after_the_commit_and_not_when_the_act_failed(
    ours, asked, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True), suppress(RuntimeError), transaction.atomic():
        ours.receive()
        raise RuntimeError("the act fails after its paper was numbered")
    assert TASK not in asked and not Document.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        ours.accepted()
        assert TASK not in asked, "not before the commit"
    assert asked.count(TASK) == 1, "two papers of a moment, one run"


def test_the_broker_hands_it_to_the_worker_of_papers_and_beat_sweeps_every_quarter_minute():
    assert app.amqp.router.route({}, TASK)["queue"].name == "papers"
    entry = app.conf.beat_schedule["make-files"]
    assert (entry["task"], entry["schedule"]) == (TASK, 15.0)
    assert entry["options"]["expires"] <= 15, "sweeps that nobody ran do not pile up"
    assert app.conf.task_acks_late and app.conf.task_reject_on_worker_lost, "a run that died is run again"


def test_what_the_broker_lost_is_made_by_the_next_sweep(ours, drawn):
    application = ours.accepted()
    assert tasks.make_files() == 2 and tasks.make_files() == 0
    assert len(drawn) == 2 and all(document.made_at for document in application.documents.all())


def test_a_worker_that_died_half_way_is_made_up_for_after_a_minute(ours, drawn, monkeypatch):
    document = ours.receive().documents.get()
    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(making, "made_of", dies)
        tasks.make_files()
    document.refresh_from_db()
    assert document.made_at is None and document.making_since and not document.problem
    assert tasks.make_files() == 0, "it may still be drawing"
    with later(LEASE + timedelta(seconds=1)):
        assert tasks.make_files() == 1 and tasks.make_files() == 0
    document.refresh_from_db()
    assert (files(), document.attempts) == ([document.sha256], 2)


def test_a_worker_that_died_between_the_file_and_its_row_leaves_one_good_file(ours, drawn, monkeypatch):
    document = ours.receive().documents.get()
    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(making, "_written", dies)
        tasks.make_files()
    with later(LEASE + timedelta(seconds=1)):
        assert tasks.make_files() == 1
    document.refresh_from_db()
    assert store.kept(document.sha256) and document.made_at


@pytest.mark.django_db(transaction=True)
def test_two_workers_and_a_clerk_at_once_draw_each_paper_once(drawn):
    ours = people()
    ours.accepted(), ours.accepted()
    wanted = set(Document.objects.values_list("pk", flat=True))
    first = min(wanted)
    counts = at_once(tasks.make_files, tasks.make_files, lambda: making.make_file(first))
    assert sorted(drawn) == sorted(wanted), "none twice"
    assert sum(bool(count) for count in counts[:2]) == 1, f"one worker draws: {counts}"
    kept = sorted(Document.objects.values_list("sha256", flat=True))
    assert files() == kept and len(kept) == 4


@pytest.mark.django_db(transaction=True)
def test_without_the_claim_both_would_draw_and_still_one_file_stays(drawn, monkeypatch):
    document = people().receive().documents.get()
    monkeypatch.setattr(making, "_claimed", lambda pk: Document.objects.select_related(*making.AROUND).get(pk=pk))
    at_once(lambda: making.make_file(document.pk), lambda: making.make_file(document.pk))
    document.refresh_from_db()
    assert len(drawn) == 2, "the control: the claim is what keeps the second from drawing"
    assert files() == [document.sha256]


def test_one_paper_that_cannot_be_drawn_keeps_no_other_back(ours, drawn, monkeypatch):
    good, bad = ours.receive().documents.get(), ours.receive().documents.get()
    made_of = making.made_of
    monkeypatch.setattr(making, "made_of", lambda one: made_of(one) if one.pk == good.pk else 1 / 0)
    tasks.make_files()
    good.refresh_from_db(), bad.refresh_from_db()
    assert good.made_at and not bad.made_at and "绘制时出错（ZeroDivisionError）" in bad.problem


def test_a_full_disk_is_said_in_words_and_made_up_for_by_itself(ours, drawn, monkeypatch):
    document = ours.receive().documents.get()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(store, "_write", full)
        assert tasks.make_files() == 1
    document.refresh_from_db()
    assert "磁盘写不进去（No space left on device）" in document.problem and not files()
    tasks.make_files()
    document.refresh_from_db()
    assert document.made_at and not document.problem


@pytest.fixture
def undrawable(ours, monkeypatch) -> Document:
    """A paper that failed five times, and a machine that is well again."""

    def without_pango(_: Document) -> Made:
        raise PaperCannotBeDrawn(why="libpango")

    document = ours.receive().documents.get()
    with monkeypatch.context() as patch:
        patch.setattr(making, "made_of", without_pango)
        for _ in range(MOST_ATTEMPTS + 2):
            tasks.make_files()
    document.refresh_from_db()
    assert document.attempts == MOST_ATTEMPTS, "then it rests"
    return document


def places(client, document: Document) -> dict[str, str]:
    """Where a manager looks."""
    return {
        "overview": client.get(reverse("hall-overview")).content.decode(),
        "board": client.get(reverse("window-board")).content.decode(),
        "registers": client.get(reverse("documents")).content.decode(),
        "paper": client.get(reverse("document", args=[document.verification_code])).content.decode(),
    }


def test_managers_are_told_what_could_not_be_drawn_and_have_it_made_again(ours, undrawable, drawn, client):
    manager = StaffFactory(hall=ours.hall, roles=[Role.HALL_MANAGER])
    client.force_login(manager)
    told = places(client, undrawable)
    assert "签章文件未生成 1 份" in told["overview"] and "签章文件未生成 1" in told["board"]
    assert undrawable.number in told["registers"] and "libpango" in told["registers"]
    assert "签章 PDF 没有生成" in told["paper"] and "libpango" in told["paper"] and "重新生成" in told["paper"]
    client.post(reverse("document-make", args=[undrawable.verification_code]))
    assert drawn == [undrawable.pk] and Step.objects.filter(verb="make_file_again", by=manager).count() == 1
    told = places(client, undrawable)
    assert "下载签章 PDF" in told["paper"]
    assert not any("未生成" in page or "没有生成" in page for page in told.values())


def test_another_halls_manager_is_not_bothered_and_may_not_make_it(undrawable, client):
    client.force_login(StaffFactory(hall=people().hall, roles=[Role.HALL_MANAGER]))
    assert "未生成" not in client.get(reverse("hall-overview")).content.decode()
    assert undrawable.number not in client.get(reverse("documents")).content.decode()
    assert client.post(reverse("document-make", args=[undrawable.verification_code])).status_code == 404


def test_what_rests_is_tried_again_by_itself_after_half_an_hour(undrawable, drawn):
    assert tasks.make_files() == 0
    with later(REST + timedelta(seconds=1)):
        assert tasks.make_files() == 1
    undrawable.refresh_from_db()
    assert undrawable.made_at and not undrawable.problem


def test_what_waits_longer_than_ten_minutes_is_told_too(ours, client):
    """As when the worker of papers does not run at all."""
    document = ours.receive().documents.get()
    client.force_login(StaffFactory(hall=ours.hall, roles=[Role.HALL_MANAGER]))
    assert "未生成" not in places(client, document)["overview"], "seconds are no trouble"
    with later(timedelta(minutes=11)):
        told = places(client, document)
    assert "签章文件未生成 1 份" in told["overview"] and "还没有轮到" in told["registers"]
