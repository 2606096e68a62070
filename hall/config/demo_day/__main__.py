"""`python -m hall.config.demo_day`: what `manage.py run_demo_day` becomes; needs no Django, so stays small.

The order (address, accounts, password) comes as JSON on standard input, so that no secret stands in a process list.
"""

import asyncio
import json
import sys

from hall.config.demo_day.day import Wanted, live
from hall.config.demo_day.place import Account


def main() -> int:
    order = json.load(sys.stdin)
    accounts = [Account(**account) for account in order.pop("accounts")]
    diary = asyncio.run(live(Wanted(**order), accounts))
    diary.say(f"演示日结束：{diary.summary()}。")
    return 1 if diary.tally["5xx"] else 0


if __name__ == "__main__":
    sys.exit(main())
