"""A wire between browser and server that can be cut: with a reset, or silently, as a pulled cable does it."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import Enum

CHUNK = 65_536
RESET = struct.pack("ii", 1, 0)


class Mode(Enum):
    """How the wire is."""

    WHOLE = "whole"
    RESET = "reset"  # every connection, old and new, is torn down with RST
    SILENT = "silent"  # nothing passes and nobody is told


class Wire:
    """Forwards a port to another, for as long as it is whole."""

    def __init__(self, target: int) -> None:
        self.target, self.mode = target, Mode.WHOLE
        self._held: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._door = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.port: int = self._door.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def cut(self, mode: Mode) -> None:
        """Cut it; what is under way is torn down or stands still."""
        self.mode = mode
        if mode is Mode.RESET:
            self._tear()

    def mend(self) -> None:
        """Whole again; connections that were cut stay dead, as on a real line."""
        self.mode = Mode.WHOLE

    def close(self) -> None:
        self._door.close()
        self._tear()

    def _serve(self) -> None:
        while True:
            try:
                near, _ = self._door.accept()
            except OSError:
                return
            threading.Thread(target=self._join, args=(near,), daemon=True).start()

    def _join(self, near: socket.socket) -> None:
        self._hold(near)
        if self.mode is Mode.RESET:
            return self._drop(near)
        if self.mode is Mode.SILENT:
            return None  # accepted and never answered: only the browser's own patience ends it
        try:
            far = socket.create_connection(("127.0.0.1", self.target), 5)
        except OSError:
            return self._drop(near)
        far.settimeout(None)
        self._hold(far)
        threading.Thread(target=self._pass, args=(far, near), daemon=True).start()
        return self._pass(near, far)

    def _pass(self, source: socket.socket, sink: socket.socket) -> None:
        was_silent = False
        with suppress(OSError):
            while piece := source.recv(CHUNK):
                was_silent = was_silent or self.mode is Mode.SILENT
                if not was_silent:  # a line that lost bytes never becomes whole again
                    sink.sendall(piece)
        if not was_silent and self.mode is not Mode.SILENT:
            self._drop(source, sink, gently=True)

    def _hold(self, end: socket.socket) -> None:
        with self._lock:
            self._held.add(end)

    def _drop(self, *ends: socket.socket, gently: bool = False) -> None:
        for end in ends:
            with self._lock:
                self._held.discard(end)
            with suppress(OSError):
                if not gently:
                    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                else:
                    end.shutdown(socket.SHUT_RDWR)
                end.close()

    def _tear(self) -> None:
        with self._lock:
            held = list(self._held)
        self._drop(*held)


@contextmanager
def wires(*targets: int) -> Iterator[list[Wire]]:
    """A wire to each port, taken down afterwards."""
    laid = [Wire(target) for target in targets]
    try:
        yield laid
    finally:
        for wire in laid:
            wire.close()
