"""The health check of a container: `healthy.py ADDRESS [PART]`.

Without PART the address must answer 200. With PART (`worker`, `beat`) that part of the readiness report must be well:
a process that is alive but does nothing is not healthy, so the canary task decides and not a process number.
"""

# ruff: noqa: S310, T201
import json
import os
import sys
import urllib.error
import urllib.request
from typing import Any


def report(address: str) -> tuple[int, dict[str, Any]]:
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0]
    request = urllib.request.Request(address, headers={"Host": host, "X-Forwarded-Proto": "https"})
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return answer.status, json.loads(answer.read() or b"{}")
    except urllib.error.HTTPError as refused:
        return refused.code, json.loads(refused.read() or b"{}")


def main(address: str, part: str = "") -> int:
    try:
        status, answer = report(address)
        well = answer["checks"][part]["ok"] if part else status == 200
    except (OSError, ValueError, KeyError) as silent:
        print(repr(silent))
        return 1
    print(answer)
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
