"""manage.py demo_accounts [--json] [--all]"""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hall.config.demo.accounts import accounts, refuse_unless_demonstration

FIRST = ("ck01", "ck02", "guide01", "cj31", "sp_gaj", "sp_scjgj", "sp_csglw", "editor", "reviewer", "publisher")
SHOWN = (*FIRST, "manager", "supervisor", "auditor", "sysadmin", "kiosk-1", "display-1", "pad-01")


class Command(BaseCommand):
    help = "列出演示账户：账号、角色、部门、窗口、密码（仅开发与演示环境）。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="全部账户，JSON")
        parser.add_argument("--all", action="store_true", help="全部账户，表格")

    def handle(self, **options: Any) -> None:
        refuse_unless_demonstration()
        rows = accounts()
        if not rows:
            raise CommandError("还没有演示账户：请先运行 manage.py load_demo_hall。")
        if options["json"]:
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))
            return
        self.stdout.write(f"演示账户（密码都是 {rows[0]['password']} ）：")
        for row in rows if options["all"] else sorted_first(rows):
            where = row["department"] or (f"{row['window']}号窗口" if row["window"] else "")
            self.stdout.write(f"  {row['username']:<16}{row['role']}  {where}  {row['name']}".rstrip())
        if not options["all"]:
            self.stdout.write(f"  共 {len(rows)} 个；全部列出：manage.py demo_accounts --all 或 --json")


def sorted_first(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One or two of each role, in the order of a visit."""
    by_name = {row["username"]: row for row in rows}
    return [by_name[username] for username in SHOWN if username in by_name]
