"""manage.py compile_translations [--missing]"""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from hall import translations


class Command(BaseCommand):
    help = "编译界面译文（.po → .mo），不需要系统安装 gettext；--missing 列出还没有英文的文字。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--missing", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        made = translations.compile_all()
        if options["verbosity"]:
            self.stdout.write(f"已编译 {len(made)} 个译文文件。")
        if options["missing"]:
            for text, where in translations.untranslated().items():
                self.stdout.write(f"{where}\t{text!r}")
