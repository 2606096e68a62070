"""Who acts for the applicant: in what capacity, by what authority, with whose help, and who is told what."""

from dataclasses import dataclass

from applications.intake_errors import AuthorityMissing, HelperUnknown
from applications.models import Agency, AgencyKind, Application, Tells
from hall import steps
from hall.models import Hall, StaffMember


@dataclass(frozen=True)
class Acting:
    """What the window says of an agent; `helper` is the account of the house's own helper (帮办代办)."""

    kind: str = AgencyKind.ENTRUSTED
    authority: str = "授权委托书"
    authority_seen: bool = False
    tells: str = Tells.AGENT
    helper: str = ""


def register_agency(application: Application, acting: Acting, by: StaffMember) -> Agency:
    """Put the agent's capacity on record and settle whom messages go to; part of receiving, not a verb."""
    if not acting.authority.strip():
        raise AuthorityMissing()
    agent, applicant = application.agent, application.applicant
    agency = Agency.objects.create(
        hall_id=application.hall_id,
        application=application,
        kind=acting.kind,
        authority=acting.authority.strip()[:120],
        authority_seen=acting.authority_seen,
        tells=acting.tells,
        also_phone=applicant.phone if acting.tells == Tells.BOTH and agent and agent.phone else "",
        helper=_helper(application.hall, acting),
    )
    if acting.tells == Tells.APPLICANT and applicant.phone:
        application.contact_phone = applicant.phone
        application.save()
    steps.record(application, "register_agency", by, kind=str(acting.kind), tells=str(acting.tells))
    return agency


def _helper(hall: Hall, acting: Acting) -> StaffMember | None:
    """The house's own person who helps; must be named when somebody of the house acts."""
    if acting.kind != AgencyKind.ASSISTED:
        return None
    people = StaffMember.objects.filter(hall=hall, is_active=True, is_system=False)
    found = people.filter(username=acting.helper.strip()).first() or people.filter(name=acting.helper.strip()).first()
    if not acting.helper.strip() or found is None:
        raise HelperUnknown(helper=acting.helper.strip() or "—")
    return found
