"""`make run`: services, preparation, then honcho with web, live stream, worker and beat, until Ctrl-C."""

import os
import signal
import sys
import threading
import time
from types import FrameType

from stack import ports, prepare, welcome
from stack.lock import RunLock
from stack.manager import Manager
from stack.places import REPO, Places
from stack.say import Stop, complain, say
from stack.services import Services


def interrupt(*_: object) -> None:
    raise KeyboardInterrupt


class Hall:
    def __init__(self, places: Places, host: str, port: int, with_people: bool = False):
        self.places, self.host, self.port, self.with_people = places, host, port, with_people
        self.address = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}"
        self.services = Services(places)
        self.lock = RunLock(places)
        self.mending = threading.Lock()
        self.begun = time.monotonic()

    def run(self) -> int:
        """Whatever happens in between, what was started is stopped."""
        for each in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(each, interrupt)
        self.places.make()
        self.lock.take(self.address)
        ports.must_be_free(self.host, self.port, self.port + 1)
        try:
            say("启动 PostgreSQL 和 Valkey …", "starting PostgreSQL and Valkey")
            self.services.up()
            for name, url in self.services.adopted().items():
                say(f"使用 {name} 指定的服务：{url}", "not started and not stopped here")
            environment = self._environment()
            prepare.Preparation(self.places, environment).everything()
            return self._processes(environment)
        finally:
            self._close()

    def _environment(self) -> dict[str, str]:
        bin_ = os.path.dirname(sys.executable)
        (self.places.data / "beat").mkdir(exist_ok=True)
        return {
            **self.services.environment(),
            "PATH": f"{bin_}{os.pathsep}{os.environ.get('PATH', '')}",
            "WEB_HOST": self.host,
            "WEB_PORT": str(self.port),
            "LIVE_PORT": str(self.port + 1),
            "WEB_ADDRESS": self.address,
        }

    def _processes(self, environment: dict[str, str]) -> int:
        manager = Manager(self.places.logs, everything=bool(os.environ.get("VERBOSE")))
        manager.add_procfile((REPO / "Procfile").read_text(), environment)
        if self.with_people:
            manager.add_procfile("people: python -m stack people", environment)
        say("启动网页、实时推送、任务进程和定时器 …", "starting web, live, worker, beat")
        manager.beside = [lambda: self._greet(manager, environment), lambda: self._guard(manager)]
        signal.signal(signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
        manager.loop()
        if manager.returncode in (130, 143):
            return 0
        complain(f"有进程无法启动，已全部停止；日志在 {self.places.logs}/", "a process could not start; see the logs")
        return 1

    def _greet(self, manager: Manager, environment: dict[str, str]) -> None:
        if welcome.wait(self.address, manager.stopping.is_set):
            accounts = prepare.accounts(self.places, environment)
            print(welcome.banner(self.address, accounts, time.monotonic() - self.begun), flush=True)
        elif not manager.stopping.is_set():
            missing = "、".join(welcome.parts_not_ready(self.address) or ["网页"])
            complain(f"两分钟后仍未就绪：{missing}。日志在 {self.places.logs}/", "not ready after two minutes")

    def _guard(self, manager: Manager) -> None:
        while not manager.stopping.wait(1):
            try:
                with self.mending:
                    if not manager.stopping.is_set():
                        self.services.mend()
            except Stop as stop:
                complain(*map(str, stop.args))
            for name in manager.lost_keepers():
                say(f"!! {name} 意外结束，正在重新启动", "ended, starting again")
                manager.keep_again(name)

    def _close(self) -> None:
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, _patience)
        with self.mending:
            self.services.release()
        self.lock.release()
        say("已停止，数据保留在 .data/", "stopped; data are kept")


def _patience(_: int, __: FrameType | None) -> None:
    say("正在停止，请稍候 …", "stopping, a moment please")
