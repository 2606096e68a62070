"""manage.py load_baseline [FILE]: take over the base figures that the reform is measured against."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hall.permissions import system_person
from matters.errors import BaselineUnreadable
from matters.verbs.baselines import BASELINE_CSV, load_baseline


class Command(BaseCommand):
    help = "载入基期数据（材料份数、到现场次数）。同名的基期只载入一次；新的基期是新的一版。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", default=BASELINE_CSV)

    def handle(self, *, file: Path, **options: Any) -> None:
        if not file.is_file():
            raise CommandError(f"找不到文件 {file}，请核对路径。")
        try:
            row = load_baseline(path=file, by=system_person("import"))
        except BaselineUnreadable as refused:
            raise CommandError(refused.words) from refused
        self.stdout.write(f"基期数据：{row.name}（{row.lines.count()} 个事项）。")
