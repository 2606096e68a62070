"""Judging signs of life: what the probes saw, in words. Pure functions of values.

Beat sends a canary every ten seconds and the worker brings it back. A canary that does not come back is looked for in
the broker: if a fresh one waits there, beat works and the worker does not; if none does, beat has stopped.
"""

from dataclasses import dataclass

FRESH_SECONDS = 35.0


@dataclass(frozen=True)
class Seen:
    """What the probes saw. Ages in seconds; None means no sign at all, or that it could not be looked for."""

    database_answers: bool
    broker_answers: bool
    canary_back: float | None = None
    canary_waiting: float | None = None
    tasks_waiting: int = 0


@dataclass(frozen=True)
class Check:
    """One part of the system: well or not, in words, and how old the sign is."""

    name: str
    label: str
    ok: bool
    words: str
    age: float | None = None
    pages_need_it: bool = False


def judge(seen: Seen) -> list[Check]:
    return [_database(seen), _broker(seen), _worker(seen), _beat(seen)]


def _database(seen: Seen) -> Check:
    words = "正常" if seen.database_answers else "1 秒内没有应答：页面无法办理业务，请检查数据库服务和网络。"
    return Check("postgresql", "数据库 PostgreSQL", seen.database_answers, words, pages_need_it=True)


def _broker(seen: Seen) -> Check:
    words = "正常" if seen.broker_answers else "没有应答：办理照常，短信和自动叫号会延迟，恢复后自动补发。"
    return Check("redis", "消息队列 Redis", seen.broker_answers, words)


def is_fresh(age: float | None) -> bool:
    return age is not None and age <= FRESH_SECONDS


def _worker(seen: Seen) -> Check:
    def check(ok: bool, words: str) -> Check:
        return Check("worker", "后台任务 worker", ok, words, seen.canary_back)

    if not seen.database_answers:
        return check(False, "数据库没有应答，看不到任务是否回来。")
    if is_fresh(seen.canary_back):
        return check(True, f"正常，{seen.canary_back:.0f} 秒前完成探测任务")
    since = "从未完成过探测任务" if seen.canary_back is None else f"{seen.canary_back:.0f} 秒没有完成探测任务"
    if not seen.broker_answers:
        return check(False, f"{since}：消息队列没有应答，任务送不到；队列恢复后自动继续。")
    if is_fresh(seen.canary_waiting):
        return check(False, f"{since}，{seen.tasks_waiting} 个任务在排队：请检查或重启 worker，任务不会丢失。")
    return check(False, f"{since}：定时器没有发出探测任务，无法证明它在工作；请先恢复 beat。")


def _beat(seen: Seen) -> Check:
    def check(ok: bool, words: str, age: float | None = None) -> Check:
        return Check("beat", "定时器 beat", ok, words, age)

    if seen.database_answers and is_fresh(seen.canary_back):
        return check(True, "正常，探测任务按时发出", seen.canary_back)
    if seen.broker_answers and is_fresh(seen.canary_waiting):
        return check(True, f"正常，{seen.canary_waiting:.0f} 秒前发出的探测任务在排队", seen.canary_waiting)
    if not seen.broker_answers:
        return check(False, "消息队列没有应答，看不到定时器是否工作。")
    return check(False, "没有按时发出探测任务：补发和催办会停止，请检查或重启 beat。", seen.canary_waiting)
