"""`python -m stack …`; people use the Makefile."""

import argparse
import shlex
import sys

from stack import places
from stack.say import Stop, complain, say
from stack.services import Services


def services(options: argparse.Namespace) -> int:
    chosen = Services(places.for_tests() if options.test else places.daily())
    if options.action == "up":
        chosen.up()
        say("PostgreSQL 和 Valkey 已启动", "PostgreSQL and Valkey are up")
    else:
        chosen.down()
        say("PostgreSQL 和 Valkey 已停止", "PostgreSQL and Valkey are down")
    return 0


def env(options: argparse.Namespace) -> int:
    chosen = Services(places.for_tests() if options.test else places.daily(), environ={})
    chosen.places.make()
    for name, value in chosen.environment().items():
        print(f"export {name}={shlex.quote(value)}")
    return 0


def commands() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m stack", description=__doc__)
    verbs = parser.add_subparsers(required=True)
    both = verbs.add_parser("services", help="only PostgreSQL and Valkey: up or down")
    both.add_argument("action", choices=("up", "down"))
    both.set_defaults(do=services)
    exports = verbs.add_parser("env", help="export lines for a shell: eval \"$(python -m stack env)\"")
    exports.set_defaults(do=env)
    for verb in (both, exports):
        verb.add_argument("--test", action="store_true", help="the stack of the tests")
    return parser


def main() -> int:
    options = commands().parse_args()
    try:
        return int(options.do(options))
    except Stop as stop:
        complain(*map(str, stop.args))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
