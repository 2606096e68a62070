"""Scans: honest ones are kept without metadata, the others are refused in words, and only the entitled open them."""

import io
import zlib

import pytest
from django.urls import reverse
from PIL import Image

from applications import scans
from applications.errors import ApplicationNotFound, FileRefused
from applications.models import MaterialFile
from applications.verbs.files import MAX_FILES, Upload, add_file, remove_file
from hall.kernel.errors import NotPermitted, StateConflict
from hall.roles import Role
from tests.factories import DepartmentFactory, StaffFactory

PDF = b"%PDF-1.4\n1 0 obj<</Type /Catalog>>endobj\n2 0 obj<</Type /Page>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def picture(file_format="JPEG", size=(300, 200), mode="RGB", **options):
    out = io.BytesIO()
    Image.new(mode, size, 200 if mode in "L1" else None).save(out, file_format, **options)
    return out.getvalue()


def gps_exif():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90°
    exif.get_ifd(0x8825)[1] = "N"
    return exif


def pdf_with(inside: bytes) -> bytes:
    return PDF.replace(b"trailer", b"3 0 obj<<" + inside + b">>endobj\ntrailer")


def packed(inside: bytes) -> bytes:
    return b"/Type /ObjStm /Filter /FlateDecode>>\nstream\n" + zlib.compress(inside) + b"\nendstream\n<<"


def huge_png() -> bytes:
    """A 50,000 × 50,000 picture in a few bytes of header."""
    head = picture("PNG", (1, 1))
    body = b"IHDR" + (50_000).to_bytes(4, "big") * 2 + head[24:29]
    return head[:12] + body + zlib.crc32(body).to_bytes(4, "big") + head[33:]


REFUSED = {
    "empty": b"",
    "html": b"<html><script>alert(1)</script></html>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "exe": b"MZ\x90\x00" + b"\x00" * 200,
    "zip": b"PK\x03\x04" + b"\x00" * 200,
    "gif": b"GIF89a" + b"\x00" * 50,
    "eicar": rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*",
    "truncated": picture(size=(2000, 2000))[:900],
    "huge": huge_png(),
    "wide": b"",
    "javascript": pdf_with(b"/S /JavaScript /JS (app.alert(1))"),
    "escaped javascript": pdf_with(b"/S /J#61vaScript /JS (app.alert(1))"),
    "packed javascript": pdf_with(packed(b"<</S /JavaScript /JS (x)>>")),
    "launch": pdf_with(b"/S /Launch /F (cmd.exe)"),
    "attachment": pdf_with(b"/Names <</EmbeddedFiles 4 0 R>>"),
    "password": pdf_with(b"/Encrypt 5 0 R"),
    "many pages": PDF.replace(b"trailer", b"<</Type /Page>>" * 301 + b"trailer"),
    "cut pdf": PDF[:-20],
    "pdf bomb": pdf_with(packed(b"0" * (scans.MAX_UNPACKED + 10))),
}
REFUSED["wide"] = picture("PNG", (scans.MAX_SIDE + 1, 1))


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_an_honest_scan_is_refused_in_words(case):
    with pytest.raises(FileRefused) as refused:
        scans.checked("材料.jpg", REFUSED[case])
    assert "材料.jpg" in refused.value.words and refused.value.words.endswith("。")


def test_too_large_a_file_is_refused():
    with pytest.raises(FileRefused):
        scans.checked("a.pdf", b"%PDF-" + b"0" * scans.MAX_BYTES)


HONEST = {
    "jpeg": picture(),
    "png": picture("PNG"),
    "grey jpeg": picture(mode="L"),
    "black and white png": picture("PNG", mode="1"),
    "png with transparency": picture("PNG", mode="RGBA"),
    "png with palette": picture("PNG", mode="P"),
    "a4 at 300 dpi": picture(size=(2480, 3508)),
    "cmyk jpeg": picture(mode="CMYK"),
}


