"""Ports on 127.0.0.1: a free one is chosen once and remembered."""

import socket
from pathlib import Path

from stack import keys


def in_use(port: int, host: str = "127.0.0.1") -> bool:
    """Would a server fail to take this port? Asked the way a server asks: by binding it."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def remembered(file: Path, name: str) -> int:
    """The port of this service; chosen at first use."""
    return int(keys.read(file).get(name) or choose(file, name))


def choose(file: Path, name: str) -> int:
    port = free()
    keys.write(file, {**keys.read(file), name: str(port)})
    return port
