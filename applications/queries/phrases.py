"""Phrases for opinions: one's own first, then the department's; the house's own while a department has none."""

from dataclasses import dataclass

from django.db.models import Q

from applications.models import Phrase, PhraseUse
from hall.models import StaffMember

HOUSE: dict[str, tuple[str, ...]] = {
    PhraseUse.GRANT: (
        "经审查，申请材料齐全、符合法定形式，申请人具备法定条件，准予许可。",
        "经现场核查，场所、设备与申请一致，符合条件，准予许可。",
        "申请信息经共享数据核验无误，准予办理。",
    ),
    PhraseUse.DENY: (
        "经审查，申请人不具备规定的条件：",
        "经核实，提交的材料与实际情况不符：",
        "申请事项属于依法不得许可的情形：",
    ),
    PhraseUse.RETURN: (
        "未加盖公章，请盖章后重新提交。",
        "复印件不清晰，请重新复印并注明与原件一致。",
        "签字人与营业执照登记的法定代表人不一致，请核实后重新提交。",
    ),
    PhraseUse.ASK: (
        "请就该场所是否符合你单位管理要求提出意见。",
        "请核实申请人提交的材料是否由你单位出具、是否有效。",
    ),
}


@dataclass(frozen=True)
class Phrases:
    """The phrases of one use, as the forms offer them."""

    use: str
    label: str
    words: list[str]


def phrases_for(person: StaffMember) -> list[Phrases]:
    """What this person is offered, by use."""
    kept: dict[str, list[str]] = {}
    for row in sorted(kept_phrases(person), key=lambda row: row.owner_id is None):
        kept.setdefault(row.use, []).append(row.words)
    return [Phrases(use.value, use.label, kept.get(use) or list(HOUSE[use])) for use in PhraseUse]


def kept_phrases(person: StaffMember) -> list[Phrase]:
    """The stored phrases this person may use: their own and their department's."""
    if person.department_id is None:
        return []
    mine = Q(owner=None) | Q(owner=person)
    return list(Phrase.objects.filter(mine, department=person.department_id).select_related("owner"))
