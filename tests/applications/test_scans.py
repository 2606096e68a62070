"""Files nobody trusts (T13): more than 60 attacks are refused in words or made harmless, 20 honest scans pass."""

import io
import subprocess
import sys

import pikepdf
import pytest
from PIL import Image

from applications import scans
from applications.errors import FileRefused
from applications.scan_words import WHY
from applications.scanning import MAX_CLEAR_PIXELS, MAX_PAGES, kinds
from applications.scanning.__main__ import answer
from tests.applications.attacks import CLEANED, NAMES, REFUSED, huge_png, picture_bomb
from tests.factories.scans import exif, heic, ofd, paper, pdf, picture, saved


@pytest.mark.parametrize("attack", REFUSED)
def test_what_is_not_an_honest_scan_is_refused_and_told_why(attack):
    _, make, word = REFUSED[attack]
    said, kept = answer(make())
    assert not kept and word in str(WHY[said["unfit"]]), said
    assert str(WHY[said["unfit"]]).endswith("。")


@pytest.mark.parametrize("attack", CLEANED)
def test_what_hides_in_an_honest_scan_is_left_behind(attack):
    _, make, gone = CLEANED[attack]
    data = make()
    kept = kinds.looked_at(data).data
    assert gone in data and gone not in kept and len(kept) > 200


def test_the_attack_set_is_as_large_as_it_says():
    assert len(REFUSED) >= 60 and len(CLEANED) + len(NAMES) >= 20


@pytest.mark.parametrize("name", NAMES)
def test_file_names_become_harmless_text_with_the_ending_of_the_content(name):
    assert scans.named(scans.plain_name(name), ".jpg") == NAMES[name]


def phone_photo(orientation: int) -> bytes:
    return picture(size=(4000, 3000), exif=exif(orientation), quality=80)


HONEST = {
    "photo of a telephone": (lambda: phone_photo(1), "image/jpeg"),
    "photo held upright": (lambda: phone_photo(6), "image/jpeg"),
    "photo of an iphone": (heic, "image/jpeg"),
    "jpg of a scanner at 300 dpi": (lambda: picture(size=(2480, 3508), dpi=(300, 300)), "image/jpeg"),
    "grey jpg": (lambda: picture(mode="L"), "image/jpeg"),
    "cmyk jpg": (lambda: picture(mode="CMYK"), "image/jpeg"),
    "progressive jpg": (lambda: picture(progressive=True), "image/jpeg"),
    "png": (lambda: picture("PNG"), "image/png"),
    "black and white png": (lambda: picture("PNG", mode="1"), "image/png"),
    "png with transparency": (lambda: picture("PNG", mode="RGBA"), "image/png"),
    "png with a palette": (lambda: picture("PNG", mode="P"), "image/png"),
    "png of 16 bits": (lambda: picture("PNG", mode="I;16"), "image/png"),
    "fax as tiff": (lambda: picture("TIFF", mode="1", compression="group4", dpi=(200, 200)), "image/png"),
    "colour tiff": (lambda: picture("TIFF", compression="tiff_lzw"), "image/jpeg"),
    "tiff of three pages": (
        lambda: picture("TIFF", mode="1", compression="group4", save_all=True, append_images=[Image.new("1", (620, 877))] * 2),
        "application/pdf",
    ),
    "pdf of a scanner": (lambda: pdf(3), "application/pdf"),
    "pdf of an office": (lambda: saved(paper(2), object_stream_mode=pikepdf.ObjectStreamMode.generate), "application/pdf"),
    "pdf of 300 pages": (lambda: saved(paper(MAX_PAGES)), "application/pdf"),
    "linearised pdf": (lambda: saved(paper(photo=picture()), linearize=True), "application/pdf"),
    "ofd": (ofd, "application/ofd"),
}  # fmt: skip


