"""OFD (GB/T 33190), the country's own fixed-layout paper: a ZIP of XML, pictures and fonts, packed anew.

The digests of its seals and signatures are over the files inside, so packing them anew leaves a signed OFD signed.
"""

import io
import posixpath
import re
import zipfile
import zlib

from applications.scanning import MAX_PAGES, MAX_UNPACKED, Kept, Unfit

KIND = "application/ofd"
MAX_ENTRIES = 2_000
MAX_WHOLE = 3 * MAX_UNPACKED
INSIDE = {
    "xml", "jpg", "jpeg", "png", "bmp", "tif", "tiff", "gif", "jb2", "gbig2", "ttf", "otf", "ttc", "cff", "dat", "esl",
    "asn1", "p7", "p7b", "cer", "crt",
}  # fmt: skip
ACTIVE = re.compile(rb"<(?:\w+:)?(?:Attachment|Sound|Movie|Script|JavaScript|Extension)\b")
NOT_PLAIN = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
PROGRAM = (b"MZ", b"\x7fELF", b"PK\x03\x04", b"#!", b"\xca\xfe\xba\xbe")
ALWAYS_THE_SAME = (1980, 1, 1, 0, 0, 0)


def cleaned(data: bytes) -> Kept:
    """The OFD as it may be kept. Raises Unfit; a ZIP that is no OFD is an unknown kind."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = [entry for entry in package.infolist() if not entry.is_dir()]
            if "OFD.xml" not in {entry.filename for entry in entries}:
                raise Unfit("unknown_kind")
            measured(entries)
            return Kept(KIND, packed_anew({entry.filename: read(package, entry) for entry in entries}))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError) as broken:
        raise Unfit("ofd_broken") from broken


def measured(entries: list[zipfile.ZipInfo]) -> None:
    """Refuse a package of too much or with names that lead elsewhere, before anything is unpacked."""
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_WHOLE:
        raise Unfit("ofd_bomb")
    names = [entry.filename for entry in entries]
    if len({name.lower() for name in names}) != len(names):
        raise Unfit("ofd_broken")
    for name in names:
        if name.startswith(("/", "..")) or "\\" in name or ":" in name or posixpath.normpath(name) != name:
            raise Unfit("ofd_active")
        if name.rpartition(".")[2].lower() not in INSIDE:
            raise Unfit("ofd_active")
    if sum(posixpath.basename(name).lower() == "content.xml" for name in names) > MAX_PAGES:
        raise Unfit("pdf_pages")


def read(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """One part, never more of it than it said it was; no programs, no script, no entities."""
    with package.open(entry) as opened:
        part = opened.read(entry.file_size + 1)
    if len(part) > entry.file_size:
        raise Unfit("ofd_bomb")
    if part.startswith(PROGRAM):
        raise Unfit("ofd_active")
    if entry.filename.lower().endswith(".xml") and (NOT_PLAIN.search(part) or ACTIVE.search(part)):
        raise Unfit("ofd_active")
    if entry.filename == "OFD.xml" and b"ofdspec.org" not in part:
        raise Unfit("unknown_kind")
    return part


def packed_anew(parts: dict[str, bytes]) -> bytes:
    """A package of these parts only: no comment, no bytes before or behind, the same parts always the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name in sorted(parts, key=lambda name: (name != "OFD.xml", name)):
            package.writestr(zipfile.ZipInfo(name, ALWAYS_THE_SAME), parts[name], zipfile.ZIP_DEFLATED)
    return out.getvalue()
