"""What processes that died left behind in a hall: rows twice, things half done, files without a row."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Verdict:
    """What tables and folders tell."""

    rows: int
    doubled: int
    halves: list[str]
    unnamed: int
    swept: int
    unnamed_still: int
    lost: int
    coming_in: int

    @property
    def is_good(self) -> bool:
        return not self.halves and (self.doubled, self.unnamed_still, self.lost, self.coming_in) == (0, 0, 0, 0)

    def __str__(self) -> str:
        return (
            f"rows {self.rows}   doubled {self.doubled}   half done {len(self.halves)}   files without a row {self.unnamed}"
            f", after the sweeper {self.unnamed_still}   rows without their file {self.lost}   left coming in {self.coming_in}"
        )


def judge(hall: Any, coming_in: Path) -> Verdict:
    """Rows and files, before the sweeper and after it; meanwhile nobody draws papers."""
    from applications.models import Application, Decision, MaterialFile
    from applications.verbs.making import alone
    from queueing.models import Ticket

    ours = Application.objects.of(hall)
    tickets, files = Ticket.objects.of(hall), MaterialFile.objects.of(hall)
    accepted, decided = ours.exclude(accepted_at=None), Decision.objects.filter(application__in=ours)
    counted = (tickets, ours, files, accepted, decided)
    each = (tickets.values_list("party"), ours.values_list("applicant"), files.values_list("application_material"))
    while True:
        with alone() as is_alone:
            if is_alone:
                unnamed, swept, still, lost = _swept()
                break
        time.sleep(0.2)
    return Verdict(
        rows=sum(rows.count() for rows in counted),
        doubled=sum(times - 1 for rows in each for times in Counter(rows.order_by()).values()),
        halves=[*_half_tickets(tickets), *_half_applications(ours), *_keys_without_answer(hall)],
        unnamed=unnamed,
        swept=swept,
        unnamed_still=still,
        lost=lost,
        coming_in=sum(1 for path in coming_in.rglob("*.upload*") if path.is_file()),
    )


def _swept() -> tuple[int, int, int, int]:
    """Files without a row, how many the sweeper takes an hour later, how many are left, and rows without their file."""
    from hall import stored_files
    from hall.kernel import clock

    unnamed = len(_on_disk() - _in_rows())
    with clock.frozen(clock.now() + stored_files.GRACE + timedelta(minutes=1)):
        swept = stored_files.sweep()
    disk, rows = _on_disk(), _in_rows()
    return unnamed, swept, len(disk - rows), len(rows - disk)


def _on_disk() -> set[str]:
    from django.conf import settings

    root = Path(settings.MEDIA_ROOT)
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}


def _in_rows() -> set[str]:
    from applications.models import Document, HandOver, MaterialFile
    from complaints.models import ComplaintFile
    from matters.models import CatalogueImport
    from queueing.models import IntakeScan

    digests = Document.objects.exclude(sha256="").values_list("sha256", flat=True)
    fields = (
        (MaterialFile, "file"), (IntakeScan, "file"), (ComplaintFile, "file"), (HandOver, "proof"), (CatalogueImport, "file"),
        (CatalogueImport, "materials_file"),
    )  # fmt: skip
    named = {name for model, field in fields for name in model.objects.values_list(field, flat=True)}
    return (named | {f"documents/{digest[:2]}/{digest}.pdf" for digest in digests}) - {""}


def _half_tickets(tickets: Iterable[Any]) -> Iterator[str]:
    for ticket in tickets:
        yield from _unlike(ticket.number, "step", _steps(ticket), {"take_ticket": 1})
        if not ticket.ticket_matters.exists():
            yield f"{ticket.number} without a matter"


def _half_applications(ours: Any) -> Iterator[str]:
    """Whatever an application should have at its state and has not, or has twice."""
    from hall.models import OutgoingMessage

    for one in ours.select_related("version"):
        is_accepted, is_decided = one.accepted_at is not None, one.decision_moment() is not None
        files = sum(line.files.count() for line in one.materials.all())
        acts = {"receive": 1, "upload": files, "accept": int(is_accepted), "grant": int(is_decided)}
        yield from _unlike(one.number, "step", _steps(one), acts)
        papers = Counter(one.documents.values_list("kind", flat=True))
        yield from _unlike(one.number, "paper", papers, {"receipt": 1, "acceptance_notice": int(is_accepted)})
        said = Counter(OutgoingMessage.objects.filter(about=one.number).values_list("event", flat=True))
        yield from _unlike(one.number, "message", said, {"received": 1, "accepted": int(is_accepted)})
        yield from _unlike(
            one.number, "signature", Counter(one.signatures.values_list("step")), {("decide",): is_decided}
        )
        if one.materials.count() != one.version.materials.count():
            yield f"{one.number} with {one.materials.count()} materials"
        if (is_accepted and None in (one.legal_due, one.promise_due)) or (one.state == "received") is is_accepted:
            yield f"{one.number} {one.state} without its dates"


def _steps(thing: Any) -> Counter[str]:
    from hall.steps import steps_of

    return Counter(step.verb for step in steps_of(thing))


def _unlike(name: str, what: str, found: Counter[Any], expected: dict[Any, int]) -> Iterator[str]:
    yield from (f"{name}: {what} {key} {found[key]} times" for key, times in expected.items() if found[key] != times)


def _keys_without_answer(hall: Any) -> Iterator[str]:
    from hall.models import RememberedRequest

    rows = RememberedRequest.objects.filter(key__startswith=f"{hall.code}-", answer__isnull=True)
    yield from (f"{key} without an answer" for key in rows.values_list("key", flat=True))
