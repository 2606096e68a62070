"""T30, full form: five hundred times one grants while another denies, two hundred times a stale form is sent.

`python -m benchmarks.two_people [races] [stale]` works on a database of its own, beside the one of the settings, and
removes it. The control takes the row lock away: there one of two transfers is lost to the other without a word.
"""

import os
import sys
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

RACES, STALE, CONTROL = 500, 200, 20


def main(races: int, stale: int) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hall.config.settings.test")
    import django

    django.setup()
    from django.db import connection

    connection.settings_dict["TEST"]["NAME"] = "hall_two_people"
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        return _report(races, stale)
    finally:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)


def _report(races: int, stale: int) -> int:
    begun = time.monotonic()
    raced, late, control = race(races), stale_forms(stale), lost_updates(CONTROL)
    print(f"T30 一件两人，{time.monotonic() - begun:.0f} 秒")
    print(f"  准予对不予：{races} 轮，恰好一人胜出 {raced['one']}，落败者看到是谁 {raced['sees']}")
    print(f"  过期表单：{stale} 轮，被拒并说明是谁 {late['told']}，什么都没有改变 {late['unchanged']}")
    print(f"  反向对照（去掉行锁）：{CONTROL} 轮，两人都以为转办成功 {control}")
    is_good = raced["one"] == raced["sees"] == races and late["told"] == late["unchanged"] == stale and control > 0
    print("通过" if is_good else "没有通过")
    return 0 if is_good else 1


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run the acts in threads that start together; what each returned or raised."""
    from django.db import connection

    barrier = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        barrier.wait()
        try:
            return act()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def race(rounds: int) -> Counter[str]:
    """One grants while the other denies."""
    from applications.errors import ChangedMeanwhile
    from applications.models import Decision
    from applications.verbs.deciding import decide
    from tests.factories.applications import people

    ours, counted = people(), Counter[str]()
    both = (ours.approver, ours.colleague())
    for _ in range(rounds):
        number = ours.accepted().number
        said: dict[str, Any] = {"number": number, "reason": "经审查", "legal_basis": "第三十八条"}
        acts = [partial(decide, granted=yes, by=by, **said) for by, yes in zip(both, (True, False), strict=True)]
        outcomes = at_once(*acts)
        lost = [outcome for outcome in outcomes if isinstance(outcome, ChangedMeanwhile)]
        decision = Decision.objects.get(application__number=number)
        counted["one"] += len(lost) == 1
        counted["sees"] += len(lost) == 1 and decision.decided_by.name in lost[0].words
    return counted


def stale_forms(rounds: int) -> Counter[str]:
    """A page was opened, someone else acts, then the page is sent."""
    from applications.errors import ChangedMeanwhile
    from applications.models import Decision
    from applications.queries.access import seen_version
    from applications.verbs.deciding import decide
    from applications.verbs.reviewing import transfer
    from tests.factories.applications import people

    ours, counted = people(), Counter[str]()
    other = ours.colleague()
    for _ in range(rounds):
        application = ours.accepted()
        number, seen = application.number, seen_version(application)
        transfer(number=number, to=ours.approver.username, reason="由其主办", by=other)
        try:
            decide(number=number, granted=True, reason="经审查", seen_state_version=seen, by=ours.approver)
        except ChangedMeanwhile as refused:
            counted["told"] += other.name in refused.words
        counted["unchanged"] += not Decision.objects.filter(application__number=number).exists()
    return counted


def lost_updates(rounds: int) -> int:
    """The control: without the lock, of two transfers from the same page both believe they won."""
    from applications.queries.access import seen_version
    from applications.verbs import common, reviewing
    from tests.factories.applications import people

    ours = people()
    both = (ours.colleague(), ours.colleague())
    kept = common.locked
    common.locked = lambda rows, **lookup: rows.get(**lookup)  # type: ignore[assignment]
    try:
        lost = 0
        for _ in range(rounds):
            application = ours.accepted()
            said: dict[str, Any] = {"number": application.number, "reason": "由其主办", "by": ours.approver}
            said["seen_state_version"] = seen_version(application)
            outcomes = at_once(*(partial(reviewing.transfer, to=to.username, **said) for to in both))
            lost += not any(isinstance(outcome, Exception) for outcome in outcomes)
        return lost
    finally:
        common.locked = kept


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    sys.exit(main(*(given + [RACES, STALE][len(given) :])[:2]))
