"""The department's person in charge shares out the promised days between the steps (环节时限)."""

from django.db import transaction

from applications.alerts import SHARES
from applications.models import Stage, StepShare
from applications.permissions import require_keeper
from applications.queries.shares import shares_of
from applications.signing_errors import SharesUnfit
from hall import steps
from hall.models import Department, StaffMember

LEAST = 5


def set_step_shares(*, department: Department, review: int, decide: int, by: StaffMember) -> dict[str, int]:
    """Which part of the promised days, in per cent, belongs to review and which to decision; together the whole.

    Counts for every warning from now on; what was warned of before stays. The same again changes nothing.
    """
    with transaction.atomic():
        require_keeper(by, department)
        Department.objects.select_for_update(no_key=True).get(pk=department.pk)
        if review + decide != 100 or min(review, decide) < LEAST:
            raise SharesUnfit(review=review, decide=decide, total=review + decide, least=LEAST)
        was, now = shares_of(department), {str(Stage.REVIEW): review, str(Stage.DECIDE): decide}
        if was != now or not StepShare.objects.filter(department=department).exists():
            for step in SHARES:
                StepShare.objects.update_or_create(
                    department=department, step=step, defaults={"percent": now[str(step)]}
                )
            steps.record(department, "set_step_shares", by, was=was, now=now)
        return now
