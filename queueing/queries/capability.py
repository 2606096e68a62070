"""What a window and its clerk may do with the matters before them."""

from dataclasses import dataclass

from hall.models import Window
from matters.models import Matter
from queueing.capability import CONSULT, FULL, Rule, Rules, deciding
from queueing.models import Capability, WindowSession
from queueing.queries.allocation import allocation_of, posts_of, rules_of
from queueing.window_errors import ConsultOnly

SHOWN = 6


@dataclass(frozen=True)
class Ability:
    """How far this window goes with a matter, and who assists."""

    level: str
    assistant: str = ""

    @property
    def words(self) -> str:
        """What the clerk reads; nothing where everything is done in full."""
        if self.level == FULL:
            return ""
        return "本窗口仅咨询，不能收件" if self.level == CONSULT else f"需协办：请 {self.assistant} 一同办理"


def abilities(session: WindowSession, matters: list[Matter]) -> dict[int, Ability]:
    """For each of these matters how far this window and its clerk go; one statement."""
    rows = Capability.objects.of(session.hall_id)
    rules = [
        Rule(*row[:5], row[5] or "")
        for row in rows.values_list("window", "clerk", "matter", "department", "level", "assistant__name")
    ]
    return {matter.pk: _ability(rules, session, matter) for matter in matters}


def refuse_consult_only(session: WindowSession, matters: list[Matter]) -> None:
    """A window takes nothing in of what it only advises on. Raises ConsultOnly naming windows that may."""
    found = abilities(session, matters)
    for matter in matters:
        if found[matter.pk].level == CONSULT:
            raise ConsultOnly(window=session.window.code, matter=matter.name, where=where(session, matter))


def where(session: WindowSession, matter: Matter) -> str:
    """Open windows that may take this matter in, in words."""
    rules: Rules = rules_of(session.hall)
    posts = posts_of(session.hall, allocation_of(session.hall))
    pair = [(matter.pk, matter.department_id)]
    open_ones = [post for post in posts if post.clerk is not None and rules.may_take(post.window, post.clerk, pair)]
    mine = Window.objects.filter(pk=session.window_id).values_list("kind", flat=True).first()
    kinds = dict(Window.objects.filter(pk__in=[post.window for post in open_ones]).values_list("pk", "kind"))
    alike = [post.code for post in open_ones if kinds[post.window] == mine][:SHOWN]
    return "、".join(f"{code}号" for code in sorted(alike)) or "目前没有开放的，请告知管理员"


def _ability(rules: list[Rule], session: WindowSession, matter: Matter) -> Ability:
    rule = deciding(rules, session.window_id, session.clerk_id, matter.pk, matter.department_id)
    return Ability(rule.level, rule.assistant) if rule else Ability(FULL)
