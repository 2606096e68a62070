"""`python -m benchmarks.providers [messages]`: two providers of messages in every kind of trouble, over real HTTP and real minutes.

Two workers and a sweeper as threads do what Celery's do; the database is that of DATABASE_URL, or one of its own. Prints what was lost, what came twice, how long a switch took, and what the receipts made of it (reliability.md T14).
"""

import json
import os
import secrets
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import closing
from datetime import timedelta
from random import Random
from typing import Any

import psycopg2

from benchmarks.running import REPO
from hall.messages.signing import signed_headers
from tests.hall.provider import KEY, SECRET, Provider, running_provider

SECOND = ("hall-second", "secret-of-the-second-provider")
# Second of the run, which provider, how it answers from then on, and how long it takes.
SCRIPT = (
    (15, 0, "broken", 0.0), (35, 0, "ok", 0.0), (85, 0, "ok", 6.0), (105, 0, "ok", 0.0), (125, 1, "busy", 0.0),
    (135, 1, "ok", 0.0), (140, 0, "hangs-up", 0.0), (150, 0, "ok", 0.0),
)  # fmt: skip
LASTS, SETTLES, BAD_NUMBERS, RECEIPTS_WITHIN = 160, 900, 20, 45
HALLS: list[Any] = []
FINAL = ("delivered", "failed", "unknown", "expired", "held")


def main(count: int = 2000) -> None:
    with running_provider() as first, running_provider(*SECOND) as second:
        prepare(first, second)
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        run((first, second), count)


def prepare(first: Provider, second: Provider) -> None:
    """The environment: two providers, a short wait for receipts, and a database of its own unless one is given."""
    if "DATABASE_URL" not in os.environ:
        services = [sys.executable, "-m", "stack"]
        subprocess.run([*services, "services", "up", "--test"], cwd=REPO, check=True)
        found = subprocess.run(
            [*services, "env", "--test"], cwd=REPO, capture_output=True, text=True, check=True
        ).stdout
        given = (line.removeprefix("export ").partition("=") for line in found.splitlines() if "=" in line)
        os.environ.update({name: value.strip("'\"") for name, _, value in given})
        os.environ["DATABASE_URL"] = own_database(os.environ["DATABASE_URL"])
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "hall.config.settings.test",
        "SMS_HTTP_URL": first.url, "SMS_HTTP_KEY": KEY, "SMS_HTTP_SECRET": SECRET, "SMS_SECOND_URL": second.url,
        "SMS_SECOND_KEY": SECOND[0], "SMS_SECOND_SECRET": SECOND[1],
        "SMS_RECEIPT_WITHIN_SECONDS": str(RECEIPTS_WITHIN), "SMS_LOST_AFTER_SECONDS": "10",
    }  # fmt: skip


def own_database(url: str) -> str:
    server = url.rpartition("/")[0]
    with closing(psycopg2.connect(f"{server}/postgres")) as link:
        link.autocommit = True
        link.cursor().execute("DROP DATABASE IF EXISTS bench_providers")
        link.cursor().execute("CREATE DATABASE bench_providers")
    return f"{server}/bench_providers"


def a_hall() -> Any:
    from hall.models import Hall

    return Hall.objects.create(
        code=f"bench-{secrets.token_hex(4)}", name="测量大厅", short_name="测量大厅", level="city", area_code="110000",
        address="测量", phone="010-55000000", open_around_the_clock=True,
    )  # fmt: skip


def run(providers: tuple[Provider, Provider], count: int) -> None:
    from hall.kernel import clock, events
    from hall.models import MessageProvider, OutgoingMessage

    events._deliver = lambda event: None
    OutgoingMessage.objects.filter(dedupe_key__startswith="t14:").delete()
    MessageProvider.objects.all().delete()
    HALLS.append(a_hall())
    HALLS[0].begun_at = clock.now()
    ends = time.monotonic() + LASTS
    seen: dict[str, str] = {}
    backwards: list[str] = []
    threading.Thread(target=act, args=(providers,), daemon=True).start()
    threading.Thread(target=receipts, args=(providers, ends + SETTLES), daemon=True).start()
    for target in (work, work, sweep):
        threading.Thread(target=target, daemon=True).start()
    for number in range(count):
        queue(number)
        time.sleep(max((ends - time.monotonic()) / (count - number), 0))
        if number % 50 == 0:
            backwards += look(seen)
    while time.monotonic() < ends + SETTLES and not is_settled():
        backwards += look(seen)
        time.sleep(2)
    tell(providers, count, backwards)


def work() -> None:
    """A worker: takes up what is due, and goes on with what it had to leave over."""
    from hall import dispatch
    from hall.verbs.messages import relaying

    while True:
        left = relaying.relay(20)
        while left:
            left = dispatch.send_all(left)
        time.sleep(0.3)


