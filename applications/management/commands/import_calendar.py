"""manage.py import_calendar FILE --year 2027 --paper 国办发明电〔2026〕7号 [--dry-run] [--report FILE.xlsx]"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from applications.calendar_file import read_text, report_csv, report_xlsx, rows_of
from applications.models import MovedDate
from applications.queries.calendar_changes import preview_of
from applications.verbs.recounting import begin_recount, carry_on
from hall.kernel.errors import DomainError
from hall.official_list import OfficialList
from hall.permissions import system_person
from hall.verbs.calendar import import_official_list


class Command(BaseCommand):
    help = "导入官方放假安排（通知全文 .txt，或 CSV、XLSX 三列表格），重新推算全部在办日期，列出变动。可重复执行。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--year", type=int, required=True)
        parser.add_argument("--paper", default="")
        parser.add_argument("--dry-run", action="store_true", help="只核对，不导入")
        parser.add_argument("--report", type=Path, help="变动清单写入此文件（.csv 或 .xlsx）")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._run(options)
        except DomainError as refused:
            raise CommandError(refused.words) from refused

    def _run(self, options: dict[str, Any]) -> None:
        listed = _listed(options["file"], options["year"])
        preview = preview_of(listed, "")
        for words in (*listed.problems, *listed.doubts):
            self.stdout.write(f"！{words}")
        self.stdout.write(
            f"{listed.year} 年：{len(preview.changes)} 天与现有日历不同，{preview.affected} 件在办办件受影响。"
        )
        if options["dry_run"]:
            return
        by = system_person("setup")
        change = import_official_list(listed=listed, paper=options["paper"], by=by)
        if change is None:
            self.stdout.write("日历与名单完全相同，没有变动。")
            return
        recount = carry_on(recount_id=begin_recount(change_id=change.pk, by=by).pk, by=by)
        around = ("application__version__matter", "application__department")
        moved = MovedDate.objects.filter(recount=recount).select_related(*around)
        self.stdout.write(
            f"已导入并重新推算 {recount.looked_at} 件，{len(moved)} 个日期移动，{recount.failed} 件没有算成。"
        )
        for one in moved:
            self.stdout.write(f"{one.application.number} {one.get_kind_display()} {one.before} → {one.after}")
        if options["report"]:
            write = report_xlsx if options["report"].suffix == ".xlsx" else report_csv
            options["report"].write_bytes(write(moved))


def _listed(path: Path, year: int) -> OfficialList:
    content = path.read_bytes()
    if path.suffix.lower() == ".txt":
        return read_text(content.decode("utf-8-sig"), year)
    text = "\n".join(",".join(str(cell or "") for cell in row) for row in rows_of(path.name, content))
    return read_text(text, year)
