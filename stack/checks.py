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

MATTERS_OF_TASTE = "H015,H025,H030,H043"  # line breaks, open <option>, meta description, type of a submit button
TYPED = ("hall", "matters", "applications", "queueing", "complaints", "stack", "docker")


def typed() -> list[str]:
    return [folder for folder in TYPED if (REPO / folder).is_dir()]


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
        Check("ruff check", ("-m", "ruff", "check", ".")),
        Check("ruff format", ("-m", "ruff", "format", "--check", ".")),
        Check("import-linter", ("-c", "from importlinter.cli import lint_imports_command as run; run()")),
        Check("makemigrations", (*plan, "makemigrations", "--check", "--dry-run"), development()),
        Check("check --deploy", (*plan, "check", "--deploy", "--fail-level", "WARNING"), production()),
        Check(
            "djlint",
            ("-m", "djlint", "--lint", "--quiet", "--profile=django", f"--ignore={MATTERS_OF_TASTE}", "templates"),
        ),
        Check("mypy", ("-m", "mypy", *typed()), development()),
    ]


def main() -> int:
    failed = [check.name for check in checks() if not check.passes()]
    if failed:
        complain(f"未通过：{'、'.join(failed)}", "checks failed")
        return 1
    say("全部检查通过", "all checks passed")
    return 0
