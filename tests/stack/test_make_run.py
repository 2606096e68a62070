"""`make run` from start to Ctrl-C, with what can go wrong in between."""

import json
import os
import stat
import subprocess
import urllib.request

import psutil
import pytest

from tests.stack.conftest import SmallHall, command_line, until

pytestmark = pytest.mark.stack
FIRST_TIME = {"compile_translations", "collectstatic", "migrate", "import_catalogue", "load_demo_hall"}


def mode(path: object) -> int:
    return stat.S_IMODE(os.stat(path).st_mode)


def test_a_first_start_prepares_everything_and_a_second_start_skips_it(small_hall: SmallHall):
    small_hall.start()
    assert set(small_hall.asked()) >= FIRST_TIME
    assert "window01  demo-password" in small_hall.words()
    assert small_hall.press_ctrl_c() == 0
    secrets = (small_hall.root / ".data/secrets.env").read_text()
    assert mode(small_hall.root / ".data/secrets.env") == 0o600
    assert mode(small_hall.root / ".data") == 0o700

    (small_hall.root / "asked.log").unlink()
    small_hall.start()
    assert "demo-password" in small_hall.words()
    assert set(small_hall.asked()) <= {"migrate"}, "migrate is asked again: this manage.py writes no migrations table"
    assert (small_hall.root / ".data/secrets.env").read_text() == secrets, "made once"
    assert small_hall.press_ctrl_c() == 0


def test_ctrl_c_leaves_nothing_behind_and_does_not_touch_an_adopted_database(small_hall: SmallHall, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    assert small_hall.stack("services", "up", DATA_DIR=str(elsewhere)).returncode == 0
    exports = small_hall.stack("env", DATA_DIR=str(elsewhere)).stdout
    theirs = next(line.split("=", 1)[1] for line in exports.splitlines() if "DATABASE_URL" in line)
    try:
        small_hall.start(DATABASE_URL=theirs)
        assert not (small_hall.root / ".data/postgres").exists()
        assert "使用 DATABASE_URL 指定的服务：127.0.0.1:" in small_hall.words()
        assert len(small_hall.processes()) > 5
        small_hall.press_ctrl_c()
        assert small_hall.processes() == []
        adopted = int((elsewhere / "postgres/cluster/postmaster.pid").read_text().split()[0])
        assert psutil.pid_exists(adopted)
    finally:
        small_hall.stack("services", "down", DATA_DIR=str(elsewhere))


def test_a_first_run_broken_off_halfway_is_finished_by_the_next_one(small_hall: SmallHall):
    (small_hall.root / "break-load_demo_hall").touch()
    broken = small_hall.stack("run")
    assert broken.returncode == 1
    assert "load_demo_hall 失败" in broken.stderr and "broken off on purpose" in broken.stderr
    assert small_hall.processes() == []

    (small_hall.root / "break-load_demo_hall").unlink()
    (small_hall.root / "asked.log").unlink()
    small_hall.start()
    assert "load_demo_hall" in small_hall.asked()
    assert "import_catalogue" not in small_hall.asked()
    small_hall.press_ctrl_c()


def test_ctrl_c_during_the_preparation_ends_that_as_well(small_hall: SmallHall):
    (small_hall.root / "linger-import_catalogue").touch()
    small_hall.begin()
    until(lambda: "import_catalogue" in small_hall.asked(), "the catalogue")
    assert small_hall.press_ctrl_c() == 130
    assert small_hall.processes() == []
    assert not (small_hall.root / ".data/stamps/catalogue").exists()


def test_a_port_in_use_is_named_with_the_way_out(small_hall: SmallHall):
    with subprocess.Popen(["python3", "-m", "http.server", str(small_hall.port + 1), "--bind", "127.0.0.1"]) as other:
        until(lambda: psutil.Process(other.pid).net_connections(), "the other server")
        refused = small_hall.stack("run")
        other.kill()
    assert refused.returncode == 1
    assert f"端口 {small_hall.port + 1} 已被占用" in refused.stderr
    assert f"PORT={small_hall.port + 10} make run" in refused.stderr
    assert small_hall.processes() == []


def test_a_second_run_in_the_same_tree_is_told_where_the_first_one_is(small_hall: SmallHall):
    small_hall.start()
    second = small_hall.stack("run")
    assert second.returncode == 1
    assert f"进程 {small_hall.running.pid}" in second.stderr and f":{small_hall.port}" in second.stderr
    assert "正在运行" in small_hall.stack("reset", FORCE="1").stderr

    assert small_hall.stack("stop").returncode == 0
    assert small_hall.running.wait(10) == 0
    assert small_hall.processes() == []
    assert small_hall.stack("reset", FORCE="1").returncode == 0
    assert not (small_hall.root / ".data").exists()


def test_killed_processes_come_back_by_themselves(small_hall: SmallHall):
    small_hall.start()
    for words in (("postgres", "-D"), ("valkey-server",), ("time.sleep(600)",), ("serve.py", str(small_hall.port))):
        killed = small_hall.one(*words)
        killed.kill()
        until(lambda words=words, pid=killed.pid: _another(small_hall, words, pid), f"{words} again")
    keeper = psutil.Process(small_hall.one("serve.py", f"{small_hall.port}").ppid())
    keeper.kill()
    until(lambda: _answers(small_hall.port), "web after its keeper was killed")
    assert "Postgres 已恢复" in small_hall.words() and "Valkey 已恢复" in small_hall.words()
    assert small_hall.press_ctrl_c() == 0
    assert small_hall.processes() == []


def test_after_a_killed_run_the_next_start_heals_whatever_was_left(small_hall: SmallHall):
    small_hall.start()
    small_hall.running.kill()
    until(lambda: not [p for p in small_hall.processes() if "stack" in command_line(p)], "the rest leaves")
    for server in small_hall.processes():  # as after a power cut: nothing was told to stop
        server.kill()
    someone_else = os.getpid()
    pidfile = small_hall.root / ".data/postgres/cluster/postmaster.pid"
    pidfile.write_text("\n".join([str(someone_else), *pidfile.read_text().splitlines()[1:]]) + "\n")
    (small_hall.root / ".data/valkey/valkey.pid").write_text(f"{someone_else}\n")

    small_hall.start()
    assert json.loads(_get(small_hall.port)) == {}
    assert small_hall.press_ctrl_c() == 0
    assert small_hall.processes() == []


def test_a_process_that_cannot_start_ends_the_run_and_says_which(small_hall: SmallHall):
    procfile = small_hall.root / "Procfile"
    procfile.write_text(procfile.read_text().replace('beat: python -c "import time; time.sleep(600)"', "beat: false"))
    ended = small_hall.stack("run")
    assert ended.returncode == 1
    assert "beat 连续 5 次启动失败" in ended.stdout
    assert small_hall.processes() == []


def _another(hall: SmallHall, words: tuple[str, ...], pid: int) -> bool:
    try:
        return hall.one(*words).pid != pid
    except (ValueError, psutil.Error):
        return False


def _get(port: int) -> bytes:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=2) as answer:
        return answer.read()


def _answers(port: int) -> bool:
    try:
        return bool(_get(port))
    except OSError:
        return False
