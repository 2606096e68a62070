"""People as pages show them by default."""

from hall.masking import mask_name
from hall.models import Party, PartyKind


def masked(party: Party) -> str:
    """A person's name with stars; an organisation's in full."""
    return mask_name(party.name, organisation=party.kind == PartyKind.ORGANISATION)
