"""manage.py check_catalogue: the publish gate over the whole catalogue; ends with 1 when a clause is found."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from matters.queries.gate_report import gate_report


class Command(BaseCommand):
    help = "用发布关口检查全部现行事项：兜底条款和指纹。有一处就以错误结束。"

    def handle(self, **options: Any) -> None:
        report = gate_report(fresh=True)
        self.stdout.write(f"检查 {report.checked} 个事项的 {report.texts} 段文字；准许的例外 {report.exceptions} 条。")
        for line in report.departments:
            self.stdout.write(f"  {line.name}：{line.checked} 个，不予发布 {line.refused} 个")
        for rule, hits in report.rules:
            if hits:
                self.stdout.write(f"  规则“{rule.name}”：{hits} 处")
        for found in report.lines:
            self.stderr.write(
                f"{found.code} {found.matter}：{found.where}“{found.words}”（{found.rule}）→ {found.proposal}"
            )
        for code, name in report.altered:
            self.stderr.write(f"{code} {name}：内容与公布的指纹不一致")
        if report.refused or report.altered:
            raise CommandError(f"不予发布 {report.refused} 个，指纹不一致 {len(report.altered)} 个。")
        self.stdout.write(f"不予发布 0 个；{report.intact} 个指纹与内容一致。")
