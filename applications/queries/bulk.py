"""The applications chosen for a decision together: a summary of each, and why one does not fit."""

from dataclasses import dataclass

from applications.models import Signature, SigningStep
from applications.numbers import normal_number
from applications.queries.access import visible_to
from applications.queries.inbox import around_rows, bulk_lines, is_for_bulk
from applications.queries.inbox_rows import InboxRow, row_of
from applications.queries.turns import signer, standing_in, turn_of
from hall.kernel import clock
from hall.models import StaffMember


@dataclass(frozen=True)
class Chosen:
    """One chosen application."""

    row: InboxRow
    opinion: str
    opinion_by: str
    why_not: str

    @property
    def fits(self) -> bool:
        return not self.why_not


def chosen_rows(person: StaffMember, numbers: list[str]) -> list[Chosen]:
    """The chosen applications within this person's reach, by due day."""
    wanted = [normal_number(number) for number in numbers]
    rows = visible_to(person).filter(department=person.department_id, number__in=wanted)
    found = list(around_rows(rows).order_by("promise_due", "pk"))
    mine = set(rows.filter(turn_of(signer(person))).values_list("pk", flat=True))
    lines, away, today = bulk_lines(found), standing_in(person.department_id), clock.today()
    reviews = {
        row.application_id: row
        for row in Signature.objects.filter(application__in=found, step=SigningStep.REVIEW, set_aside_at=None).select_related("signed_by")
    }  # fmt: skip
    made = []
    for one in found:
        review = reviews.get(one.pk)
        why = "" if is_for_bulk(one, lines) else "这个事项或环节不能批量决定，请逐件办理"
        why = why or ("" if one.pk in mine else "不轮到您签署")
        why = why or ("审查意见为不予，请逐件办理" if review is not None and not review.granted else "")
        opinion, by = (review.opinion, review.signed_by.name) if review else ("", "")
        made.append(Chosen(row_of(one, today, away, may_bulk=not why), opinion, by, why))
    return made
