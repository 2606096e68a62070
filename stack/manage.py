"""manage.py commands of the preparation; Ctrl-C ends those that are running."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Mapping

from stack.places import REPO
from stack.say import Stop


class Manage:
    def __init__(self, environment: Mapping[str, str]):
        self.environment = environment
        self.running: set[subprocess.Popen[str]] = set()
        self.cancelled = False

    def __call__(self, *words: str) -> str:
        """What the command printed; its own words are shown when it fails."""
        if self.cancelled:
            raise Stop("已取消", "cancelled")
        process = subprocess.Popen(
            [sys.executable, "manage.py", *words], cwd=REPO, env={**os.environ, **self.environment},
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.running.add(process)
        out, err = process.communicate()
        self.running.discard(process)
        if process.returncode:
            said = (out + err).strip()[-3000:]
            raise Stop(f"manage.py {' '.join(words)} 失败：\n{said}", f"{words[0]} failed")
        return out

    def cancel(self) -> None:
        self.cancelled = True
        for process in list(self.running):
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