def sweep() -> None:
    from hall import dispatch

    while True:
        time.sleep(15)
        dispatch.sweep()


def act(providers: tuple[Provider, Provider]) -> None:
    """Trouble as the script has it."""
    begun = time.monotonic()
    for at, which, mode, delay in SCRIPT:
        time.sleep(max(begun + at - time.monotonic(), 0))
        providers[which].mode, providers[which].delay = mode, delay


def queue(number: int) -> None:
    from django.db import transaction

    from hall.verbs.messages import queue_message

    phone = f"{'199' if number % (2000 // BAD_NUMBERS) == 7 else '138'}{number:08d}"
    with transaction.atomic():
        queue_message(
            "received", hall=HALLS[0], phone=phone, dedupe_key=f"t14:{number}",
            expires_in=timedelta(hours=1), values={"matter": "食品经营许可", "number": f"1100002026{number:08d}"},
        )  # fmt: skip


def receipts(providers: tuple[Provider, Provider], until: float) -> None:
    """Receipts for what reached a phone: most in time, some twice, some out of order, some never."""
    told: set[str] = set()
    dice = Random(14)
    while time.monotonic() < until:
        for provider, (key, secret) in zip(providers, ((KEY, SECRET), SECOND), strict=True):
            fresh = [reference for reference in list(provider.phones) if reference not in told]
            told.update(fresh)
            rows = [row for reference in fresh for row in what_is_said(reference, dice)]
            for start in range(0, len(rows), 400):
                say_receipts(key, secret, rows[start : start + 400])
        time.sleep(1)


def what_is_said(reference: str, dice: Random) -> list[dict[str, str]]:
    kind = dice.random()
    if kind < 0.05:
        return []
    good, bad = {"reference": reference, "status": "delivered"}, {"reference": reference, "status": "failed"}
    return [good, good] if kind < 0.15 else [good, bad] if kind < 0.25 else [good]


def say_receipts(key: str, secret: str, rows: list[dict[str, str]]) -> None:
    from django.test import Client

    path, body = "/api/v1/message-receipts/", json.dumps({"receipts": rows}).encode()
    proof = signed_headers(key, secret, "POST", path, body, time.time())
    answer = Client(SERVER_NAME="127.0.0.1").post(path, body, content_type="application/json", headers=proof)
    assert answer.status_code == 200, answer.content


def look(seen: dict[str, str]) -> list[str]:
    """Messages whose last word changed since the last look."""
    from hall.models import OutgoingMessage

    now = dict(OutgoingMessage.objects.filter(dedupe_key__startswith="t14:").values_list("dedupe_key", "state"))
    changed = [key for key, state in seen.items() if state in ("delivered", "failed") and now[key] != state]
    seen.update(now)
    return changed


def is_settled() -> bool:
    from hall.models import OutgoingMessage

    return not OutgoingMessage.objects.filter(dedupe_key__startswith="t14:").exclude(state__in=FINAL).exists()


def tell(providers: tuple[Provider, Provider], count: int, backwards: list[str]) -> None:
    from hall.models import MessageAttempt, OutgoingMessage, Step

    rows = dict(OutgoingMessage.objects.filter(dedupe_key__startswith="t14:").values_list("dedupe_key", "state"))
    reached = providers[0].phones + providers[1].phones
    lost = [key for key, state in rows.items() if state not in FINAL]
    unseen = [key for key, state in rows.items() if state == "delivered" and not reached[key]]
    say("messages", f"{count} queued, {len(rows)} in the outbox: {dict(Counter(rows.values()))}")
    say("lost", f"{count - len(rows) + len(lost)} (and said to be delivered without a phone: {len(unseen)})")
    say("delivered twice", f"{sum(times > 1 for times in reached.values())}")
    say("status went backwards", f"{len(backwards)}")
    unknown = [key for key, state in rows.items() if state == "unknown"]
    say("without receipt", f"{len(unknown)} unknown after {RECEIPTS_WITHIN} s, on the managers' list")
    for step in Step.objects.filter(verb__in=["fail_over", "come_back"], at__gte=HALLS[0].begun_at).order_by("id"):
        tries: Any = MessageAttempt.objects.filter(provider=step.data["provider"], at__lte=step.at)
        errors = tries.filter(outcome__in=["not_sent", "unclear"], at__gte=step.at - timedelta(seconds=60))
        first = errors.order_by("at").first()
        after = f"{(step.at - first.at).total_seconds():.1f} s after its first error" if first else ""
        say(f"{step.verb} {step.data['provider']}", after if step.verb == "fail_over" else f"{step.at:%H:%M:%S}")


def say(what: str, figures: str) -> None:
    print(f"{what:34} {figures}", flush=True)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000))
