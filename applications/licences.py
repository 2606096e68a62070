"""Sources of shared licences (证照共享): a small interface, and the one that looks in this installation.

A source is named in `LICENCE_SOURCE` (dotted path to a class). It may be slow or away: it is asked outside every
transaction, and each look is on record (`applications.verbs.licences`).
"""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from applications.models import HeldLicence
from hall.models import Party, PartyKind
from hall.models.party import IdType


class SourceAway(Exception):
    """The source did not answer."""


@dataclass(frozen=True)
class Wanted:
    """Whose licence, of which name and code."""

    party: Party
    name: str
    code: str = ""


@dataclass(frozen=True)
class Licence:
    """A licence as its source describes it."""

    name: str
    issuer: str
    issued_on: date | None
    valid_until: date | None


class LicenceSource(Protocol):
    """Where licences are looked up."""

    name: str

    def find(self, wanted: Wanted) -> Licence | None:
        """The licence, or None when the source holds none. Raises SourceAway."""


class LocalLicences:
    """The licences this installation holds itself, and the document the person was registered by."""

    name = "本地电子证照库"

    def find(self, wanted: Wanted) -> Licence | None:
        rows = HeldLicence.objects.filter(party=wanted.party, name=wanted.name).order_by("-issued_on")
        held = rows.first()
        if held is not None:
            return Licence(held.name, held.issuer, held.issued_on, held.valid_until)
        return _own_document(wanted)


def _own_document(wanted: Wanted) -> Licence | None:
    """A resident's card or a company's licence was read at registration: its number passed its check."""
    party, name = wanted.party, wanted.name
    if party.override_reason:
        return None
    if "身份证" in name and party.id_type == IdType.RESIDENT:
        return Licence(name, "公安机关", None, None)
    if "营业执照" in name and party.kind == PartyKind.ORGANISATION:
        return Licence(name, "市场监督管理部门", None, None)
    return None


def source() -> LicenceSource:
    """The source this installation uses."""
    made: LicenceSource = import_string(settings.LICENCE_SOURCE)()
    return made
