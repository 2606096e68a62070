"""One file on standard input, its answer on standard output: a line of JSON, then the bytes to keep."""

import json
import resource
import sys

from applications.scanning import MEMORY, SECONDS, Unfit
from applications.scanning.kinds import looked_at


def bounded() -> None:
    """No more memory and time than a file may take; never a core dump of someone's identity card."""
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def answer(data: bytes) -> tuple[dict[str, str], bytes]:
    """What is said of a file, and what is kept of it."""
    try:
        kept = looked_at(data)
    except Unfit as unfit:
        return {"unfit": unfit.code}, b""
    except MemoryError:
        return {"unfit": "too_heavy"}, b""
    return {"content_type": kept.content_type}, kept.data


if __name__ == "__main__":
    bounded()
    said, kept_data = answer(sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + kept_data)
