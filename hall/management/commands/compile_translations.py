"""manage.py compile_translations: make .mo of every .po of the house, without a system gettext."""

import os
from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "编译界面译文（.po → .mo），不需要系统安装 gettext。"

    def handle(self, **options: Any) -> None:
        sources = sorted(Path(settings.BASE_DIR).glob("*/locale/*/LC_MESSAGES/*.po"))
        for source in sources:
            target = source.with_suffix(".mo")
            half_done = target.with_suffix(f".{os.getpid()}.tmp")
            polib.pofile(str(source)).save_as_mofile(str(half_done))
            half_done.replace(target)
        if options["verbosity"]:
            self.stdout.write(f"已编译 {len(sources)} 个译文文件。")
