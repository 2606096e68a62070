"""PDFs: refused when anything in them can act, otherwise written anew without what a paper has no need of.

A PDF with a digital signature stays as it is, byte for byte: the signature is evidence, and writing it anew breaks it.
"""

import io
import zlib
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from applications.scanning import MAX_PAGES, MAX_PIXELS, MAX_UNPACKED, Kept, Unfit

KIND = "application/pdf"
ACTIVE_KEYS = {"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/RichMedia", "/XFA", "/Rendition", "/AF"}
ACTIVE_VALUES = {
    "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Rendition", "/GoToE", "/GoToR", "/Movie", "/Sound",
    "/FileAttachment", "/RichMedia", "/Screen", "/3D", "/RichMediaExecute", "/EmbeddedFile",
}  # fmt: skip
SUPERFLUOUS = ("/AA", "/OpenAction", "/Metadata", "/PieceInfo", "/A", "/Thumb", "/LastModified")
UNPACKS_TWICE = {"/FlateDecode", "/LZWDecode", "/RunLengthDecode", "/Fl", "/LZW", "/RL"}
PICTURE_BYTES = MAX_PIXELS * 4
META_SEGMENTS = {*range(0xE1, 0xEE), 0xEF, 0xFE}  # EXIF, XMP, IPTC, comments; JFIF and Adobe's colour mark stay


def cleaned(data: bytes) -> Kept:
    """The PDF as it may be kept. Raises Unfit."""
    if b"%%EOF" not in data[-2048:]:
        raise Unfit("pdf_cut")
    try:
        with pikepdf.open(io.BytesIO(data)) as paper:
            return Kept(KIND, data if is_signed_and_idle(paper) else rewritten(paper))
    except pikepdf.PasswordError as locked:
        raise Unfit("pdf_locked") from locked
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, KeyError, RecursionError) as broken:
        raise Unfit("pdf_broken") from broken


def is_signed_and_idle(paper: pikepdf.Pdf) -> bool:
    """Look at every object: raise Unfit for what may not be kept; say whether somebody signed this PDF."""
    if paper.is_encrypted:
        raise Unfit("pdf_locked")
    if not 0 < len(paper.pages) <= MAX_PAGES:
        raise Unfit("pdf_pages" if len(paper.pages) else "pdf_broken")
    room, signed = MAX_UNPACKED, False
    for thing in everything(paper):
        keys = {str(key) for key in thing.keys()}  # noqa: SIM118
        if keys & ACTIVE_KEYS or named(thing, "/S") in ACTIVE_VALUES or named(thing, "/Subtype") in ACTIVE_VALUES:
            raise Unfit("pdf_active")
        if named(thing, "/Type") in ACTIVE_VALUES:
            raise Unfit("pdf_active")
        signed = signed or ("/ByteRange" in keys and "/Contents" in keys)
        if isinstance(thing, Stream):
            room -= weight(thing)
            if room < 0:
                raise Unfit("pdf_bomb")
    return signed


def everything(paper: pikepdf.Pdf) -> Iterator[Any]:
    """Every dictionary and stream, however deep it stands in another."""
    waiting: list[Any] = [paper.trailer, *paper.objects]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, Array):
            waiting.extend(inner for inner in thing if is_direct(inner))
        elif isinstance(thing, (Dictionary, Stream)):
            yield thing
            waiting.extend(inner for _, inner in thing.items() if is_direct(inner))


def is_direct(thing: Any) -> bool:
    """Whether a value stands in its holder itself (what is referred to is met on its own)."""
    return isinstance(thing, (Array, Dictionary, Stream)) and not thing.is_indirect


def named(thing: Any, key: str) -> str:
    """The name under a key, as text; empty when there is none."""
    found = thing.get(key)
    return str(found) if isinstance(found, Name) else ""


def filters_of(stream: Any) -> list[str]:
    """The filters of a stream in their order."""
    found = stream.get("/Filter")
    if isinstance(found, Array):
        return [str(inner) for inner in found]
    return [str(found)] if found is not None else []


def weight(stream: Any) -> int:
    """What a stream takes unpacked, out of the room all of them share; pictures have an end of their own."""
    filters = filters_of(stream)
    if sum(name in UNPACKS_TWICE for name in filters) > 1:
        raise Unfit("pdf_bomb")
    is_picture = named(stream, "/Subtype") == "/Image"
    if is_picture and int(stream.get("/Width", 0)) * int(stream.get("/Height", 0)) > MAX_PIXELS:
        raise Unfit("picture_too_large")
    if not UNPACKS_TWICE & set(filters):
        return 0
    if filters[0] not in {"/FlateDecode", "/Fl"}:
        return 0 if is_picture else len(stream.read_bytes())
    size = inflated(stream.read_raw_bytes(), PICTURE_BYTES if is_picture else MAX_UNPACKED)
    return 0 if is_picture else size


def inflated(packed: bytes, most: int) -> int:
    """How large a Flate stream becomes, found without ever holding it whole."""
    unpacker, size, waiting = zlib.decompressobj(), 0, packed
    try:
        while waiting and not unpacker.eof:
            size += len(unpacker.decompress(waiting, 1 << 20))
            waiting = unpacker.unconsumed_tail
            if size > most:
                raise Unfit("pdf_bomb")
    except zlib.error:
        return size
    return size


def rewritten(paper: pikepdf.Pdf) -> bytes:
    """The paper written anew: nothing hidden behind or between its objects, no actions, no note of who, where and when."""
    for thing in everything(paper):
        for key in SUPERFLUOUS:
            if key in thing and not (key == "/A" and not isinstance(thing.get(key), Dictionary)):
                del thing[key]
        if isinstance(thing, Stream) and filters_of(thing) == ["/DCTDecode"]:
            parms: Any = thing.get("/DecodeParms")
            thing.write(without_exif(thing.read_raw_bytes()), filter=Name.DCTDecode, decode_parms=parms)
    if "/Info" in paper.trailer:
        del paper.trailer["/Info"]
    out = io.BytesIO()
    paper.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def without_exif(photo: bytes) -> bytes:
    """A JPEG without its notes; its pixels are not touched."""
    kept, at = [photo[:2]], 2
    while at + 4 <= len(photo) and photo[at] == 0xFF and photo[at + 1] not in {0xDA, 0xD9}:
        end = at + 2 + int.from_bytes(photo[at + 2 : at + 4], "big")
        if photo[at + 1] not in META_SEGMENTS:
            kept.append(photo[at:end])
        at = end
    return b"".join([*kept, photo[at:]])
