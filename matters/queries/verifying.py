"""Comparing a fingerprint: is it the standard in force, an earlier one, or none of ours?"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from django.db import models

from hall.kernel import clock
from matters.differences import Difference, difference
from matters.errors import FingerprintUnknown
from matters.models import MatterVersion
from matters.queries.catalogue import standing_version
from matters.queries.standard import Standard, standard_of
from matters.states import ONCE_PUBLISHED, VersionState

SHORT, FULL = 8, 64
_LOOK_ALIKE = str.maketrans("oil", "011")
_SEPARATORS = re.compile(r"[\s\-‐-―−._·:/—]+")
_HEX = re.compile(r"[0-9a-f]+")


class Standing(models.TextChoices):
    """What a fingerprint turns out to be."""

    IN_FORCE = "in_force", "正在执行"
    PAUSED = "paused", "正在执行，暂停受理"
    WAITING = "waiting", "已公布，尚未生效"
    EARLIER = "earlier", "以前的标准"
    WITHDRAWN = "withdrawn", "已取消"


@dataclass(frozen=True)
class Verified:
    """A standard found by its fingerprint, when it held, and what differs from the one in force now."""

    standard: Standard
    standing: Standing
    now: Standard | None
    difference: Difference

    @property
    def since(self) -> datetime | None:
        return self.standard.version.in_force.lower

    @property
    def until(self) -> datetime | None:
        return self.standard.version.in_force.upper

    @property
    def holds(self) -> bool:
        return self.standing in {Standing.IN_FORCE, Standing.PAUSED}


def fingerprint_in(text: str) -> str:
    """The fingerprint that somebody typed or scanned, or nothing.

    Small or capital letters, full width, dashes and blanks do not matter; O is read as 0 and I or L as 1.
    """
    folded = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text).lower())
    read = folded.translate(_LOOK_ALIKE) if len(folded) == SHORT else folded
    return read if len(read) in {SHORT, FULL} and _HEX.fullmatch(read) else ""


def verified(text: str) -> list[Verified]:
    """Each standard with this fingerprint, those in force first. Raises FingerprintUnknown."""
    asked = fingerprint_in(text)
    rows = MatterVersion.objects.filter(
        state__in=ONCE_PUBLISHED, in_force__isempty=False, fingerprint__startswith=asked
    )
    found = (
        list(rows.select_related("matter__department", "matter__basic_item").order_by("-number")[:20]) if asked else []
    )
    if not found:
        raise FingerprintUnknown(fingerprint=text.strip()[:80])
    latest = {version.matter_id: version for version in reversed(found)}
    best = {
        matter_id: next((v for v in found if v.matter_id == matter_id and _holds(v)), latest[matter_id])
        for matter_id in latest
    }
    return sorted((_verified(version) for version in best.values()), key=lambda answer: not answer.holds)


def _holds(version: MatterVersion) -> bool:
    return version.state in {VersionState.PUBLISHED, VersionState.PAUSED} and clock.now() in version.in_force


def _verified(version: MatterVersion) -> Verified:
    standard, standing = standard_of(version), _standing(version)
    current = None if standing in {Standing.IN_FORCE, Standing.PAUSED} else standing_version(version.matter)
    now = standard_of(current) if current is not None else None
    return Verified(standard, standing, now, difference(standard.content, now.content) if now else Difference())


def _standing(version: MatterVersion) -> Standing:
    now, held = clock.now(), version.in_force
    if held.lower and held.lower > now:
        return Standing.WAITING
    if version.state == VersionState.WITHDRAWN:
        return Standing.WITHDRAWN
    if held.upper and held.upper <= now:
        return Standing.EARLIER
    return Standing.PAUSED if version.state == VersionState.PAUSED else Standing.IN_FORCE
