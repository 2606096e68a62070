"""The text of a CSV file: UTF-8, UTF-16 and GB18030 are recognised; anything else is refused in words."""

import codecs

from matters.catalogue_file.tables import UnreadableFile

SAVE_AS = "请用表格软件另存为“CSV UTF-8（逗号分隔）”，或改用 XLSX"
BEGINNINGS = {
    b"PK\x03\x04": "这是压缩包或 XLSX 文件，不是 CSV",
    b"\xd0\xcf\x11\xe0": "这是旧版 XLS 或加了密码的文件",
    b"%PDF": "这是 PDF 文件",
    b"\x89PNG": "这是图片",
    b"\xff\xd8\xff": "这是图片",
    b"\x1f\x8b": "这是压缩文件",
}
BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
ORDINARY_CONTROLS = {"\t", "\n", "\r"}


def text_of(content: bytes) -> str:
    """The text of the file in the encoding it has."""
    for beginning, what in BEGINNINGS.items():
        if content.startswith(beginning):
            raise UnreadableFile(what, SAVE_AS)
    text = _decoded(content)
    if any(char < " " and char not in ORDINARY_CONTROLS for char in set(text)):
        raise UnreadableFile("文件里有控制字符，不是文本文件", SAVE_AS)
    return text


def _decoded(content: bytes) -> str:
    for bom, encoding in BOMS:
        if content.startswith(bom):
            return _strict(content, encoding)
    if b"\x00" in content:
        raise UnreadableFile("文件里有空字节，不是文本文件，或是没有标记的 UTF-16", SAVE_AS)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _strict(content, "gb18030")


def _strict(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        what = f"文件的编码读不懂（第 {error.start} 字节处；已试 UTF-8、UTF-16、GB18030）"
        raise UnreadableFile(what, SAVE_AS) from error
