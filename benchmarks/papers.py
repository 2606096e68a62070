"""`python -m benchmarks.papers`: how long a sealed PDF takes, beside what the drawing alone takes (bar: 1 s).

The bare limit is WeasyPrint with the same text, without our template, seal, signature and store.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable

ROUNDS = 30
BAR_SECONDS = 1.0


def timed(work: Callable[[], object]) -> list[float]:
    """Seconds of each of many rounds, the first (fonts, imports) left out."""
    work()
    taken, cpu = [], time.process_time()
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    print(f"{'  of which processor time':44} mean {(time.process_time() - cpu) / ROUNDS * 1000:4.0f} ms", flush=True)
    return taken


def shown(name: str, taken: list[float]) -> float:
    p95 = statistics.quantiles(taken, n=20)[-1]
    print(f"{name:44} p50 {statistics.median(taken) * 1000:6.0f} ms   p95 {p95 * 1000:6.0f} ms", flush=True)
    return p95


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hall.config.settings.test")
    import django

    django.setup()
    from django.conf import settings

    settings.DATA_DIR = tempfile.mkdtemp()
    from applications.papers.files import made_of
    from applications.papers.rendering import html_of
    from benchmarks.paper_scene import a_document

    begun = time.perf_counter()
    document = a_document()
    made_of(document)
    print(f"{'first file of a process (imports, fonts, seal)':44} {time.perf_counter() - begun:6.2f} s", flush=True)
    html = html_of(document)
    from weasyprint import HTML

    shown("bare drawing of the same text", timed(lambda: HTML(string=html).write_pdf()))
    p95 = shown("sealed PDF: template, drawing, signature", timed(lambda: made_of(document)))
    print(f"{'bar':44} p95 ≤ {BAR_SECONDS * 1000:.0f} ms: {'kept' if p95 <= BAR_SECONDS else 'NOT KEPT'}")
    return int(p95 > BAR_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
