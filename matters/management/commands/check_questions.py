"""manage.py check_questions: whether the guided questions fit the catalogue file beside them. Needs no database."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from matters.catalogue_file.questions import FOLDER, QUESTIONS, attach_questions, targets

DATA = Path(__file__).resolve().parents[2] / "data"


class Command(BaseCommand):
    help = "核对情形引导（questions/*.jsonl）与目录文件是否相符，不读写数据库。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", default=DATA / "catalogue.jsonl")

    def handle(self, *, file: Path, **options: Any) -> None:
        rows = [json.loads(line) for line in file.read_text("utf-8-sig").splitlines() if line.strip()]
        for number, row in enumerate(rows, 1):
            row |= {"line": number, "code": row["handling_code"] or row["implementation_code"], QUESTIONS: []}
        problems = [str(problem) for problem in attach_questions(file.with_name(FOLDER), rows)]
        known = {row["code"] for row in rows}
        if not problems:
            problems = [f"“{row['name']}”：{code} 不在目录中" for row, code in targets(rows) if code not in known]
        if problems:
            raise CommandError("\n".join(problems))
        self.stdout.write(f"没有错误，{sum(bool(row[QUESTIONS]) for row in rows)} 个事项有情形引导")
