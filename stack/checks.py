"""`make check`: everything that can be said about the code without running it. All checks run; then the verdict."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass, field

from stack import keys
from stack.places import REPO
from stack.say import complain, say

NOWHERE = {"DATABASE_URL": "postgres://check:check@127.0.0.1:9/check", "REDIS_URL": "redis://127.0.0.1:9/0"}

NOT_HERE = ",".join((
    "H015", "H025", "H030", "H043",  # taste: line breaks, open <option>, meta description, type of a submit button
    "H020", "H052",  # an empty <i> that draws; pages of kiosks, pads and displays that reload without scripts
    "D004",  # 500.html stands alone: no template tag may fail in it
))  # fmt: skip
TYPED = ("hall", "matters", "applications", "queueing", "complaints", "stack", "docker")
PYTHON = (*TYPED, "tests", "benchmarks", "manage.py")


def existing(names: tuple[str, ...]) -> list[str]:
    return [name for name in names if (REPO / name).exists()]


def development() -> dict[str, str]:
    return {**NOWHERE, **keys.fresh(), "DJANGO_SETTINGS_MODULE": "hall.config.settings.dev"}


def production() -> dict[str, str]:
    """Throw-away values: production settings refuse to start without each of them."""
    return {
        **development(),
        "DJANGO_SETTINGS_MODULE": "hall.config.settings.production",
        "ALLOWED_HOSTS": "hall.example.test",
        "PUBLIC_ORIGIN": "https://hall.example.test",
        "SMS_HTTP_URL": "https://sms.example.test/send",
        "SMS_HTTP_KEY": "throw-away",
        "SMS_HTTP_SECRET": "throw-away",
    }


@dataclass(frozen=True)
class Check:
    name: str
    words: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)

    def passes(self) -> bool:
        begun = time.monotonic()
        done = subprocess.run(
            [sys.executable, *self.words], cwd=REPO, env={**os.environ, **self.environment},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, text=True, check=False,
        )  # fmt: skip
        mark = "✗" if done.returncode else "✓"
        say(f"{mark} {self.name}  {time.monotonic() - begun:.1f} s")
        if done.returncode:
            print(done.stdout.rstrip(), flush=True)
        return done.returncode == 0


def checks() -> list[Check]:
    plan = ("-W", "ignore::RuntimeWarning", "manage.py")
    return [
        Check("ruff check", ("-m", "ruff", "check", *existing(PYTHON))),
        Check("ruff format", ("-m", "ruff", "format", "--check", *existing(PYTHON))),
        Check("import-linter", ("-c", "from importlinter.cli import lint_imports_command as run; run()")),
        Check("makemigrations", (*plan, "makemigrations", "--check", "--dry-run"), development()),
        Check("check --deploy", (*plan, "check", "--deploy", "--fail-level", "WARNING"), production()),
        Check(
            "djlint",
            ("-m", "djlint", "--lint", "--quiet", "--profile=django", f"--ignore={NOT_HERE}", "templates"),
        ),
        Check("mypy", ("-m", "mypy", *existing(TYPED)), development()),
    ]


def main() -> int:
    failed = [check.name for check in checks() if not check.passes()]
    if failed:
        complain(f"未通过：{'、'.join(failed)}", "checks failed")
        return 1
    say("全部检查通过", "all checks passed")
    return 0