@pytest.mark.parametrize("scan", HONEST)
def test_twenty_honest_scans_pass(scan):
    make, content_type = HONEST[scan]
    kept = kinds.looked_at(make())
    assert kept.content_type == content_type
    if content_type.startswith("image/"):
        with Image.open(io.BytesIO(kept.data)) as again:
            again.load()
            assert again.getextrema() not in {((255, 255),) * 3, (0, 0)} and not again.getexif()
    if content_type == "application/pdf":
        with pikepdf.open(io.BytesIO(kept.data)) as again:
            assert len(again.pages) in {1, 2, 3, MAX_PAGES}


def test_a_photograph_stands_upright_and_does_not_say_where_it_was_taken():
    kept = kinds.looked_at(picture(size=(300, 200), exif=exif(6))).data
    with Image.open(io.BytesIO(kept)) as clean:
        assert clean.size == (200, 300) and not clean.getexif()
    assert b"GPS-MARK" not in kinds.looked_at(heic()).data


def test_the_same_file_is_kept_as_the_same_bytes():
    """So that a scan sent twice is one row."""
    for make in (heic, pdf, ofd, picture):
        data = make()
        assert kinds.looked_at(data) == kinds.looked_at(data)


def signed() -> bytes:
    made = paper()
    seal = pikepdf.Dictionary(Type=pikepdf.Name.Sig, Filter=pikepdf.Name("/Adobe.PPKLite"), Contents=b"\0" * 64)
    seal.ByteRange = pikepdf.Array([0, 100, 200, 300])
    made.Root.AcroForm = pikepdf.Dictionary(SigFlags=3, Fields=pikepdf.Array([made.make_indirect(seal)]))
    return saved(made)


def test_a_signed_pdf_keeps_its_signature():
    data = signed()
    assert kinds.looked_at(data).data == data


HEAVIEST_CHILD = """
import resource, sys
from applications import scans
said, _ = scans.opened_apart(sys.stdin.buffer.read())
print(said.get("content_type") or said["unfit"], resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def opened_and_weighed(data: bytes) -> tuple[str, int]:
    """What is said of the file, and the most memory its opener held, in kB: asked by a process with no other children."""
    command = [sys.executable, "-c", HEAVIEST_CHILD]
    done = subprocess.run(command, input=data, capture_output=True, check=True, cwd=scans.ROOT)
    said, weight = done.stdout.split()
    return said.decode(), int(weight)


def test_a_file_is_opened_by_a_process_of_its_own_with_bounded_memory_and_time():
    """The widest honest picture and the worst bombs, each within 10 s and 512 MB."""
    wide = picture("PNG", (6_000, MAX_CLEAR_PIXELS // 6_000), mode="RGBA", compress_level=1)
    said, weight = opened_and_weighed(wide)
    assert said == "image/png" and 50_000 < weight <= 512 * 1024
    for bomb in (huge_png(50_000, 50_000), picture_bomb()):
        said, weight = opened_and_weighed(bomb)
        assert said in WHY and weight <= 512 * 1024
        with pytest.raises(FileRefused) as refused:
            scans.checked("材料.jpg", bomb)
        assert "材料.jpg" in refused.value.words


def test_what_breaks_or_holds_up_the_process_is_refused(monkeypatch):
    monkeypatch.setattr(scans, "OPENER", ["-c", "import os; os.abort()"])
    with pytest.raises(FileRefused) as crashed:
        scans.checked("a.jpg", b"x")
    monkeypatch.setattr(scans, "OPENER", ["-c", "while True: pass"])
    monkeypatch.setattr(scans, "PATIENCE", 0.5)
    with pytest.raises(FileRefused) as hung:
        scans.checked("a.jpg", b"x")
    assert crashed.value.words == hung.value.words and "时间或内存" in hung.value.words


def test_the_process_knows_no_secret_of_the_hall(monkeypatch):
    script = "import os, sys; sys.stdout.write('{\"unfit\": \"empty\"}\\n' if 'FIELD_KEYS' in os.environ else '{}')"
    monkeypatch.setenv("FIELD_KEYS", "t1:secret")
    monkeypatch.setattr(scans, "OPENER", ["-c", script])
    assert scans.opened_apart(b"x") == ({}, b"")
