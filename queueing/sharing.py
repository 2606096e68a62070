"""A link that only looks: made from a ticket, shows its place in the line and can do nothing."""

from django.core import signing

SALT = "queueing.shared-ticket"


def share_code(ticket_id: int) -> str:
    return signing.Signer(salt=SALT).sign_object(ticket_id, compress=False)


def ticket_id_of(code: str) -> int | None:
    """The ticket behind such a link; None for anything else."""
    try:
        found = signing.Signer(salt=SALT).unsign_object(code)
    except (signing.BadSignature, ValueError):
        return None
    return found if isinstance(found, int) else None
