"""Pages of a PDF as pictures, for the viewer beside the form. Pure functions of bytes."""

import io
from threading import Lock

import pypdfium2 as pdfium

from applications.errors import PageNotDrawn

WIDTH, MOST_HEIGHT = 1500, 4000
_pdfium = Lock()  # the library does one thing at a time


def count_pages(data: bytes) -> int:
    """How many pages the document has. Raises PageNotDrawn for one that cannot be read."""
    with _pdfium:
        document = _opened(data)
        try:
            return len(document)
        finally:
            document.close()


def page_picture(data: bytes, number: int, *, width: int = WIDTH) -> bytes:
    """Page `number` (from 1) as a JPEG about `width` dots wide. Raises PageNotDrawn."""
    with _pdfium:
        document = _opened(data)
        try:
            if not 1 <= number <= len(document):
                raise PageNotDrawn()
            page = document[number - 1]
            wide, high = page.get_size()
            scale = min(width / max(wide, 1), MOST_HEIGHT / max(high, 1))
            picture = page.render(scale=scale).to_pil().convert("RGB")
        except pdfium.PdfiumError:
            raise PageNotDrawn() from None
        finally:
            document.close()
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=82)
    return out.getvalue()


def _opened(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        raise PageNotDrawn() from None
