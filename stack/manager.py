"""honcho runs the processes; what is added here: they are kept alive, and their words go to log files."""

import contextlib
import multiprocessing
import os
import re
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TextIO

import honcho.manager
from honcho.environ import parse_procfile
from honcho.printer import Message, Printer

from stack.keep import Flag, KeptProcess
from stack.places import REPO
from stack.say import say

PATIENCE = 8.0  # seconds for a clean end; honcho's own five begin only when the first one has ended
TROUBLE = re.compile(r"^!! |\b(error|critical|traceback|exception)\b", re.IGNORECASE)


class LogPrinter(Printer):
    """Every line goes to .data/logs/NAME.log; the screen shows trouble only, or everything with VERBOSE=1."""

    def __init__(self, folder: Path, everything: bool):
        super().__init__(sys.stdout)
        self.folder, self.everything = folder, everything
        self.logs: dict[str, TextIO] = {}

    def write(self, message: Message) -> None:
        data = message.data
        text = data.decode("utf-8", "replace") if isinstance(data, bytes) else data
        log = self._log(message.name)
        log.write(f"{message.time:%m-%d %H:%M:%S} {text.rstrip()}\n")
        log.flush()
        if self.everything or (message.name != "system" and TROUBLE.search(text)):
            super().write(message)

    def _log(self, name: str) -> TextIO:
        if name not in self.logs:
            self.folder.mkdir(parents=True, exist_ok=True)
            file = self.folder / f"{name}.log"
            if file.exists() and file.stat().st_size > 5_000_000:
                file.replace(file.with_suffix(".log.1"))
            self.logs[name] = open(file, "a", encoding="utf-8")  # noqa: SIM115
        return self.logs[name]


class LeaderOnly:
    """Ask the leader to stop (it looks after its own helpers); kill the whole group when it does not."""

    def terminate(self, pid: int) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGTERM)

    def kill(self, pid: int) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)


class Manager(honcho.manager.Manager):
    def __init__(self, logs: Path, everything: bool = False):
        super().__init__(LogPrinter(logs, everything))
        self.stopping = Flag()
        self.beside: list[Callable[[], None]] = []
        self._process_ctor = self._kept
        self._procmgr = LeaderOnly()

    def _kept(self, *args: Any, **options: Any) -> KeptProcess:
        process = KeptProcess(*args, **options)
        process.stopping = self.stopping
        return process

    def add_procfile(self, text: str, environment: Mapping[str, str]) -> None:
        # Celery's own start-up checks load every page of the hall into worker and beat; `make check` has run them.
        lean = {"PYTHONUNBUFFERED": "1", "CELERY_SKIP_CHECKS": "1"}
        for name, command in parse_procfile(text).processes.items():
            named = {**os.environ, **environment, "PROCESS_NAME": name, **lean}
            self.add_process(name, command, env=named, cwd=str(REPO))

    def _start(self) -> None:
        """Processes first, threads after: forking with threads about is asking for trouble."""
        super()._start()
        for task in self.beside:
            threading.Thread(target=task, daemon=True).start()

    def terminate(self) -> None:
        if not self.stopping.is_set():
            say("正在停止 …", "stopping")
        self.stopping.set()
        super().terminate()
        last_resort = threading.Timer(PATIENCE, self.kill)
        last_resort.daemon = True
        last_resort.start()

    def _killall(self, force: bool = False) -> None:
        """One that is only just being started sees `stopping` itself."""
        running = [p["pid"] for p in self._processes.values() if "pid" in p and "returncode" not in p]
        for pid in running:
            self._procmgr.kill(pid) if force else self._procmgr.terminate(pid)

    def lost_keepers(self) -> list[str]:
        """Processes whose keeper (honcho's child) was killed from outside; honcho itself would not notice."""
        if self.stopping.is_set():
            return []
        known = self._processes.items()
        return [name for name, p in known if p.get("process") and not p["process"].is_alive() and "returncode" not in p]

    def keep_again(self, name: str) -> None:
        entry = self._processes[name]
        entry["process"] = multiprocessing.Process(name=name, target=entry["obj"].run, args=(self.events, True))
        entry["process"].start()
