"""The exceptions list of the publish gate in the demonstration hall: one allowed, one refused, one that waits."""

from hall.models import Hall, StaffMember
from matters.models import WordingException
from matters.verbs.exceptions import allow_exception, propose_exception, refuse_exception

ALLOWED = {
    "words": "其他材料费明细表",
    "reason": "科研项目预算书中的固定表格，列明未单列的低值耗材；表名由预算书统一印制，改名后系统无法归档",
    "source": "《市级科研项目经费预算书》附表三（演示）",
    "place": "name",
}
REFUSED = {
    "words": "施工现场相关资料汇编",
    "reason": "施工单位习惯这样称呼",
    "source": "无固定格式",
    "place": "name",
}
WAITING = {
    "words": "其他事项说明函（格式五）",
    "reason": "招标文件规定的格式函，名称印在范本上",
    "source": "《建设工程招标文件范本》格式五（演示）",
    "place": "name",
}


def load_exceptions(hall: Hall) -> None:
    """Told once: nothing when the list has rows already or the people are not there."""
    people = {person.username: person for person in StaffMember.objects.filter(hall=hall, is_system=False)}
    if WordingException.objects.exists() or not {"editor", "reviewer"} <= people.keys():
        return
    editor, reviewer = people["editor"], people["reviewer"]
    allowed = propose_exception(**ALLOWED, by=editor)
    allow_exception(exception_id=allowed.pk, words="已核对预算书附表三，表名一字不差", by=reviewer)
    refused = propose_exception(**REFUSED, by=editor)
    refuse_exception(exception_id=refused.pk, words="不是固定文件，请逐一写明是哪几份", by=reviewer)
    propose_exception(**WAITING, by=editor)
