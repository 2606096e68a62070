"""manage.py import_catalogue FILE [--dry-run]: take over a catalogue file (JSON Lines)."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError

from hall.models import Department
from hall.permissions import system_person
from hall.verbs.departments import DEPARTMENTS_CSV, load_departments
from matters.catalogue_file.english import FILE as ENGLISH
from matters.catalogue_file.english import read_english
from matters.catalogue_file.lists import FOLDER, read_lists
from matters.catalogue_file.problems import Problem
from matters.catalogue_file.reading import read_catalogue
from matters.queries.gate import allowed_wordings
from matters.verbs.english import load_english
from matters.verbs.importing import Outcome, import_catalogue
from matters.verbs.lists import load_list
from matters.verbs.synonyms import load_synonyms

SHOWN = 50


class Command(BaseCommand):
    help = "读入事项目录文件（每行一个事项）。全部成功或全部不变；再读一遍不产生变化。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="只检查，不写入")

    def handle(self, *, file: Path, dry_run: bool, **options: Any) -> None:
        started = time.monotonic()
        if not file.is_file():
            raise CommandError(f"找不到文件 {file}，请核对路径。")
        rows, problems = read_catalogue(file, allowed_wordings())
        english, strangers = read_english(file.with_name(ENGLISH), rows)
        if problems or strangers:
            self.refuse(problems + strangers)
        if not Department.objects.exists() and DEPARTMENTS_CSV.exists():
            load_departments()
        try:
            outcome = import_catalogue(rows=rows, dry_run=dry_run, by=system_person("import"))
        except IntegrityError as error:
            raise CommandError(f"数据库不接受这个文件，没有任何改动：{error}") from error
        if outcome.problems:
            self.refuse(outcome.problems)
        if not dry_run:
            self.load_lists(file.with_name(FOLDER))
            load_synonyms(by=system_person("import"))
            load_english(rows=english, by=system_person("import"))
        self.tell(outcome, dry_run, time.monotonic() - started)

    def load_lists(self, folder: Path) -> None:
        """The lists beside the file: a number that is here already stays as it is."""
        for row in read_lists(folder):
            by = system_person("import")
            if load_list(kind=row.kind, number=row.number, since=row.since, source=row.source, codes=row.codes, by=by):
                self.stdout.write(f"清单 {row.kind} 第 {row.number} 版：{len(row.codes)} 项")

    def refuse(self, problems: list[Problem]) -> None:
        for problem in problems[:SHOWN]:
            self.stderr.write(str(problem))
        more = f"（另有 {len(problems) - SHOWN} 处未列出）" if len(problems) > SHOWN else ""
        raise CommandError(f"共 {len(problems)} 处需要更正{more}，没有任何改动。")

    def tell(self, outcome: Outcome, dry_run: bool, seconds: float) -> None:
        self.stdout.write("试运行，没有写入。" if dry_run else "已读入。")
        self.stdout.write(f"新增 {outcome.added}  新版本 {outcome.changed}  未变化 {outcome.unchanged}")
        if outcome.described:
            self.stdout.write(f"其中 {outcome.described} 项更新了别名、主题等说明")
        if outcome.missing:
            self.stdout.write(
                f"文件中没有而目录中有 {len(outcome.missing)} 项，未改动：{'、'.join(outcome.missing[:5])}"
            )
        self.stdout.write(f"用时 {seconds:.1f} 秒")
