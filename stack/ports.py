"""Ports on 127.0.0.1: a free one is chosen once and remembered."""

import contextlib
import socket
import time
from pathlib import Path

import psutil

from stack import keys
from stack.say import Stop


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


def settle(file: Path, name: str, same: bool) -> None:
    """Before a start: wait for our own port a moment, then take another, unless others already use the old one."""
    for _ in range(20):
        if not in_use(remembered(file, name)):
            return
        time.sleep(0.1)
    if same:
        raise Stop(f"端口 {remembered(file, name)} 被别的程序占用，服务无法恢复；请重新运行 make run。")
    choose(file, name)


def holder(port: int) -> str:
    """Who listens there, as far as we may see."""
    with contextlib.suppress(psutil.Error, OSError):
        for link in psutil.net_connections("tcp"):
            if link.laddr and link.laddr.port == port and link.status == psutil.CONN_LISTEN and link.pid:
                return f"，占用者是进程 {link.pid}（{psutil.Process(link.pid).name()}）"
    return ""


def must_be_free(host: str, *wanted: int) -> None:
    for port in wanted:
        if in_use(port, host):
            raise Stop(
                f"端口 {port} 已被占用{holder(port)}。请换一个端口，例如：PORT={wanted[0] + 10} make run",
                f"port {port} is in use; choose another: PORT={wanted[0] + 10} make run",
            )
