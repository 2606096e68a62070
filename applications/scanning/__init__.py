"""Opening files nobody trusts: pictures are made anew, PDF and OFD are cleaned. Run as a small process of its own.

Pure functions of bytes, without Django, so that `python -m applications.scanning` starts quickly, holds no secret of
the hall, and takes only itself down when a file breaks it. `applications.scans` calls it and puts refusals into words.
"""

from dataclasses import dataclass

MAX_BYTES = 15 * 1024 * 1024
MAX_SIDE, MAX_PIXELS = 12_000, 50_000_000  # A4 at 600 dpi has 35 million
MAX_CLEAR_PIXELS = 36_000_000  # with transparency, which takes twice the memory to make smaller
KEPT_SIDE = 4_000
MAX_PAGES = 300
MAX_FRAMES = 50
MAX_UNPACKED = 50 * 1024 * 1024
MEMORY, SECONDS = 448 * 1024 * 1024, 10


@dataclass(frozen=True)
class Kept:
    """A file as it may be kept."""

    content_type: str
    data: bytes


class Unfit(Exception):
    """A file that is not kept; `code` says why (the words stand in `applications.scan_words`)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
