"""Scans at the window: dropped on a line, saved by the scanner, photographed by one phone; the application's at last."""

import os
import time
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from applications.models import Application, MaterialFile
from hall.kernel import clock
from queueing.models import IntakeScan, ScanLink
from queueing.scan_errors import MaterialNotAsked
from queueing.verbs.scan_links import make_scan_link
from queueing.verbs.scanning import material_of
from tests.factories import MaterialFactory
from tests.factories.scans import picture
from tests.queueing.test_workbench import words
from tests.queueing.workbench import HTMX, a_bench

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.SCANNER_DIR = tmp_path / "scanner"


@pytest.fixture(autouse=True)
def opened_here(monkeypatch):
    """What opening a scan costs is measured elsewhere: here each is kept as it came."""
    from applications.scans import Scan

    def kept(name, data):
        return Scan(name, "image/jpeg", data)

    for place in ("queueing.verbs.scanning", "queueing.verbs.scan_links"):
        monkeypatch.setattr(f"{place}.checked", kept)


@pytest.fixture
def bench():
    made = a_bench(matters=1)
    made.call()
    return made


def material(bench):
    return bench.version().materials.first()


def page(name="page.jpg", data=b"one"):
    return SimpleUploadedFile(name, data, content_type="image/jpeg")


def drop(bench, *files):
    return bench.client.post(f"/workbench/scans/{material(bench).pk}/", {"file": list(files)}, headers=HTMX)


def test_what_is_dropped_on_a_line_is_shown_ticked_and_becomes_the_applications(bench):
    answer = words(drop(bench, page(), page("two.jpg", b"two"), page("again.jpg", b"two")))
    assert "page.jpg" in answer and 'data-scans="2"' in answer, "the same page again is one page"
    scan = IntakeScan.objects.first()
    assert "page" not in scan.file.name and bench.client.get(f"/workbench/scan-files/{scan.pk}/").status_code == 200
    line = words(bench.client.get("/workbench/"))
    assert 'data-scans="2"' in line and f'name="tick_{material(bench).pk}" value="have"' in line
    bench.send("accept")
    assert [file.name for file in MaterialFile.objects.all()] == ["page.jpg", "two.jpg"]
    assert not IntakeScan.objects.exists()
    assert MaterialFile.objects.first().file.open("rb").read() == b"one"


def test_only_what_the_standard_lists_is_scanned_and_only_at_the_own_window(bench):
    stranger = MaterialFactory(version=a_bench(matters=1).version(), order=40)
    with pytest.raises(MaterialNotAsked):
        material_of(bench.ticket, stranger.pk)
    assert bench.client.post(f"/workbench/scans/{stranger.pk}/", {"file": page()}).status_code == 422
    drop(bench, page())
    _, colleague = bench.small.window()
    other = Client()
    other.force_login(colleague)
    assert other.get(f"/workbench/scan-files/{IntakeScan.objects.get().pk}/").status_code == 404


def test_what_was_not_handed_in_goes_with_the_visit(bench, django_capture_on_commit_callbacks):
    drop(bench, page())
    stored = IntakeScan.objects.get().file
    bench.press("start")
    with django_capture_on_commit_callbacks(execute=True):
        bench.press("finish")
    assert not IntakeScan.objects.exists() and not stored.storage.exists(stored.name)


def test_a_page_of_the_scanner_lies_in_the_tray_until_the_clerk_says_what_it_is(bench, settings):
    from queueing.tasks import collect_scans

    place = settings.SCANNER_DIR / bench.small.hall.code / "01"
    place.mkdir(parents=True)
    before = bench.ticket.called_at.timestamp() - 60
    (place / "somebody-else.jpg").write_bytes(b"left here before")
    os.utime(place / "somebody-else.jpg", (before, before))
    (place / "scan001.jpg").write_bytes(b"scanned")
    os.utime(place / "scan001.jpg", (time.time() + 60, time.time() + 60))
    collect_scans()
    assert not IntakeScan.objects.exists(), "it is still being written"
    os.utime(place / "scan001.jpg", (time.time() - 2, time.time() - 2))
    service = bench.ticket.services.get()
    service.called_at = clock.now() - timedelta(seconds=30)
    service.save()
    collect_scans()
    scan = IntakeScan.objects.get()
    assert (scan.name, scan.source, scan.material) == ("scan001.jpg", "scanner", None)
    assert [path.name for path in place.iterdir()] == ["somebody-else.jpg"], "another person's page stays"
    box = words(bench.client.get(f"/workbench/scans/{material(bench).pk}/", headers=HTMX))
    assert "归到这份材料" in box
    bench.client.post(f"/workbench/scans/{material(bench).pk}/place/{scan.pk}/", headers=HTMX)
    scan.refresh_from_db()
    assert scan.material == material(bench)


def test_a_scanners_programme_delivers_over_the_api(bench):
    client = Client()
    client.force_login(bench.clerk)
    answer = client.post("/api/v1/windows/01/scans/", {"file": page()}, HTTP_ACCEPT="application/json")
    assert answer.status_code == 201 and answer.json()["material"] is None
    found = client.get("/api/v1/windows/01/scans/").json()
    assert [row["source"] for row in found] == ["scanner"]


def phone_link(bench):
    link, secret = make_scan_link(
        hall=bench.small.hall, ticket_id=bench.ticket.pk, material_id=material(bench).pk, by=bench.clerk
    )
    return link, f"/scan/{secret}/"


def test_a_phone_photographs_and_the_page_lands_at_its_material(bench):
    shown = words(bench.client.post(f"/workbench/scans/{material(bench).pk}/phone/", headers=HTMX))
    assert "data:image/svg+xml" in shown and "请用一部手机扫码" in shown
    _, address = phone_link(bench)
    phone, other = Client(), Client()
    first = phone.get(address)
    opened = words(first)
    assert first.headers["Referrer-Policy"] == "same-origin", "with none at all the phone's own posts are refused"
    assert material(bench).name in opened and bench.ticket.party.name not in opened, "no names on the phone"
    assert phone.post(address, {"file": page()}).status_code == 302
    assert "页已收到" in words(phone.get(address))
    scan = IntakeScan.objects.get()
    assert (scan.material, scan.source) == (material(bench), "phone")
    assert other.post(address, {"file": page("x.jpg", b"x")}).status_code == 409, "one phone owns the link"
    assert "另一部手机" in words(other.get(address))
    assert phone.post(f"{address}done/").status_code == 200
    assert phone.post(address, {"file": page("y.jpg", b"y")}).status_code == 409, "used up"


def test_a_link_ends_with_its_minutes_and_with_the_visit(bench):
    _, address = phone_link(bench)
    with clock.frozen(clock.now() + timedelta(minutes=11)):
        assert Client().get(address).status_code == 409
    bench.press("start"), bench.press("finish")
    assert Client().post(address, {"file": page()}).status_code == 409
    assert Client().get("/scan/guessed/").status_code == 409
    assert not IntakeScan.objects.exists() and not Application.objects.exists()
    assert ScanLink.objects.get().pages == 0


def test_what_is_no_scan_is_refused_in_words_and_nothing_is_kept(bench, monkeypatch):
    monkeypatch.undo()
    answer = drop(bench, page("virus.jpg", b"MZ not a picture"))
    assert answer.status_code == 422 and "不能上传" in words(answer)
    assert picture() and not IntakeScan.objects.exists()
