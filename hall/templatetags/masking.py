"""Template filters that mask; they take the plain text or a whole Party."""

from typing import Any

from django import template

from hall import masking

register = template.Library()


@register.filter
def masked_name(party: Any) -> str:
    """李**; a Party that is an organisation is shown in full."""
    if party is None:
        return ""
    if isinstance(party, str):
        return masking.mask_name(party)
    return masking.mask_name(party.name, organisation=party.kind == "organisation")


@register.filter
def masked_id(party: Any) -> str:
    """1****************X."""
    if party is None:
        return ""
    if isinstance(party, str):
        return masking.mask_id(party)
    return masking.mask_id(party.id_number, id_type=party.id_type)


@register.filter
def masked_phone(party: Any) -> str:
    """138****1234."""
    phone = party if isinstance(party, str) else getattr(party, "phone", "")
    return masking.mask_phone(phone or "")


@register.filter
def masked_address(party: Any) -> str:
    """北京市通州区****."""
    address = party if isinstance(party, str) else getattr(party, "address", "")
    return masking.mask_address(address or "")
