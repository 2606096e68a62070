"""What the verbs of signing share: who has the application, the signature itself, and who gets it next."""

from applications.models import Application, Authorisation, Power, Signature, SigningStep
from applications.queries.authorisations import require_authorised, substitute_for
from applications.queries.routes import line_of
from applications.signing_errors import TwoPeopleSign, WithAnother
from hall.kernel import clock
from hall.models import StaffMember
from hall.roles import Role

POWER_OF = {SigningStep.REVIEW: Power.REVIEW, SigningStep.DECIDE: Power.DECIDE}


def begin_signing(application: Application) -> None:
    """Put an accepted application on its way: to be reviewed first, or decided at once by one; the caller saves."""
    line = line_of(application)
    enter(application, SigningStep.REVIEW if line.signatures == 2 else SigningStep.DECIDE)


def enter(application: Application, step: SigningStep, handler: StaffMember | None = None) -> None:
    """Let the application wait for a step, with a person or with whom the route names; never with someone absent."""
    application.step, application.step_since = step, clock.now()
    if handler is None:
        line = line_of(application)
        named = line.reviewer if step == SigningStep.REVIEW else line.decider
        handler = StaffMember.objects.filter(pk=named, is_active=True).first() if named else None
    application.handler = substitute_for(handler) or handler


def require_with(application: Application, person: StaffMember) -> None:
    """Raise WithAnother when someone else has the application, unless this person stands in for them today."""
    handler = application.handler
    if handler is None or handler.pk == person.pk:
        return
    if substitute_for(handler) != person:
        raise WithAnother(number=application.number, who=handler.name)


def require_power(application: Application, step: SigningStep, person: StaffMember) -> Authorisation:
    """The authorisation for a step. Raises unless it is stored and in force, the application is theirs, and the
    decision is another's than the review."""
    authorisation = require_authorised(person, POWER_OF[step], application)
    require_with(application, person)
    review = standing(application, SigningStep.REVIEW) if step == SigningStep.DECIDE else None
    if review is not None and review.signed_by_id in {person.pk, authorisation.person_id}:
        raise TwoPeopleSign(who=review.signed_by.name)
    return authorisation


def require_signatory(application: Application, person: StaffMember) -> None:
    """Refusing, turning away and ending are the department's word too: its approvers need the power to decide."""
    if not person.has_role(Role.WINDOW_CLERK):
        require_authorised(person, Power.DECIDE, application)


def standing(application: Application, step: SigningStep) -> Signature | None:
    """The signature of a step that holds."""
    return application.signatures.filter(step=step, set_aside_at=None).select_related("signed_by").first()


def sign(
    application: Application,
    step: SigningStep,
    *,
    granted: bool,
    opinion: str,
    legal_basis: str,
    authorisation: Authorisation | None,
    by: StaffMember,
) -> Signature:
    """Write a signature; in the place of an absent person it names them."""
    for_another = authorisation is not None and authorisation.person_id != by.pk
    return Signature.objects.create(
        application=application,
        step=step,
        granted=granted,
        opinion=opinion,
        legal_basis=legal_basis,
        signed_by=by,
        on_behalf_of=authorisation.person if authorisation is not None and for_another else None,
        authorisation=authorisation,
        signed_at=clock.now(),
    )


def set_aside(signature: Signature) -> None:
    """A signature holds no longer; it stays readable."""
    signature.set_aside_at = clock.now()
    signature.save()
