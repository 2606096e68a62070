"""Recalculate the chain of the official record and name the first link that does not hold."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hall.models import Step
from hall.permissions import system_person
from hall.verbs.verifying import verify_chain


class Command(BaseCommand):
    help = "校验办理步骤链：逐条重算摘要，指出第一处断开的位置"

    def handle(self, *args: Any, **options: Any) -> None:
        broken = verify_chain(waits=False, by=system_person("verifier", name="系统（命令校验）"))
        waiting = Step.objects.filter(position=None).count()
        if broken is not None:
            raise CommandError(_words(broken))
        sealed = Step.objects.exclude(position=None).count()
        self.stdout.write(self.style.SUCCESS(f"链条完整：{sealed} 条已封存，逐条校验一致；{waiting} 条待封存。"))


def _words(position: int) -> str:
    step = Step.objects.filter(position=position).select_related("by").first()
    found = (
        f"该处现为 {step.at:%Y-%m-%d %H:%M:%S} {step.by.username} 对 {step.subject_type} {step.subject_id} 的 {step.verb}"
        if step
        else "该处记录缺失"
    )
    return f"第 {position} 条断开：{found}。该条或其之前的记录被改动、删除或插入过，请保全数据库并报告安全管理员。"
