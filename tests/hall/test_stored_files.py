"""Files that no row names are removed after an hour; what a row names, and what is young or elsewhere, stays."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import FileField

from applications.models import Document, MaterialFile
from applications.papers import store
from hall import stored_files
from hall.config.celery import app
from hall.kernel import clock
from hall.roles import Role
from hall.tasks import sweep_files
from queueing.models import IntakeScan
from queueing.verbs.scanning import hand_in_scans
from queueing.verbs.tickets import take_ticket
from tests.factories import QueueFactory, StaffFactory
from tests.factories.applications import people

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def ours():
    return people()


def lies(media: Path, name: str, *, minutes: int = 61) -> Path:
    """A file that was written so long ago."""
    path = media / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"scan")
    written = (clock.now() - timedelta(minutes=minutes)).timestamp()
    os.utime(path, (written, written))
    return path


def a_row(ours, name: str) -> MaterialFile:
    return MaterialFile.objects.create(
        hall=ours.hall, application_material=ours.receive().materials.first(), file=name, name="平面图.jpg",
        content_type="image/jpeg", size=4, sha256="0" * 64, uploaded_by=ours.clerk, uploaded_at=clock.now(),
    )  # fmt: skip


def a_ticket(ours):
    QueueFactory(hall=ours.hall)
    return take_ticket(
        hall=ours.hall, matter_codes=[ours.version.matter.code], name="李明", id_type="resident",
        id_number="11010519491231002X", channel="guide_desk", by=StaffFactory(hall=ours.hall, roles=[Role.GUIDE]),
    )  # fmt: skip


def test_a_file_without_a_row_goes_after_an_hour_and_a_young_one_or_one_with_a_row_stays(ours, media):
    a_row(ours, "materials/ab12/named")
    named, young = lies(media, "materials/ab12/named"), lies(media, "materials/ab12/young", minutes=59)
    left = lies(media, "materials/ab12/left")
    assert stored_files.sweep() == 1
    assert named.exists() and young.exists() and not left.exists()
    assert stored_files.sweep() == 0


def test_what_was_scanned_at_the_window_stays_when_it_becomes_the_applications(ours, media):
    """The file keeps its place and changes its table."""
    ticket, application = a_ticket(ours), ours.receive()
    line = application.materials.first()
    IntakeScan.objects.create(
        hall=ours.hall, ticket=ticket, material=line.material, file="intake/ab12/scan", name="平面图.jpg",
        content_type="image/jpeg", size=4, sha256="0" * 64, source="drag", added_by=ours.clerk, added_at=clock.now(),
    )  # fmt: skip
    scan, left = lies(media, "intake/ab12/scan"), lies(media, "intake/ab12/left")
    assert stored_files.sweep() == 1
    hand_in_scans(ticket, application, ours.clerk)
    assert not IntakeScan.objects.exists() and stored_files.sweep() == 0
    assert scan.exists() and not left.exists()


def test_a_sealed_paper_stays_and_one_that_no_document_names_goes_with_its_half_written_draft(ours, media):
    ours.receive()
    digest = store.keep(b"%PDF named")
    Document.objects.update(sha256=digest, made_at=clock.now())
    kept = lies(media, f"documents/{digest[:2]}/{digest}.pdf")
    left, draft = lies(media, f"documents/ab/{'ab' * 32}.pdf"), lies(media, "documents/ab/.0123456789abcdef")
    assert stored_files.sweep() == 2
    assert kept.exists() and not left.exists() and not draft.exists()


def test_a_paper_that_is_kept_once_more_is_young_again(media):
    digest = store.keep(b"%PDF")
    path = lies(media, f"documents/{digest[:2]}/{digest}.pdf")
    store.keep(b"%PDF")
    assert path.stat().st_mtime > (clock.now() - timedelta(minutes=1)).timestamp()


def test_links_and_what_lies_elsewhere_are_neither_followed_nor_removed(ours, media, tmp_path):
    a_row(ours, "materials/ab12/named")
    outside = lies(tmp_path, "elsewhere/ab/secret")
    (media / "materials").mkdir(parents=True)
    (media / "materials" / "ab13").symlink_to(outside.parent)
    (media / "materials" / "ab14").symlink_to(outside)
    others = [lies(media, "notes/ab/one"), lies(media, "abc"), lies(media, "materials/ab12/deeper/one")]
    assert stored_files.sweep() == 0
    assert outside.exists() and all(path.exists() for path in others)
    assert (media / "materials" / "ab14").is_symlink()


def test_a_database_that_knows_no_file_of_a_folder_removes_none_there(ours, media):
    """It is not the one that belongs to the files, or is still being restored."""
    scan, paper = lies(media, "materials/ab12/left"), lies(media, f"documents/ab/{'ab' * 32}.pdf")
    assert stored_files.sweep() == 0 and scan.exists() and paper.exists()
    a_row(ours, "materials/ab12/named")
    assert stored_files.sweep() == 1 and not scan.exists() and paper.exists()


def test_each_minute_takes_another_256th_and_a_portion_takes_few_statements(
    ours, media, django_assert_max_num_queries, monkeypatch
):
    a_row(ours, "materials/ab12/named")
    left = [lies(media, f"materials/{begins}12/{n}") for begins in ("ab", "cd") for n in range(30)]
    monkeypatch.setattr(stored_files, "turn", lambda: "ab")
    with django_assert_max_num_queries(8):
        assert sweep_files() == 30
    assert [path.exists() for path in left] == [False] * 30 + [True] * 30
    with django_assert_max_num_queries(0):
        assert sweep_files() == 0


def test_every_file_has_its_turn_within_256_minutes():
    begun, turns = clock.now(), set()
    for minute in range(stored_files.PORTIONS):
        with clock.frozen(begun + timedelta(minutes=minute)):
            turns.add(stored_files.turn())
    assert turns == {f"{number:02x}" for number in range(256)}
    assert app.conf.beat_schedule["sweep-files"]["schedule"] <= 60


def test_every_kind_of_file_has_a_folder_that_is_swept():
    fields = [(model, field) for model in apps.get_models() for field in model._meta.local_fields]
    places = [field.generate_filename(model(), "扫描.png") for model, field in fields if isinstance(field, FileField)]
    assert places
    for place in places:
        folder, within = place.split("/", 1)
        assert folder in stored_files.FOLDERS and int(within[:2], 16) >= 0, place
