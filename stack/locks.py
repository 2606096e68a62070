"""`make lock`: requirements/*.txt from pyproject.toml, with hashes and without the address of any package index."""

import subprocess
import sys

from stack.places import REPO
from stack.say import say

EXTRAS = {"dev": ("dev", "test"), "run": ("dev",), "production": ()}  # the longest first: the others are cut from it


def compile_lock(name: str, extras: tuple[str, ...]) -> None:
    chosen = [word for extra in extras for word in ("--extra", extra)]
    bounds = [] if name == "dev" else ["--constraint", "requirements/dev.txt"]
    command = [
        sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", *chosen, *bounds, "--quiet",
        "--generate-hashes", "--no-emit-index-url", "--no-header", "--no-annotate", "--universal",
        "--output-file", f"requirements/{name}.txt",
    ]  # fmt: skip
    subprocess.run(command, cwd=REPO, check=True)
    say(f"requirements/{name}.txt")


if __name__ == "__main__":
    for each, wanted in EXTRAS.items():
        compile_lock(each, wanted)
