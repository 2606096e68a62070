"""Earlier answers and materials in the form in hand: the consent, and taking them over one by one or all at once."""

from collections.abc import Mapping

from applications.intake_errors import ConsentMissing
from applications.verbs.consenting import take_consent, withdraw_consent
from hall.models import Hall, StaffMember
from queueing.models import Ticket
from queueing.queries.applicants import visit_name
from queueing.queries.reuse import MARK, EarlierUse
from queueing.verbs.reusing import reuse_material
from queueing.views.workbench.bench import Bench

CONSENT, REUSE = "consent:", "reuse:"
ALL, NO_MORE = "all", "withdraw"


def consent(bench: Bench, ticket: Ticket, way: str, hall: Hall, by: StaffMember) -> str:
    """The applicant agrees (`spoken`, `signed`) or takes it back; the words to show."""
    use = bench.earlier_use
    if way == NO_MORE:
        if use.consent is not None:
            withdraw_consent(hall=hall, consent_id=use.consent.pk, by=by)
        return "已撤回沿用同意"
    if use.party is None:
        raise ConsentMissing()
    take_consent(hall=hall, party=use.party, visit=visit_name(ticket), way=way, by=by)
    return "已记录沿用同意"


def taken_over(bench: Bench, ticket: Ticket, what: str, hall: Hall, by: StaffMember) -> dict[str, str]:
    """What taking over changes in the draft: a field's value and its mark, a material's tick. Copies its scans."""
    use = bench.earlier_use
    if use.consent is None or use.party is None:
        raise ConsentMissing()
    changed = _answers(use, what)
    for one in use.offer.materials:
        key = f"m{one.material.pk}"
        if what == key or (what == ALL and not bench.scans.of(one.material.pk)):
            reuse_material(hall=hall, ticket_id=ticket.pk, party=use.party, material_id=one.material.pk, by=by)
            changed[f"tick_{one.material.pk}"] = "have"
    return changed


def _answers(use: EarlierUse, what: str) -> dict[str, str]:
    wanted = [one for one in use.offer.answers if what in (one.name, ALL)]
    values = {one.name: one.value for one in wanted}
    return values | {MARK + one.name: one.source.number for one in wanted}


def marks_of(data: Mapping[str, str]) -> dict[str, str]:
    """Which answers the form says were taken over, and from where."""
    return {name.removeprefix(MARK): str(value) for name, value in data.items() if name.startswith(MARK) and value}
