"""`make stop` and `make reset`."""

import os
import shutil
import signal
import time

from stack.lock import RunLock
from stack.places import Places, daily, for_tests
from stack.say import Stop, say
from stack.services import Services


def stop() -> int:
    """Ends the running hall of this tree, and services that a killed run left behind."""
    where = daily()
    holder = RunLock(where).holder()
    if holder:
        os.kill(holder, signal.SIGTERM)
        _wait_for_end(where)
    if where.secrets.exists():
        Services(where, environ={}).down()
    (where.data / "keep-services").unlink(missing_ok=True)
    say("已停止", "stopped")
    return 0


def _wait_for_end(where: Places) -> None:
    for _ in range(300):
        if RunLock(where).holder() is None:
            return
        time.sleep(0.1)
    raise Stop("30 秒内没有停下来，请查看日志。", "did not stop within 30 s")


def reset(force: bool) -> int:
    where = daily()
    if RunLock(where).holder():
        raise Stop("大厅正在运行，请先按 Ctrl-C 或 make stop 停止，再重置。", "still running: stop it first")
    if not where.data.exists():
        say("没有数据可以删除", "nothing to delete")
        return 0
    if not force and not _sure(where):
        say("没有删除任何东西", "nothing deleted")
        return 1
    for each in (for_tests(), where):
        if each.secrets.exists():
            Services(each, environ={}).down()
    shutil.rmtree(where.data)
    say(f"已删除 {where.data}", "deleted")
    return 0


def _sure(where: Places) -> bool:
    try:
        answer = input(f"将删除 {where.data} 中的全部数据（数据库、文件、密钥），不可恢复。输入 yes 继续：")
    except EOFError:
        return False
    return answer.strip().lower() == "yes"
