"""PostgreSQL and Valkey together: ours from wheels, or the ones that DATABASE_URL and REDIS_URL name."""

import os
from collections.abc import Mapping
from pathlib import Path

from stack import keys
from stack.places import Places
from stack.postgres import Postgres
from stack.say import say
from stack.valkey import Valkey

SECRETS_FOR_DJANGO = ("SECRET_KEY", "FIELD_KEYS", "INDEX_KEY")


class Services:
    def __init__(self, places: Places, environ: Mapping[str, str] = os.environ):
        self.places = places
        self.postgres = Postgres(places)
        self.valkey = Valkey(places)
        prefix = "TEST_" if places.for_tests else ""
        self.named = {name: environ.get(prefix + name, "") for name in ("DATABASE_URL", "REDIS_URL")}

    def ours(self) -> list[Postgres | Valkey]:
        """Those we look after; a database that somebody named is theirs to start and stop."""
        pairs: tuple[tuple[str, Postgres | Valkey], ...] = (
            ("DATABASE_URL", self.postgres), ("REDIS_URL", self.valkey),
        )  # fmt: skip
        return [service for name, service in pairs if self.named[name] in ("", service.url())]

    def adopted(self) -> dict[str, str]:
        """What somebody named, without the password in it."""
        ours = {type(service).__name__ for service in self.ours()}
        theirs = {"DATABASE_URL": "Postgres", "REDIS_URL": "Valkey"}
        return {name: self.named[name].rpartition("@")[2] for name, kind in theirs.items() if kind not in ours}

    def up(self) -> None:
        for service in self.ours():
            service.up()

    def down(self) -> None:
        for service in reversed(self.ours()):
            service.down()

    @property
    def keep(self) -> Path:
        """Somebody asked for them by themselves (`stack services up`): no other command stops them."""
        return self.places.data / "keep-services"

    def release(self) -> None:
        if not self.keep.exists():
            self.down()

    def mend(self) -> None:
        """Start again, on the same port, what died."""
        for service in self.ours():
            if not service.alive():
                say(f"!! {type(service).__name__} 意外结束，正在恢复", "died, starting it again")
                service.up(same_port=True)
                say(f"   {type(service).__name__} 已恢复", "is back")

    def environment(self) -> dict[str, str]:
        """What Django needs to know, as hall/config/env.py reads it."""
        secrets = keys.kept(self.places.secrets)
        settings = "test" if self.places.for_tests else "dev"
        values = {
            "DJANGO_SETTINGS_MODULE": f"hall.config.settings.{settings}",
            "DATABASE_URL": self.named["DATABASE_URL"] or self.postgres.url(),
            "REDIS_URL": self.named["REDIS_URL"] or self.valkey.url(),
            "DATA_DIR": str(self.places.data),
        }
        if self.postgres in self.ours():
            values["ADMIN_DATABASE_URL"] = self.postgres.url(admin=True)
        return {**values, **{name: secrets[name] for name in SECRETS_FOR_DJANGO}}
