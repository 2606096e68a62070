"""One `make run` in one tree at a time. The kernel lets go of the lock when its holder dies, however it dies."""

import fcntl
import json
import os
import time
from pathlib import Path
from typing import TextIO

from stack.places import Places
from stack.say import Stop


class RunLock:
    def __init__(self, places: Places):
        self.file: Path = places.data / "run.lock"
        self._held: TextIO | None = None

    def take(self, address: str) -> None:
        """Raises Stop, naming the running one, when somebody else holds it."""
        held = open(self.file, "a+")  # noqa: SIM115  (kept open: the lock lives as long as the file)
        for _ in range(20):
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                time.sleep(0.1)  # the rest of a killed run may still be leaving
        else:
            raise Stop(self._who(), "already running here")
        held.truncate(0)
        held.write(json.dumps({"pid": os.getpid(), "address": address}))
        held.flush()
        self._held = held

    def release(self) -> None:
        if self._held:
            self._held.truncate(0)
            self._held.close()
            self._held = None

    def holder(self) -> int | None:
        """The process that runs this stack now, or None."""
        if not self.file.exists():
            return None
        with open(self.file) as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return int(str(self._read().get("pid", 0)))
        return None

    def _read(self) -> dict[str, object]:
        try:
            return dict(json.loads(self.file.read_text()))
        except ValueError:
            return {}

    def _who(self) -> str:
        other = self._read()
        return (
            f"大厅已经在这个目录里运行（进程 {other.get('pid', '?')}，{other.get('address', '')}）。"
            "请直接打开该地址，或先用 make stop 停止它。"
        )
