"""What one key shows over the bench: this person's earlier cases and notices; the clerk's own day."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from applications.models import Document
from hall.kernel.access import open_to
from hall.requests import StaffRequest
from queueing.queries.bench import earlier_of, shown_name
from queueing.queries.desk import desk
from queueing.queries.visits import day_totals
from queueing.views.workbench.page import CLERKS


@open_to(*CLERKS)
@require_safe
@never_cache
def earlier(request: StaffRequest) -> HttpResponse:
    """The earlier applications of the person at my window with every paper they brought forth; masked."""
    now = desk(request.user)
    if now.ticket is None:
        return redirect("workbench")
    rows = earlier_of(now.ticket, limit=30)
    papers: dict[int, list[Document]] = {}
    for paper in Document.objects.filter(application__in=rows).order_by("pk"):
        papers.setdefault(paper.application_id, []).append(paper)
    history = [(application, papers.get(application.pk, [])) for application in rows]
    context = {"history": history, "who": shown_name(now.ticket.party), "ticket": now.ticket, "session": now.session}
    return render(request, "queueing/workbench/earlier.html", context)


@open_to(*CLERKS)
@require_safe
@never_cache
def totals(request: StaffRequest) -> HttpResponse:
    """The clerk's own day; nobody else is shown these figures by name here."""
    return render(request, "queueing/workbench/totals.html", {"today": day_totals(request.user)})
