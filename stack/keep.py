"""One process of the hall under honcho: its words go to a log, and when it dies unasked it is started again."""

import contextlib
import ctypes
import os
import signal
import subprocess
import threading
import time
from multiprocessing.sharedctypes import RawValue
from typing import Any

from honcho.process import Popen, Process

PR_SET_PDEATHSIG = 1
QUICK = 10.0  # seconds; a process that ends sooner never really ran
TRIES = 5
FIRST_PAUSE, LONGEST_PAUSE = 0.2, 30.0


KEEPER_IGNORES = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def be_a_child() -> None:
    """In the child: hear signals again, and leave when the keeper is killed (that part only on Linux)."""
    for name in KEEPER_IGNORES:
        signal.signal(name, signal.SIG_DFL)
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)


class Flag:
    """Shared between runner and keepers. Not multiprocessing.Event: that one hangs when a waiting process is killed."""

    def __init__(self) -> None:
        self._value = RawValue(ctypes.c_bool, False)

    def set(self) -> None:
        self._value.value = True

    def is_set(self) -> bool:
        return bool(self._value.value)

    def wait(self, seconds: float) -> bool:
        end = time.monotonic() + seconds
        while not self.is_set() and time.monotonic() < end:
            time.sleep(0.1)
        return self.is_set()


class KeptProcess(Process):
    """Runs inside honcho's own child process (see Process.run): a fork of the runner with nothing else to do."""

    stopping: Flag  # shared with the manager

    def run(self, events: Any = None, ignore_signals: bool = False) -> None:
        self._events = events
        for name in KEEPER_IGNORES:
            signal.signal(name, signal.SIG_IGN)
        threading.Thread(target=self._leave_with_runner, args=(os.getppid(),), daemon=True).start()
        code = self._again_and_again()
        self._send_message({"returncode": code}, type="stop")

    def _again_and_again(self) -> int:
        quick, pause = 0, FIRST_PAUSE
        while True:
            begun = time.monotonic()
            code = self._once()
            lived = time.monotonic() - begun
            if self.stopping.is_set():
                return code
            quick, pause = (quick + 1, min(pause * 2, LONGEST_PAUSE)) if lived < QUICK else (0, FIRST_PAUSE)
            if quick >= TRIES:
                self._tell(f"连续 {TRIES} 次启动失败，放弃 (gave up)")
                return code or 1
            self._tell(f"意外结束（{code}），正在重新启动 (ended, starting again)")
            if self.stopping.wait(pause):
                return code

    def _once(self) -> int:
        self._child = Popen(f"exec {self.cmd}", env=self.env, cwd=self.cwd, preexec_fn=be_a_child)
        self._send_message({"pid": self._child.pid}, type="start")
        if self.stopping.is_set():
            self._child.terminate()
        threading.Thread(target=self._clear_up_after, args=(self._child,), daemon=True).start()
        for line in iter(self._child.stdout.readline, b""):
            self._send_message(line)
        self._child.stdout.close()
        return int(self._child.wait())

    def _clear_up_after(self, child: "subprocess.Popen[bytes]") -> None:
        """A killed leader leaves helpers behind (pool workers); they go too, or they would hold the port."""
        child.wait()
        for name in (signal.SIGTERM, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(child.pid, name)
                time.sleep(1)

    def _leave_with_runner(self, runner: int) -> None:
        """Somebody killed the runner itself: nothing of it stays behind."""
        while os.getppid() == runner:
            time.sleep(0.5)
        self.stopping.set()
        for name, grace in ((signal.SIGTERM, 5.0), (signal.SIGKILL, 0.0)):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._child.pid, name)
                time.sleep(grace)
        os._exit(1)

    def _tell(self, words: str) -> None:
        self._send_message(f"!! {self.name} {words}\n")
