"""`python -m benchmarks.streams`: how many open event streams one process holds, what they weigh, how fast they hear.

Starts the stack, opens connections to the live process from here, and looks at that process alone. At the end it asks
for more than it may hold: the answer must be a plain 503, after which pages poll.
"""

import argparse
import asyncio
import os
import resource
import shutil
import statistics
import sys
import time
from pathlib import Path

import psutil

from benchmarks.running import REPO, RunningHall

HALL, LIMIT_MB, ROUNDS = "tongzhou", 300, 5
OPENING_AT_ONCE = 100


class Listener:
    """One open stream; remembers when it last heard of a change."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer, self.heard = reader, writer, asyncio.Event()
        self.heard_at, self.is_closed = 0.0, False
        self.task = asyncio.ensure_future(self._listen())

    async def _listen(self) -> None:
        while piece := await self.reader.read(4096):
            if b"data: changed" in piece:
                self.heard_at = time.perf_counter()
                self.heard.set()
        self.is_closed = True


async def open_one(port: int, limit: asyncio.Semaphore) -> Listener:
    async with limit:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(
            f"GET /live/halls/{HALL}/ HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n\r\n".encode()
        )
        head = await reader.readuntil(b"\r\n\r\n")
        if b" 200 " not in head.split(b"\r\n", 1)[0]:
            raise SystemExit(f"the stream answered {head[:80]!r}")
        return Listener(reader, writer)


async def measure(port: int, wanted: int, process: psutil.Process) -> bool:
    from hall.kernel.live import channel_of, publish

    at_rest = memory(process)
    limit, begun = asyncio.Semaphore(OPENING_AT_ONCE), time.perf_counter()
    listeners = await asyncio.gather(*(open_one(port, limit) for _ in range(wanted)))
    say("opened", f"{wanted} streams in {time.perf_counter() - begun:.1f} s")
    await asyncio.sleep(2)
    times = []
    for _ in range(ROUNDS):
        for listener in listeners:
            listener.heard.clear()
        told = time.perf_counter()
        await asyncio.to_thread(publish, channel_of(HALL), "changed")
        await asyncio.wait_for(asyncio.gather(*(listener.heard.wait() for listener in listeners)), 20)
        times += [listener.heard_at - told for listener in listeners]
        await asyncio.sleep(0.5)
    times.sort()
    say("heard a change", f"{len(times)} of {wanted * ROUNDS}   p50 {statistics.median(times) * 1000:.0f} ms   "
        f"p95 {times[int(len(times) * 0.95)] * 1000:.0f} ms   last {times[-1] * 1000:.0f} ms")  # fmt: skip
    await asyncio.sleep(12)  # heartbeats go out, and none is lost
    held = memory(process)
    open_still = sum(not listener.is_closed for listener in listeners)
    each = (held - at_rest) / wanted * 1024
    say("memory of the process", f"{at_rest:.0f} MB at rest, {held:.0f} MB with {open_still} open ({each:.0f} kB each); limit {LIMIT_MB} MB")  # fmt: skip
    for listener in listeners:
        listener.writer.close()
    await asyncio.sleep(3)
    say("after all have left", f"{memory(process):.0f} MB, {len(process.net_connections())} sockets")
    return held < LIMIT_MB and open_still == wanted


def memory(process: psutil.Process) -> float:
    """Resident memory of the process, in MB: more than its fair share, so the limit is met without doubt."""
    return float(process.memory_info().rss) / 1024**2


def live_process(hall: RunningHall) -> psutil.Process:
    for process in psutil.Process(hall.process.pid).children(recursive=True):
        if "hall.config.asgi" in " ".join(process.cmdline()):
            return process
    raise SystemExit("the live process is not there")


def allow_files(wanted: int) -> None:
    """The shell's limit of open files would stop this; processes started from here inherit the higher one."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 3 * wanted + 1000), hard))


def say(what: str, figures: str) -> None:
    print(f"{what:34} {figures}", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--connections", type=int, default=2000)
    wanted = parser.parse_args().connections
    allow_files(wanted)
    data = Path(os.environ.get("BENCH_DIR") or REPO / ".data" / "bench-streams")
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir(parents=True)
    hall = RunningHall(data)
    hall.start()
    try:
        os.environ.update(hall.environment())
        import django

        django.setup()
        is_good = asyncio.run(measure(hall.port + 1, wanted, live_process(hall)))
    finally:
        hall.stop()
    say("verdict", "held" if is_good else "NOT held")
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
