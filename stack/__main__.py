"""`python -m stack …`; people use the Makefile."""

import argparse
import os
import shlex
import sys

from stack import places
from stack.say import Stop, complain, say
from stack.services import Services


def run(options: argparse.Namespace) -> int:
    from stack.run import Hall

    try:
        port = int(os.environ.get("PORT") or 8000)
    except ValueError:
        raise Stop(f"PORT={os.environ['PORT']} 不是端口号", "PORT is not a number") from None
    return Hall(places.daily(), os.environ.get("HOST") or "127.0.0.1", port, with_people=options.people).run()


def people(_: argparse.Namespace) -> int:
    """The bots of `make demo`, once the hall is open."""
    from stack import welcome

    if not welcome.wait(os.environ["WEB_ADDRESS"], patience=600):
        raise Stop("大厅没有就绪", "the hall is not ready")
    os.execv(sys.executable, [sys.executable, "manage.py", "run_demo_day"])


def test(options: argparse.Namespace) -> int:
    from stack import testing

    return testing.main(options.arguments)


def check(_: argparse.Namespace) -> int:
    from stack import checks

    return checks.main()


def stop(_: argparse.Namespace) -> int:
    from stack import upkeep

    return upkeep.stop()


def reset(_: argparse.Namespace) -> int:
    from stack import upkeep

    return upkeep.reset(force=bool(os.environ.get("FORCE")))


def _chosen(options: argparse.Namespace) -> Services:
    where = places.for_tests() if options.test else places.daily()
    where.make()
    return Services(where, environ={})


def services(options: argparse.Namespace) -> int:
    chosen = _chosen(options)
    if options.action == "up":
        chosen.up()
        chosen.keep.touch()
        say("PostgreSQL 和 Valkey 已启动", "PostgreSQL and Valkey are up")
    else:
        chosen.keep.unlink(missing_ok=True)
        chosen.down()
        say("PostgreSQL 和 Valkey 已停止", "PostgreSQL and Valkey are down")
    return 0


def env(options: argparse.Namespace) -> int:
    for name, value in _chosen(options).environment().items():
        print(f"export {name}={shlex.quote(value)}")
    return 0


def commands() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m stack", description=__doc__)
    verbs = parser.add_subparsers(required=True)
    for name, do in {"run": run, "people": people, "test": test, "check": check, "stop": stop, "reset": reset}.items():
        verbs.add_parser(name).set_defaults(do=do)
    verbs.choices["run"].add_argument("--people", action="store_true", help="with the bots of make demo")
    verbs.choices["test"].add_argument("arguments", nargs="?", default="", help="for pytest, in one string")
    both = verbs.add_parser("services", help="only PostgreSQL and Valkey")
    both.add_argument("action", choices=("up", "down"))
    both.set_defaults(do=services)
    exports = verbs.add_parser("env", help='lines for a shell: eval "$(python -m stack env)"')
    exports.set_defaults(do=env)
    for verb in (both, exports):
        verb.add_argument("--test", action="store_true", help="the stack of the tests")
    return parser


def main() -> int:
    options = commands().parse_args()
    try:
        return int(options.do(options))
    except Stop as stop_:
        complain(*map(str, stop_.args))
        return 1
    except PermissionError as denied:
        complain(f"没有权限访问 {denied.filename}：这个目录是由另一个账户（例如 root）使用过的吗？", str(denied))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
