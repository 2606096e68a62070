"""Reading what a clerk has typed and not yet handed in."""

import json
from dataclasses import dataclass, field
from datetime import datetime

from queueing.models import IntakeDraft, Ticket


@dataclass(frozen=True)
class Drafts:
    """The drafts of one visit: the people once, and each matter's form and ticks."""

    people: dict[str, str] = field(default_factory=dict)
    matters: dict[int, dict[str, str]] = field(default_factory=dict)
    saved_at: datetime | None = None
    revisions: dict[int, int] = field(default_factory=dict)

    def of(self, matter_id: int) -> dict[str, str]:
        return self.matters.get(matter_id, {})


def drafts_of(ticket: Ticket) -> Drafts:
    """All drafts of a ticket in one read."""
    people: dict[str, str] = {}
    matters: dict[int, dict[str, str]] = {}
    rows = list(IntakeDraft.objects.of(ticket.hall_id).filter(ticket=ticket))
    for row in rows:
        content = json.loads(row.content or "{}")
        if row.matter_id is None:
            people = content
        else:
            matters[row.matter_id] = content
    revisions = {row.matter_id: row.revision for row in rows if row.matter_id is not None}
    return Drafts(people, matters, max((row.saved_at for row in rows), default=None), revisions)
