"""Checking scans by content: images are made anew without metadata, PDFs with anything active are refused.

Pure functions of bytes. A file that fails raises FileRefused with words that say what to do.
"""

import io
import re
import unicodedata
import zlib
from dataclasses import dataclass

import filetype
from PIL import Image, ImageOps, UnidentifiedImageError

from applications.errors import FileRefused

MAX_BYTES = 15 * 1024 * 1024
MAX_SIDE, MAX_PIXELS = 12_000, 50_000_000
KEPT_SIDE = 4_000
MAX_PAGES = 300
MAX_UNPACKED = 20 * 1024 * 1024
ACTIVE = (
    b"/JavaScript", b"/Rendition", b"/Launch", b"/EmbeddedFile", b"/EmbeddedFiles", b"/RichMedia", b"/XFA",
    b"/SubmitForm", b"/ImportData",
)  # fmt: skip
NAME_END = rb"(?=[\s/<>\[\]()%]|$)"


@dataclass(frozen=True)
class Scan:
    """A file as it is kept."""

    name: str
    content_type: str
    data: bytes


def checked(name: str, data: bytes) -> Scan:
    """The file as it may be kept. Raises FileRefused."""
    name = plain_name(name)
    if not data:
        raise FileRefused(name=name, why="文件是空的，请重新扫描或选择文件。")
    if len(data) > MAX_BYTES:
        raise FileRefused(name=name, why="文件超过 15 MB，请降低扫描分辨率（300 DPI 以内）或分页上传。")
    kind = filetype.guess(data[:8192])
    mime = kind.mime if kind else ""
    if mime in {"image/jpeg", "image/png"}:
        return remade_image(name, data)
    if mime == "application/pdf" and data.startswith(b"%PDF-"):
        return harmless_pdf(name, data)
    raise FileRefused(name=name, why="只收 JPG、PNG 图片和 PDF，请转换格式后重新上传。")


def plain_name(name: str) -> str:
    """The person's own file name as harmless text: no path, no control or direction characters, 100 at most."""
    last = re.split(r"[\\/]", name)[-1]
    kept = "".join(char for char in last if unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co"}).strip(" .")
    return kept[-100:] or "未命名"


def remade_image(name: str, data: bytes) -> Scan:
    """The picture decoded and written anew, upright, without EXIF and whatever else came along."""
    try:
        with Image.open(io.BytesIO(data), formats=["JPEG", "PNG"]) as picture:
            width, height = picture.size
            if max(width, height) > MAX_SIDE or width * height > MAX_PIXELS:
                raise FileRefused(name=name, why="图片尺寸过大，请用 300 DPI 以内重新扫描。")
            file_format = picture.format or "JPEG"
            picture.load()
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((KEPT_SIDE, KEPT_SIDE))
            return Scan(name, f"image/{file_format.lower()}", encoded(upright, file_format))
    except (OSError, UnidentifiedImageError, ValueError, SyntaxError, Image.DecompressionBombError) as broken:
        raise FileRefused(name=name, why="图片不完整或已损坏，请重新扫描后上传。") from broken


def encoded(picture: Image.Image, file_format: str) -> bytes:
    """The pixels only, in the same format."""
    mode = "L" if picture.mode in {"1", "L"} else "RGB"
    clean = Image.new(mode, picture.size, "white")
    if picture.mode in {"RGBA", "LA", "P", "PA"}:
        layer = picture.convert("RGBA")
        clean.paste(layer, mask=layer.getchannel("A"))
    else:
        clean.paste(picture.convert(mode))
    out = io.BytesIO()
    options = {"quality": 85, "optimize": True} if file_format == "JPEG" else {"optimize": True}
    clean.save(out, file_format, **options)
    return out.getvalue()


def harmless_pdf(name: str, data: bytes) -> Scan:
    """The PDF as it is, when nothing in it can act: no script, launch, attachment, form, encryption; few pages."""
    if b"%%EOF" not in data[-2048:]:
        raise FileRefused(name=name, why="PDF 不完整，请重新扫描或导出后上传。")
    text = unescaped(data + unpacked_objects(name, data))
    if re.search(rb"/Encrypt" + NAME_END, text):
        raise FileRefused(name=name, why="PDF 有密码保护，请去掉密码后上传。")
    if any(re.search(re.escape(word) + NAME_END, text) for word in ACTIVE):
        raise FileRefused(name=name, why="PDF 含有脚本、附件或可执行内容，请打印成普通 PDF 后上传。")
    if len(re.findall(rb"/Type\s*/Page" + NAME_END, text)) > MAX_PAGES:
        raise FileRefused(name=name, why=f"PDF 超过 {MAX_PAGES} 页，请分成几份上传。")
    return Scan(name, "application/pdf", data)


def unescaped(data: bytes) -> bytes:
    """Names with their #xx escapes undone, so that /J#53 reads /JS."""
    return re.sub(rb"#([0-9A-Fa-f]{2})", lambda found: bytes([int(found[1], 16)]), data)


def unpacked_objects(name: str, data: bytes) -> bytes:
    """What compressed object streams hold; together they may not grow beyond all measure."""
    found, room = [], MAX_UNPACKED
    for match in re.finditer(rb"stream\r?\n", data):
        if b"/ObjStm" in unescaped(data[max(match.start() - 400, 0) : match.start()]):
            found.append(inflated(name, data[match.end() :], room))
            room -= len(found[-1])
    return b"\n".join(found)


def inflated(name: str, packed: bytes, room: int) -> bytes:
    """A Flate stream unpacked up to a limit; what is not Flate is nothing to us."""
    try:
        unpacker = zlib.decompressobj()
        out = unpacker.decompress(packed, max(room, 1))
    except zlib.error:
        return b""
    if unpacker.unconsumed_tail:
        raise FileRefused(name=name, why="PDF 解压后过大，请重新导出后上传。")
    return out
