"""Who pays the postage: the manager settles it, citizens read exactly that."""

from django.db import transaction

from applications.models import IssuingRules
from applications.result_states import Postage
from hall import steps
from hall.models import Hall, StaffMember
from hall.permissions import require
from hall.roles import Role


def set_postage(*, hall: Hall, postage: str, by: StaffMember) -> IssuingRules:
    """Say who pays for sending results by post, from now on; the same again changes nothing."""
    with transaction.atomic():
        require(by, Role.HALL_MANAGER, hall=hall)
        Hall.objects.select_for_update(no_key=True).get(pk=hall.pk)
        rules = IssuingRules.objects.filter(hall=hall).first() or IssuingRules(hall=hall)
        was, rules.postage = rules.postage, Postage(postage)
        if rules.pk is None or was != rules.postage:
            rules.save()
            steps.record(rules, "set_postage", by, was=str(was), now=str(rules.postage))
        return rules
