"""Looking into an XLSX before anything reads it: packed sizes declared and real, entries, entities, macros, merged cells."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from matters.catalogue_file.decoding import BEGINNINGS
from matters.catalogue_file.tables import UnreadableFile

MOST_ENTRIES = 200
MOST_UNPACKED = 400 * 1024 * 1024
MOST_RATIO = 200
CHUNK = 1024 * 1024
OVERLAP = 200
_ENTITIES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.I)
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*\bref=\"([A-Z0-9:]{1,30})\"")
SAVE_AGAIN = "请用表格软件打开后另存为 XLSX（不含宏、不加密码），再上传"


def guard(path: Path) -> list[str]:
    """Refuse what is no plain XLSX; say which cells of its sheets are merged."""
    with path.open("rb") as file:
        beginning = file.read(8)
    if not beginning.startswith(b"PK"):
        what = next((words for sign, words in BEGINNINGS.items() if beginning.startswith(sign)), "这不是 XLSX 文件")
        raise UnreadableFile(what, SAVE_AGAIN)
    try:
        with zipfile.ZipFile(path) as packed:
            _check_declared(packed, path.stat().st_size)
            return _look_inside(packed)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise UnreadableFile(f"XLSX 文件损坏或加了密码（{type(error).__name__}）", SAVE_AGAIN) from error


def _check_declared(packed: zipfile.ZipFile, size: int) -> None:
    entries = packed.infolist()
    names = {entry.filename for entry in entries}
    if len(entries) > MOST_ENTRIES:
        raise UnreadableFile(f"XLSX 里有 {len(entries)} 个部件，超过 {MOST_ENTRIES} 个", SAVE_AGAIN)
    if "xl/workbook.xml" not in names:
        raise UnreadableFile("压缩包里没有工作簿，不是 XLSX 文件", SAVE_AGAIN)
    if any("vbaProject" in name for name in names):
        raise UnreadableFile("文件里有宏", SAVE_AGAIN)
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * max(size, CHUNK):
        raise _too_big(unpacked)


def _look_inside(packed: zipfile.ZipFile) -> list[str]:
    """Unpack every part once, piece by piece, never trusting the declared size."""
    merged: list[str] = []
    total = 0
    for entry in packed.infolist():
        is_sheet = entry.filename.startswith("xl/worksheets/")
        for piece in _pieces(packed, entry):
            total += max(len(piece) - OVERLAP, 0)
            if total > MOST_UNPACKED:
                raise _too_big(total)
            if _ENTITIES.search(piece) or b"<\x00!\x00D\x00O" in piece or b"\x00<\x00!\x00D" in piece:
                raise UnreadableFile("XLSX 里有实体声明（DOCTYPE），可能是恶意文件", SAVE_AGAIN)
            if is_sheet:
                merged += [found.decode() for found in _MERGED.findall(piece)]
    return list(dict.fromkeys(merged))


def _pieces(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    kept = b""
    with packed.open(entry) as part:
        while piece := part.read(CHUNK):
            yield kept + piece
            kept = piece[-OVERLAP:]


def _too_big(size: int) -> UnreadableFile:
    most = MOST_UNPACKED // 1024 // 1024
    unpacked = size // 1024 // 1024
    told = f"超过 {most} MB" if size > MOST_UNPACKED else "压缩比异常"
    what = f"XLSX 解压后有 {unpacked} MB，{told}，可能是压缩炸弹"
    return UnreadableFile(what, "请删去空白行列和图片后另存，或分成几个文件")
