"""Scans to test with, honest ones as telephones and scanners make them, and the parts attacks are made of."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image, ImageDraw


def drawn(size: tuple[int, int] = (620, 877), mode: str = "RGB") -> Image.Image:
    """A page with something on it."""
    page = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(page)
    for line in range(20, size[1] - 20, 24):
        pen.line([(20, line), (size[0] - 20, line)], fill=(30, 30, 120), width=3)
    return (
        page.convert("L").convert("I").point(lambda value: value * 256).convert(mode)
        if mode == "I;16"
        else page.convert(mode)
    )


def picture(file_format: str = "JPEG", size: tuple[int, int] = (620, 877), mode: str = "RGB", **options: Any) -> bytes:
    out = io.BytesIO()
    drawn(size, mode).save(out, file_format, **options)
    return out.getvalue()


def exif(orientation: int = 1) -> Image.Exif:
    """Where, when and with what a photograph was taken."""
    notes = Image.Exif()
    notes[0x0112], notes[0x010F], notes[0x0110] = orientation, "Huawei", "Mate 60 GPS-MARK"
    place = notes.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (39.0, 54.0, 20.0), "E", (116.0, 23.0, 30.0)
    return notes


def heic() -> bytes:
    """A photograph as an iPhone stores it, with its place; no library of ours writes HEIC, so the sample is kept."""
    return (Path(__file__).parents[1] / "applications" / "samples" / "photo.heic").read_bytes()


def paper(pages: int = 1, *, photo: bytes | None = None) -> Pdf:
    """A PDF as scanners make it: a photograph on each page."""
    made = pikepdf.new()
    for _ in range(pages):
        page = made.add_blank_page(page_size=(595, 842))
        if photo is not None:
            scan = Stream(made, photo)
            scan.update({"/Type": Name.XObject, "/Subtype": Name.Image, "/Width": 620, "/Height": 877})
            scan.update({"/ColorSpace": Name.DeviceRGB, "/BitsPerComponent": 8, "/Filter": Name.DCTDecode})
            page.Resources = Dictionary(XObject=Dictionary(Scan=made.make_indirect(scan)))
            page.Contents = made.make_stream(b"q 595 0 0 842 0 0 cm /Scan Do Q")
    return made


def saved(made: Pdf, **options: Any) -> bytes:
    out = io.BytesIO()
    made.save(out, **options)
    return out.getvalue()


def pdf(pages: int = 1) -> bytes:
    return saved(paper(pages, photo=picture()))


def acting(**on_the_root: Any) -> bytes:
    """A PDF whose root holds something that acts."""
    made = paper()
    for key, thing in on_the_root.items():
        made.Root[f"/{key}"] = thing
    return saved(made)


def script(words: str = "app.alert(1)") -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String(words))


def on_the_page(**annotation: Any) -> bytes:
    """A PDF with an annotation on its page."""
    made = paper()
    note = Dictionary(Type=Name.Annot, Rect=Array([0, 0, 10, 10]), **annotation)
    made.pages[0].Annots = Array([made.make_indirect(note)])
    return saved(made)


OFD_XML = (
    '<?xml version="1.0" encoding="UTF-8"?><ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016" Version="1.0" DocType="OFD">'
    "<ofd:DocBody><ofd:DocInfo><ofd:DocID>44f68f61</ofd:DocID></ofd:DocInfo>"
    "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
)
DOCUMENT_XML = '<ofd:Document xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Pages/></ofd:Document>'
CONTENT_XML = '<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Content/></ofd:Page>'


def ofd(more: dict[str, bytes | str] | None = None, *, root: str = OFD_XML, comment: bytes = b"") -> bytes:
    """An electronic paper after GB/T 33190."""
    parts: dict[str, bytes | str] = {
        "OFD.xml": root,
        "Doc_0/Document.xml": DOCUMENT_XML,
        "Doc_0/Pages/Page_0/Content.xml": CONTENT_XML,
        "Doc_0/Res/scan.jpg": picture(),
        **(more or {}),
    }
    return zipped(parts, comment)


def zipped(parts: dict[str, bytes | str], comment: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.comment = comment
        for name, part in parts.items():
            package.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()
