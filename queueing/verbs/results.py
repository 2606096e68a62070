"""The issuing counter: the same number is called there once every instant result is ready."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from applications.states import UNDECIDED, ApplicationState
from hall import steps
from hall.kernel import clock, live
from hall.kernel.moves import make_move
from hall.permissions import system_person
from matters.models import CaseKind
from queueing import numbering
from queueing.locks import locked_rows
from queueing.models import Queue, QueueKind, Ticket, TicketApplication, TicketResumed
from queueing.states import AT_A_WINDOW, IN_LINE, TICKET_MOVES, TicketState

STILL_DECIDED = (
    ApplicationState.RECEIVED,
    *UNDECIDED,
    ApplicationState.GRANTED,
    ApplicationState.DENIED,
)


@dataclass(frozen=True)
class ResultsOf:
    """What a ticket's applications still hold in store for someone who waits."""

    undecided: list[int]
    ready: list[int]


def results_of(ticket: Ticket) -> ResultsOf:
    """Instant applications without a result yet, and applications whose result lies at the issuing counter."""
    wanted = ("application", "application__state", "application__version__case_kind")
    links = TicketApplication.objects.filter(ticket=ticket).order_by("application").values_list(*wanted)
    resumed = TicketResumed.objects.of(ticket.hall_id).filter(ticket=ticket).order_by("application")
    rows = [*links, *resumed.values_list(*wanted)]
    return ResultsOf(
        undecided=[pk for pk, state, kind in rows if kind == CaseKind.INSTANT and state in STILL_DECIDED],
        ready=[pk for pk, state, _ in rows if state == ApplicationState.AWAITING_COLLECTION],
    )


@transaction.atomic
def call_for_result(*, application_id: int) -> Ticket | None:
    """Move the waiting person's ticket to the issuing queue, with its number; None when there is nothing to move.

    May run twice, and while the window is finishing the ticket: then it waits for that lock. A ticket whose results were all withdrawn or collected is finished.
    """
    mine = Q(ticket_applications__application=application_id) | Q(resumed__application=application_id)
    found = Ticket.objects.filter(mine).order_by("-pk").first()
    if found is None or found.state not in (TicketState.AWAITING_RESULT, *AT_A_WINDOW):
        return None
    queues = locked_rows(Queue.objects.of(found.hall_id).filter(kind=QueueKind.ISSUING))
    ticket = Ticket.objects.select_for_update(of=("self",)).select_related("hall").get(pk=found.pk)
    results = results_of(ticket)
    if ticket.state != TicketState.AWAITING_RESULT or results.undecided:
        return None
    if not results.ready:
        return _leave(ticket)
    if not queues or _has_another(ticket, queues[0]):
        return None
    return _to_issuing(ticket, queues[0])


def awaiting_results() -> list[int]:
    """One application of each ticket that waits for results, oldest first; the sweeper tries each."""
    tickets = Ticket.objects.filter(state=TicketState.AWAITING_RESULT).order_by("queued_at")
    taken = dict(tickets.values_list("pk", "ticket_applications__application"))
    resumed = dict(tickets.filter(resumed__isnull=False).values_list("pk", "resumed__application"))
    return [found for ticket, one in taken.items() if (found := one or resumed.get(ticket)) is not None]


def _leave(ticket: Ticket) -> Ticket:
    moved = make_move(ticket, TICKET_MOVES, "leave")
    ticket.window = None
    ticket.save(update_fields=["state", "window"])
    steps.record(ticket, moved, system_person("queueing"), "结果均已领取或办件已终结")
    return ticket


def _to_issuing(ticket: Ticket, queue: Queue) -> Ticket:
    moved = make_move(ticket, TICKET_MOVES, "call_for_result")
    ticket.queue, ticket.window, ticket.calls = queue, None, 0
    ticket.for_window = ticket.for_clerk = None
    ticket.position, ticket.queued_at = numbering.next_position(), clock.now()
    ticket.save(update_fields=["state", "queue", "window", "calls", "position", "queued_at", "for_window", "for_clerk"])
    steps.record(ticket, moved, system_person("queueing"), queue=queue.code)
    live.hint(ticket.hall.code)
    return ticket


def _has_another(ticket: Ticket, queue: Queue) -> bool:
    others = Ticket.objects.filter(party=ticket.party_id, queue=queue, day=ticket.day, state__in=IN_LINE)
    return others.exclude(pk=ticket.pk).exists()
