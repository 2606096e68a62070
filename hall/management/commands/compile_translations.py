"""manage.py compile_translations [--missing]"""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from hall import translations


class Command(BaseCommand):
    help = "编译界面译文；--missing 列出还没有英文的文字 (compile translations; list what lacks English)"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--missing", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        for path in translations.compile_all():
            self.stdout.write(f"{path.parent.parent.name}: {path.name}")
        if options["missing"]:
            for text, where in translations.untranslated().items():
                self.stdout.write(f"{where}\t{text!r}")
