"""The one small adapter to printers: ask how it is, and print. Every wait has an end."""

import os
import select
import socket
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import Protocol

from django.conf import settings

from queueing.models import Printer, PrinterKind
from queueing.paper import escpos
from queueing.states import PRINTS, PrinterState

CONNECT_SECONDS, ANSWER_SECONDS, PRINT_SECONDS = 1.5, 1.0, 6.0


class NotPrinted(Exception):
    """Nothing came out; `state` says why."""

    def __init__(self, state: PrinterState) -> None:
        self.state = state
        super().__init__(state.label)


class MaybePrinted(NotPrinted):
    """The bytes went out and no answer came: paper may hang from the machine, or half of it."""


class Machine(Protocol):
    def ask(self) -> PrinterState:
        """How it is now."""

    def print(self, data: bytes) -> PrinterState:
        """Print, and how it is afterwards. Raises NotPrinted or MaybePrinted."""


def machine_of(printer: Printer) -> Machine:
    """The way to this printer."""
    if printer.kind == PrinterKind.NETWORK:
        return Network(printer.address)
    return Usb(printer.address) if printer.kind == PrinterKind.USB else Folder(printer)


class Network:
    """ESC/POS on a socket (port 9100), with its status bytes."""

    def __init__(self, address: str) -> None:
        host, _, port = address.rpartition(":")
        self.place = (host or address, int(port) if host and port.isdigit() else 9100)

    def ask(self) -> PrinterState:
        try:
            with closing(self._connected()) as line:
                return _asked(line)
        except OSError:
            return PrinterState.AWAY

    def print(self, data: bytes) -> PrinterState:
        try:
            line = self._connected()
        except OSError as away:
            raise NotPrinted(PrinterState.AWAY) from away
        with closing(line):
            return self._printed(line, data)

    def _printed(self, line: socket.socket, data: bytes) -> PrinterState:
        try:
            before = _asked(line)
        except OSError as away:
            raise NotPrinted(PrinterState.AWAY) from away
        if before not in PRINTS:
            raise NotPrinted(before)
        try:
            line.settimeout(PRINT_SECONDS)
            line.sendall(data + escpos.ASK_WHEN_DONE)
            paper = _byte(line, PRINT_SECONDS)
        except OSError as silent:
            raise MaybePrinted(self.ask()) from silent
        return PrinterState.PAPER_LOW if paper & 0x03 else PrinterState.READY

    def _connected(self) -> socket.socket:
        line = socket.create_connection(self.place, CONNECT_SECONDS)
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return line


class Usb:
    """A device file of this computer (usblp). Its driver tells no paper state to all makes; what it tells is used."""

    def __init__(self, path: str) -> None:
        self.path = path

    def ask(self) -> PrinterState:
        return PrinterState.READY if os.access(self.path, os.W_OK) else PrinterState.AWAY

    def print(self, data: bytes) -> PrinterState:
        try:
            file = os.open(self.path, os.O_WRONLY | os.O_NONBLOCK)
        except OSError as away:
            raise NotPrinted(PrinterState.AWAY) from away
        try:
            self._write(file, data)
        except OSError as gone:
            raise MaybePrinted(PrinterState.AWAY) from gone
        finally:
            os.close(file)
        return PrinterState.READY

    def _write(self, file: int, data: bytes) -> None:
        """In pieces: a printer without paper stops taking them, and is not waited for without end."""
        ends, left = time.monotonic() + PRINT_SECONDS, memoryview(data)
        while left:
            if not select.select([], [file], [], max(ends - time.monotonic(), 0))[1]:
                failure = NotPrinted if len(left) == len(data) else MaybePrinted
                raise failure(PrinterState.PAPER_OUT)
            with suppress(BlockingIOError):
                left = left[os.write(file, left[:4096]) :]


class Folder:
    """Development: each paper becomes a PNG in the data folder; a file named `state` there plays paper out."""

    def __init__(self, printer: Printer) -> None:
        self.place = Path(settings.DATA_DIR) / "paper" / f"{printer.hall_id}-{printer.code}"

    def ask(self) -> PrinterState:
        with suppress(OSError, ValueError):
            return PrinterState((self.place / "state").read_text().strip())
        return PrinterState.READY

    def play(self, state: PrinterState) -> None:
        """Be in this state from now on."""
        self.place.mkdir(parents=True, exist_ok=True)
        (self.place / "state").write_text(state.value)

    def print(self, data: bytes) -> PrinterState:
        state = self.ask()
        if state not in PRINTS:
            raise NotPrinted(state)
        self.place.mkdir(parents=True, exist_ok=True)
        serial = len(list(self.place.glob("*.png"))) + 1
        escpos.picture_of(data).save(self.place / f"{serial:06d}.png")
        return state


def _asked(line: socket.socket) -> PrinterState:
    line.settimeout(ANSWER_SECONDS)
    answers = []
    for question in (escpos.ASK_OFFLINE, escpos.ASK_ERROR, escpos.ASK_PAPER):
        line.sendall(question)
        answers.append(_byte(line, ANSWER_SECONDS))
    return escpos.state_of(*answers)


def _byte(line: socket.socket, seconds: float) -> int:
    line.settimeout(seconds)
    answer = line.recv(1)
    if not answer:
        raise ConnectionError("the printer hung up")
    return answer[0]
