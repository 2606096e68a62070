"""Where everything of one stack lives: the daily one in .data/, the one for tests in .data/test/."""

import os
from dataclasses import dataclass
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Places:
    data: Path
    for_tests: bool = False

    @property
    def secrets(self) -> Path:
        return self.data / "secrets.env"

    @property
    def ports(self) -> Path:
        return self.data / "ports.env"

    @property
    def postgres(self) -> Path:
        return self.data / "postgres"

    @property
    def valkey(self) -> Path:
        return self.data / "valkey"

    @property
    def logs(self) -> Path:
        return self.data / "logs"

    @property
    def stamps(self) -> Path:
        return self.data / "stamps"

    def make(self) -> None:
        self.data.mkdir(parents=True, exist_ok=True)
        self.data.chmod(0o700)


def data_dir() -> Path:
    """DATA_DIR or .data/; a shell that took over the environment of the tests still means this tree's own."""
    usual = REPO / ".data"
    named = Path(os.environ.get("DATA_DIR") or usual).absolute()
    return usual if named == usual / "test" else named


def daily() -> Places:
    return Places(data_dir())


def for_tests() -> Places:
    return Places(data_dir() / "test", for_tests=True)
