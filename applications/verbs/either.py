"""One form, one button: the signature that an application waits for."""

from applications.models import Application, SigningStep
from applications.queries.access import application_for
from applications.verbs.deciding import decide
from applications.verbs.reviewing import review
from hall.models import StaffMember


def sign(
    *,
    number: str,
    granted: bool,
    opinion: str,
    legal_basis: str = "",
    seen_state_version: int | None = None,
    by: StaffMember,
) -> Application:
    """Review or decide, whichever the application waits for; what has changed meanwhile is found under the lock."""
    given = {"number": number, "granted": granted, "legal_basis": legal_basis, "seen_state_version": seen_state_version}
    if application_for(by, number).step == SigningStep.REVIEW:
        return review(opinion=opinion, by=by, **given)  # type: ignore[arg-type]
    return decide(reason=opinion, by=by, **given)  # type: ignore[arg-type]
