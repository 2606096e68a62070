"""Matters that cannot be applied for now, with the reason: paused, withdrawn, not begun. Shown, never hidden."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from hall.kernel import clock
from hall.models import Step
from matters.models import Matter, MatterVersion
from matters.queries.catalogue import versions_at
from matters.states import IN_FORCE, VersionState

MOST = 500


@dataclass(frozen=True)
class Closed:
    """One matter that is closed, since when and why."""

    matter: Matter
    kind: str
    since: datetime | None
    reason: str


def closed_matters() -> list[Closed]:
    """All of them: paused ones first, then those that begin later, then the withdrawn; five queries at most."""
    return [*_paused(), *_later(), *_withdrawn()]


def _paused() -> list[Closed]:
    rows = list(versions_at().filter(state=VersionState.PAUSED).select_related("matter__department")[:MOST])
    since = {step.subject_id: step.at for step in _acts(rows, "pause")}
    return [Closed(row.matter, "paused", since.get(row.pk), row.pause_reason) for row in rows]


def _later() -> list[Closed]:
    rows = MatterVersion.objects.filter(state__in=IN_FORCE, in_force__startswith__gt=clock.now())
    rows = rows.exclude(Exists(versions_at().filter(matter=OuterRef("matter")))).select_related("matter__department")
    return [Closed(row.matter, "later", row.in_force.lower, "") for row in rows.order_by("in_force")[:MOST]]


def _withdrawn() -> list[Closed]:
    rows = MatterVersion.objects.filter(state=VersionState.WITHDRAWN).select_related("matter__department")
    rows = rows.exclude(Exists(versions_at().exclude(state=VersionState.WITHDRAWN).filter(matter=OuterRef("matter"))))
    last = {row.matter_id: row for row in rows.order_by("number")[:MOST]}
    acts = {step.subject_id: step for step in _acts(list(last.values()), "withdraw")}
    return [
        Closed(row.matter, "withdrawn", acts[row.pk].at if row.pk in acts else None, _words(acts.get(row.pk)))
        for row in last.values()
    ]


def _words(act: Step | None) -> str:
    return act.reason if act is not None else ""


def _acts(versions: list[MatterVersion], verb: str) -> list[Step]:
    """The act of each version, the last one winning."""
    ids = [version.pk for version in versions]
    label = MatterVersion._meta.label_lower
    return list(Step.objects.filter(subject_type=label, subject_id__in=ids, verb=verb).order_by("id"))
