"""`python -m benchmarks.proofs [name …]`: the proofs of the queue in full, one after the other, each with its control.

The short forms run in `make test`. Each is a program of its own (`python -m benchmarks.double_call`, …) and prints its
figures; a proof that fails makes this one fail. All of them take about an hour and a half on two cores.
"""

import os
import subprocess
import sys
import time

from benchmarks.running import REPO

PROOFS = {
    "double_call": "T1  twenty clerks, two thousand tickets, four processes",
    "ticket_race": "T2  fifty clients, five thousand requests, across midnight",
    "last_slot": "T46 fifty clients want the last place, two hundred rounds",
    "two_people": "T30 one grants while another denies, five hundred times; two hundred stale forms",
    "answer_times": "T5  what is another's answers as what does not exist, in the same time",
    "killed_posts": "T9  two thousand posts, two hundred workers killed: one row each, whole, no file left over",
    "guessing": "T6  twenty thousand guesses at one status, headers forged",
    "scheduler": "T32 two beats at once, beat dead for an hour, workers stopped: each warning once",
    "hall_load": "T22 a full hall for ten minutes",
    "redis_away": "T20 twenty clerks call while Redis hangs for three minutes",
    "streams": "two thousand open event streams",
    "waiting": "how many waits fell inside the range told",
    "providers": "T14 two providers of messages in trouble",
    "kiosk_cut": "T17 a hundred presses whose answers are lost",
    "printing": "T40 fifty papers of every kind, two at once: words, codes, picture, time",
    "screens": "T15, T39 ten screens lose the server twenty times; bursts of calls are said",
}
ON_TEST_SERVICES = {"last_slot", "two_people", "answer_times", "scheduler", "guessing"}


def main(chosen: list[str]) -> int:
    unknown = [name for name in chosen if name not in PROOFS]
    if unknown:
        print(f"没有这个证明：{'、'.join(unknown)}。可选：{'、'.join(PROOFS)}")
        return 2
    ended = {name: run(name) for name in chosen or PROOFS}
    failed = [name for name, status in ended.items() if status]
    print(
        f"{len(ended) - len(failed)} of {len(ended)} proofs held" + (f"; failed: {', '.join(failed)}" if failed else "")
    )
    return 1 if failed else 0


def run(name: str) -> int:
    """One proof as a process of its own, in the environment it asks for."""
    print(f"\n== {name}: {PROOFS[name]}", flush=True)
    begun = time.monotonic()
    environment = {**os.environ, **for_tests()} if name in ON_TEST_SERVICES else dict(os.environ)
    status = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{name}"], cwd=REPO, env=environment, check=False
    ).returncode
    print(
        f"== {name}: {'held' if status == 0 else f'failed ({status})'} after {time.monotonic() - begun:.0f} s",
        flush=True,
    )
    return status


def for_tests() -> dict[str, str]:
    """PostgreSQL and Valkey of the tests, for the proof that makes a database beside them."""
    stack = [sys.executable, "-m", "stack"]
    subprocess.run([*stack, "services", "up", "--test"], cwd=REPO, check=True, capture_output=True)
    said = subprocess.run([*stack, "env", "--test"], cwd=REPO, capture_output=True, text=True, check=True).stdout
    pairs = (line.removeprefix("export ").partition("=") for line in said.splitlines() if line.startswith("export "))
    return {key: value.strip("'\"") for key, _, value in pairs}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
