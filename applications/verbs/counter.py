"""One press at the counter's page of an application: the tick list as it is now, then what follows from it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import transaction

from applications.completeness import Tick
from applications.models import Application
from applications.queries.access import application_for
from applications.verbs import intake
from applications.verbs.second_notice import ask_second_notice
from hall.models import StaffMember

KEEP, ACCEPT, NOTICE, ASK, RESUBMIT, CORRECT, SUPPLEMENT = (
    "tick", "accept", "notice", "ask", "resubmit", "correct", "supplement",
)  # fmt: skip


def settle(
    *, number: str, act: str, ticks: Sequence[Tick], words: str = "", seen: int | None = None, by: StaffMember
) -> Application:
    """Write the ticks that changed and do the act, or nothing of both.

    Raises ChangedMeanwhile when somebody acted since the page was seen, and whatever the act itself refuses.
    """
    with transaction.atomic():
        found = application_for(by, number)
        at: dict[str, Any] = {"hall": found.hall, "number": found.number, "by": by}
        changed = differing(found, ticks)
        if act in TAKING:
            TAKING[act](ticks=changed, seen_state_version=seen, **at)
            return intake.accept(**at) if act == CORRECT else application_for(by, number)
        if changed or act == KEEP:
            intake.tick(ticks=changed, seen_state_version=seen, **at)
            seen = None
        _follow(act, words, seen, at)
        return application_for(by, number)


OFFERED = (KEEP, ACCEPT, NOTICE, ASK, RESUBMIT, CORRECT, SUPPLEMENT)
TAKING: Mapping[str, Callable[..., Application]] = {
    RESUBMIT: intake.resubmit,
    CORRECT: intake.resubmit,
    SUPPLEMENT: intake.supplement,
}


def _follow(act: str, words: str, seen: int | None, at: dict[str, Any]) -> None:
    if act == ACCEPT:
        intake.accept(seen_state_version=seen, **at)
    elif act == NOTICE:
        intake.request_correction(reason=words, seen_state_version=seen, **at)
    elif act == ASK:
        ask_second_notice(words=words, **at)


def differing(application: Application, ticks: Sequence[Tick]) -> list[Tick]:
    """The ticks that say something else than the application does."""
    now = {row.material_id: (row.status, row.problem) for row in application.materials.all()}
    return [tick for tick in ticks if now.get(tick.material_id) != (tick.status, tick.problem.strip())]
