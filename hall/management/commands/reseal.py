"""`manage.py reseal`: bring all personal data under the first key of FIELD_KEYS, after a new key was put in front."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from hall.resealing import newest_key, reseal, sealed_tables, waiting


class Command(BaseCommand):
    """Reseals, and says when the older keys may go."""

    help = "Encrypt all personal data anew under the first key of FIELD_KEYS; the hall may stay open meanwhile."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only count what still lies under older keys")

    def handle(self, *args: Any, **options: Any) -> None:
        left = 0
        for sealed in sealed_tables():
            done = 0 if options["dry_run"] else sum(reseal(sealed))
            left += (still := waiting(sealed))
            if done or still:
                self.stdout.write(f"{sealed.table}：换钥 {done} 行，仍在旧密钥下 {still} 行")
        if left:
            self.stdout.write(f"仍有 {left} 行在旧密钥下，旧密钥还不能去掉。请运行 manage.py reseal。")
        else:
            self.stdout.write(f"全部个人信息已在密钥 {newest_key()} 之下；FIELD_KEYS 中其余密钥可在备份过期后去掉。")
