"""What the applicant of this visit may use again, and what of it the form already uses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from applications.models import Consent
from applications.queries.reusable import NOTHING, Offer, OfferedAnswer, has_earlier, offer_of, standing_consent
from hall.models import Party
from matters.models import Material, MatterVersion
from queueing.models import Ticket
from queueing.queries.applicants import applicant_of, visit_name

MARK = "reuse_"


@dataclass(frozen=True)
class EarlierUse:
    """How many earlier applications there are, the consent while it stands, what is offered, what was taken over."""

    party: Party | None = None
    count: int = 0
    consent: Consent | None = None
    offer: Offer = NOTHING
    marks: dict[str, OfferedAnswer] = field(default_factory=dict)

    @property
    def offered(self) -> dict[str, str]:
        """The earlier answers by field."""
        return {one.name: one.value for one in self.offer.answers}

    @property
    def open_answers(self) -> list[OfferedAnswer]:
        """Those not taken over yet."""
        return [one for one in self.offer.answers if one.name not in self.marks]


NO_EARLIER = EarlierUse()


def earlier_use(
    ticket: Ticket,
    people: Mapping[str, str],
    version: MatterVersion,
    materials: Sequence[Material],
    form: Mapping[str, str],
) -> EarlierUse:
    """Without a standing consent only how many there are; nothing of them is looked at."""
    party = applicant_of(ticket, people)
    count = has_earlier(ticket.hall, party) if party else 0
    if party is None or not count:
        return EarlierUse(party)
    consent = standing_consent(ticket.hall, party, visit_name(ticket))
    if consent is None:
        return EarlierUse(party, count)
    offer = offer_of(ticket.hall, party, version, materials)
    return EarlierUse(party, count, consent, offer, _marks(offer, form))


def _marks(offer: Offer, form: Mapping[str, str]) -> dict[str, OfferedAnswer]:
    """The answers marked as taken over whose words were not changed since."""
    return {
        one.name: one
        for one in offer.answers
        if form.get(MARK + one.name) == one.source.number and form.get(one.name, "") == one.value
    }
