"""Setting the limits of a hall's ratings."""

from django.db import transaction

from complaints.models import RatingRules
from hall import steps
from hall.models import Hall, StaffMember
from hall.permissions import require
from hall.roles import Role

FIELDS = ("contact_working_days", "rectify_days", "invite_after_days")


@transaction.atomic
def set_rating_rules(
    *, hall: Hall, contact_working_days: int, rectify_days: int, invite_after_days: int, by: StaffMember
) -> RatingRules:
    """New limits, for bad ratings given from now on; tasks already open keep theirs."""
    require(by, Role.HALL_MANAGER, hall=hall)
    Hall.objects.select_for_update().get(pk=hall.pk)
    rules = RatingRules.objects.of(hall).first() or RatingRules(hall=hall)
    before = {field: getattr(rules, field) for field in FIELDS}
    rules.contact_working_days, rules.rectify_days = contact_working_days, rectify_days
    rules.invite_after_days = invite_after_days
    rules.full_clean()
    rules.save()
    changed = {field: [before[field], getattr(rules, field)] for field in FIELDS}
    steps.record(rules, "set_rating_rules", by, changed=changed)
    return rules
