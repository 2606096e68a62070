"""Which kind a file is, by its content and never by its name."""

from collections.abc import Callable

import filetype

from applications.scanning import MAX_BYTES, Kept, Unfit


def looked_at(data: bytes) -> Kept:
    """The file as it may be kept. Raises Unfit."""
    if not data:
        raise Unfit("empty")
    if len(data) > MAX_BYTES:
        raise Unfit("too_large")
    kept = opener(data)(data)
    if len(kept.data) > MAX_BYTES:
        raise Unfit("too_large")
    return kept


def opener(data: bytes) -> Callable[[bytes], Kept]:
    """Who opens this kind of file; imported only then, because each brings a library of its own."""
    if data.startswith(b"%PDF-"):
        from applications.scanning.pdf import cleaned as open_pdf

        return open_pdf
    if data.startswith(b"PK\x03\x04"):
        from applications.scanning.ofd import cleaned as open_ofd

        return open_ofd
    from applications.scanning.pictures import FORMATS, remade

    kind = filetype.guess(data[:8192])
    file_format = FORMATS.get(kind.mime if kind else "")
    if file_format is None:
        raise Unfit("unknown_kind")
    return lambda sent: remade(sent, file_format)
