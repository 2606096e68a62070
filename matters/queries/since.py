"""What changed since an application was received: it stays on its own version, and the clerk sees both texts."""

from dataclasses import dataclass

from hall.kernel import clock
from matters.differences import Difference, difference
from matters.models import MatterVersion
from matters.queries.catalogue import standing_version
from matters.queries.drafts import content


@dataclass(frozen=True)
class ChangedSince:
    """The standard that holds now, and what it says otherwise than the one an application stays on."""

    now: MatterVersion
    difference: Difference


def changed_since(version: MatterVersion) -> ChangedSince | None:
    """What holds now instead of `version`; nothing while it is still in force, or when nothing stands now."""
    if version.in_force is not None and clock.now() in version.in_force:
        return None
    now = standing_version(version.matter)
    if now is None or now.pk == version.pk:
        return None
    return ChangedSince(now, difference(content(version), content(now)))
