"""A provider of SMS on 127.0.0.1 for tests: checks signatures, counts what reaches a phone."""

import json
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from hall.messages.signing import is_trusted

KEY, SECRET = "hall-test", "secret-of-the-test-provider"


class Provider:
    """What it was asked, and what it sent on to phones. `mode` says how it answers."""

    def __init__(self, key: str = KEY, secret: str = SECRET) -> None:
        self.key, self.secret = key, secret
        self.asked: Counter[str] = Counter()
        self.phones: Counter[str] = Counter()
        self.mode = "ok"
        self.knows_repeats = True
        self.remembers = True
        self.delay = 0.0
        self.delay_before = 0.0
        self.url = ""
        self._lock = threading.Lock()

    def take(self, reference: str) -> str:
        with self._lock:
            self.asked[reference] += 1
            if not self.knows_repeats or not self.phones[reference]:
                self.phones[reference] += 1
        return f"sms-{reference}"

    @property
    def doubled(self) -> list[str]:
        return [reference for reference, count in self.phones.items() if count > 1]


class Handler(BaseHTTPRequestHandler):
    @property
    def provider(self) -> Provider:
        return self.server.provider  # type: ignore[attr-defined, no-any-return]

    def log_message(self, *_: Any) -> None:
        pass

    def answer(self, status: int, content: Any) -> None:
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(OSError):  # a client that did not wait
            self.wfile.write(body)

    def is_trusted(self, body: bytes) -> bool:
        return is_trusted(
            self.provider.key, self.provider.secret, self.command, self.path, body, self.headers, time.time()
        )  # type: ignore[arg-type]

    def has_left(self) -> bool:
        """Whether the caller died before we took the message."""
        with suppress(BlockingIOError):
            return self.connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
        return False

    def do_GET(self) -> None:
        reference = parse_qs(urlsplit(self.path).query)["reference"][0]
        if not self.is_trusted(b""):
            return self.answer(401, {})
        if self.provider.mode == "not-askable":
            return self.answer(405, {})
        if not self.provider.remembers or not self.provider.phones[reference]:
            return self.answer(404, {})
        return self.answer(200, {"id": f"sms-{reference}", "status": "sent"})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if not self.is_trusted(body):
            return self.answer(401, {})
        mode, reference = self.provider.mode, json.loads(body)["reference"]
        if mode in {"bad-number", "busy", "broken"}:
            status = {"bad-number": 422, "busy": 503, "broken": 500}[mode]
            return self.answer(status, {"reason": "空号"})
        time.sleep(self.provider.delay_before)
        if self.has_left():
            return None
        taken = self.provider.take(reference)
        time.sleep(self.provider.delay)
        if mode == "hangs-up":
            return self.connection.close()
        return self.answer(200, b"<html>" if mode == "nonsense" else {"id": taken})


@contextmanager
def running_provider(key: str = KEY, secret: str = SECRET) -> Iterator[Provider]:
    provider = Provider(key, secret)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.provider = provider  # type: ignore[attr-defined]
    server.daemon_threads = True
    provider.url = f"http://127.0.0.1:{server.server_address[1]}/v1/sms"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
