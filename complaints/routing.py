"""Who gets a complaint: a readable table, read from the top; the first rule that fits decides. Pure.

Rules of the hall: a complaint about materials outside the published list, and a report, go to the bureau and never to
those complained of; what a department decides goes to the department; what happens in the hall stays with the hall.
"""

from dataclasses import dataclass

from complaints.complaint_states import Category, ComplaintKind, Unit


@dataclass(frozen=True)
class Rule:
    """One line of the table: for these categories (and kinds), to this unit, for this reason."""

    categories: tuple[str, ...]
    kinds: tuple[str, ...]
    unit: Unit
    why: str
    needs_department: bool = False
    for_bureau_only: bool = False

    def fits(self, kind: str, category: str, has_department: bool) -> bool:
        """Whether this line speaks of such a complaint."""
        if self.needs_department and not has_department:
            return False
        return (not self.categories or category in self.categories) and (not self.kinds or kind in self.kinds)

    @property
    def categories_words(self) -> str:
        return "、".join(str(Category(one).label) for one in self.categories) or "不限"

    @property
    def kinds_words(self) -> str:
        return "、".join(str(ComplaintKind(one).label) for one in self.kinds) or "不限"


G, K = Category, ComplaintKind
RULES = (
    Rule((G.NOT_LISTED, G.VAGUE), (), Unit.BUREAU, "材料只能按公布的清单收取；被投诉部门不得自查自纠", for_bureau_only=True),
    Rule((), (K.REPORT,), Unit.BUREAU, "举报由政务服务局核查，被举报部门的人员看不到", for_bureau_only=True),
    Rule((G.ATTITUDE, G.WAITING, G.PLACE, G.ONLINE), (), Unit.HALL, "发生在大厅里的事由大厅办理"),
    Rule((G.NOT_ACCEPTED, G.LATE, G.FEE, G.GUIDE), (), Unit.DEPARTMENT, "部门负责的审批、收费和指南由部门答复", needs_department=True),
    Rule((), (K.CONSULTATION,), Unit.DEPARTMENT, "业务咨询由主管部门答复", needs_department=True),
    Rule((), (), Unit.DEPARTMENT, "写明了部门的，由该部门办理", needs_department=True),
    Rule((), (), Unit.HALL, "其余由大厅办理"),
)  # fmt: skip


def route(kind: str, category: str, *, has_department: bool) -> Rule:
    """The rule that decides. There is always one: the last fits everything."""
    return next(rule for rule in RULES if rule.fits(kind, category, has_department))
