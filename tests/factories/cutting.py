"""A wire that can be cut: forwards to a server, and drops the answer to chosen requests after the server has done them."""

import contextlib
import socket
import struct
import threading

AT_ONCE = struct.pack("ii", 1, 0)  # close with a reset, as a pulled cable looks to a browser


class Wire:
    """Between a browser and `port`. `cut(n)` drops the next n answers to POSTs whose address holds `address`.

    Silently: the browser hears nothing more until its own patience ends; else the line is reset at once.
    """

    def __init__(self, port: int, address: bytes = b"/kiosk/identity/") -> None:
        self.port, self.address, self.cuts, self.left, self.is_silent = port, address, 0, 0, True
        self._lock = threading.Lock()

    def __enter__(self) -> "Wire":
        self._door = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._door.close()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self._door.getsockname()[1]}"

    def cut(self, times: int = 1, *, silently: bool = True) -> None:
        with self._lock:
            self.left, self.is_silent = self.left + times, silently

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._door.accept()
                threading.Thread(target=self._join, args=(client,), daemon=True).start()

    def _join(self, client: socket.socket) -> None:
        try:
            server = socket.create_connection(("127.0.0.1", self.port))
        except OSError:
            client.close()
            return
        doomed = threading.Event()
        threading.Thread(target=self._answers, args=(server, client, doomed), daemon=True).start()
        with contextlib.suppress(OSError):
            while data := client.recv(65536):
                if data.startswith(b"POST ") and self.address in data.split(b"\r\n", 1)[0] and self._is_cut():
                    doomed.set()
                server.sendall(data)
        with contextlib.suppress(OSError):
            server.shutdown(socket.SHUT_WR)

    def _is_cut(self) -> bool:
        with self._lock:
            if not self.left:
                return False
            self.left -= 1
            self.cuts += 1
            return True

    def _answers(self, server: socket.socket, client: socket.socket, doomed: threading.Event) -> None:
        with contextlib.suppress(OSError):
            while data := server.recv(65536):
                if doomed.is_set():  # done at the server, never heard of at the machine
                    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
                    if not self.is_silent:
                        client.shutdown(
                            socket.SHUT_RD
                        )  # else it stays open while `_join` waits for more of the browser
                    break
                client.sendall(data)
        client.close()
        server.close()