@pytest.mark.parametrize("case", HONEST)
def test_honest_scans_pass(case):
    scan = scans.checked("扫描件.jpg", HONEST[case])
    with Image.open(io.BytesIO(scan.data)) as again:
        again.load()


def test_an_honest_pdf_passes_unchanged():
    assert scans.checked("合同.pdf", PDF).data == PDF


def test_pictures_lose_where_they_were_taken_and_stand_upright():
    scan = scans.checked("照片.jpg", picture(exif=gps_exif()))
    with Image.open(io.BytesIO(scan.data)) as clean:
        assert not clean.getexif() and clean.size == (200, 300)


def test_what_hides_behind_a_picture_is_left_behind():
    scan = scans.checked("图.jpg", picture() + b"<script>alert(1)</script>")
    assert b"script" not in scan.data


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\扫描\\合同.pdf", "合同.pdf"),
        ("x\x00y\u202egpj.exe", "xygpj.exe"),
        ("长" * 255 + ".pdf", "长" * 96 + ".pdf"),
        ("", "未命名"),
    ],
)
def test_file_names_become_harmless_text(given, kept):
    assert scans.plain_name(given) == kept


def attach(ours, application, data=None, **other):
    material = ours.version.materials.first()
    given = {"hall": ours.hall, "number": application.number, "material_id": material.pk, "by": ours.clerk}
    return add_file(upload=Upload("平面图.jpg", data or picture()), **{**given, **other})


def test_a_scan_is_kept_under_a_random_name_and_the_same_one_only_once(ours, tmp_path):
    application = ours.receive()
    row = attach(ours, application)
    assert attach(ours, application).pk == row.pk
    assert "平面图" not in row.file.name and (tmp_path / row.file.name).exists()
    assert len(row.sha256) == 64


def test_scans_are_added_by_the_halls_clerks_to_open_applications_only(ours):
    application = ours.receive()
    with pytest.raises(NotPermitted):
        attach(ours, application, by=ours.approver)
    with pytest.raises(ApplicationNotFound):
        attach(ours, application, material_id=0)
    with pytest.raises(StateConflict):
        attach(ours, ours.decided())


def test_there_is_an_end_to_the_files_of_a_material(ours):
    application = ours.receive()
    for n in range(MAX_FILES):
        attach(ours, application, picture("PNG", (n + 1, 1)))
    with pytest.raises(FileRefused):
        attach(ours, application, picture("PNG", (99, 1)))


def test_a_wrong_scan_can_be_taken_away_before_acceptance(ours, tmp_path, django_capture_on_commit_callbacks):
    application = ours.receive()
    row = attach(ours, application)
    with django_capture_on_commit_callbacks(execute=True):
        remove_file(hall=ours.hall, number=application.number, file_id=row.pk, by=ours.clerk)
    assert not MaterialFile.objects.exists() and not (tmp_path / row.file.name).exists()


def test_the_department_opens_a_scan_and_others_get_nothing(ours, client):
    application = ours.accepted()
    row = attach(ours, application)
    address = reverse("material-file", args=[application.number, row.pk])
    client.force_login(ours.approver)
    answer = client.get(address)
    assert answer.status_code == 200 and answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff" and "sandbox" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Disposition"].startswith("inline")
    client.force_login(StaffFactory(hall=ours.hall, roles=[Role.APPROVER], department=DepartmentFactory()))
    assert client.get(address).status_code == 404
    client.force_login(StaffFactory(hall=ours.hall, roles=[Role.CATALOGUE_EDITOR]))
    assert client.get(address).status_code == 403
    client.logout()
    assert client.get(address).status_code == 302


def test_a_pdf_is_downloaded_and_never_run(ours, client):
    application = ours.receive()
    row = attach(ours, application, PDF)
    client.force_login(ours.clerk)
    answer = client.get(reverse("material-file", args=[application.number, row.pk]))
    assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
    assert answer["Content-Type"] == "application/pdf"
