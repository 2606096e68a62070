"""A thermal printer on a socket, as a network printer behaves: status bytes, raster, paper that runs out."""

import socket
import threading
from dataclasses import dataclass, field

from PIL import Image

from queueing.paper.escpos import ASK_WHEN_DONE, FEED_AND_CUT, picture_of


@dataclass
class Thermal:
    """Papers that came out, and the state it says it is in."""

    papers: list[Image.Image] = field(default_factory=list)
    has_paper: bool = True
    cover_open: bool = False
    is_silent: bool = False

    def __enter__(self) -> "Thermal":
        self._door = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._door.close()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self._door.getsockname()[1]}"

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._door.accept()
            except OSError:
                return
            threading.Thread(target=self._talk, args=(line,), daemon=True).start()

    def _talk(self, line: socket.socket) -> None:
        held = b""
        with line:
            while data := line.recv(65536):
                held += data
                while held[:2] == b"\x10\x04" and len(held) >= 3:
                    line.sendall(self._status(held[2]))
                    held = held[3:]
                if held.endswith(FEED_AND_CUT + ASK_WHEN_DONE):
                    self.papers.append(picture_of(held))
                    held = b""
                    if not self.is_silent:
                        line.sendall(b"\x00")

    def _status(self, question: int) -> bytes:
        if question == 2:
            return bytes([0x12 | (0x04 if self.cover_open else 0) | (0 if self.has_paper else 0x20)])
        return bytes([0x12 | (0x60 if question == 4 and not self.has_paper else 0)])
