"""The publish gate over one standard: what it finds, with the reviewed exceptions taken into account."""

from collections.abc import Iterable

from matters.catch_all import Excepted, Finding, findings_in
from matters.models import Material, MatterVersion, WordingException
from matters.states import ExceptionState


def allowed_wordings() -> tuple[Excepted, ...]:
    """The exceptions that two people stand for, as the gate reads them."""
    rows = WordingException.objects.filter(state=ExceptionState.ALLOWED).order_by("pk")
    return tuple(
        Excepted(words, place, code or "") for words, place, code in rows.values_list("words", "place", "matter__code")
    )


def findings_of(version: MatterVersion, materials: Iterable[Material] | None = None) -> list[Finding]:
    """Every catch-all clause of a version, with place, words, why and what to write; empty when it may be published."""
    listed = version.materials.order_by("order") if materials is None else materials
    return findings_in(version, listed, allowed_wordings(), matter_code=version.matter.code)
