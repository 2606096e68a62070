"""The issuing counter: find a person's results, check who collects, hand all over, print the proof."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from applications.forms import FindResultsForm
from applications.issuing_forms import HandOverForm
from applications.models import Document, DocumentKind, Result
from applications.queries.counter import all_waiting, issuing_windows, parties_by_key, window_at
from applications.queries.handed_over import kept_today
from applications.queries.issuing import people_found, results_waiting_for
from applications.queries.masked import masked
from applications.verbs.issuing import hand_over
from hall.kernel import clock
from hall.kernel.access import open_to
from hall.kernel.errors import DomainError
from hall.kernel.web import show
from hall.models import Hall, Party
from hall.repeats import once
from hall.requests import StaffRequest, own_hall
from hall.roles import Role

FOUND, GIVEN, WINDOW = "issuing_people", "issuing_given", "issuing_window"


@open_to(Role.ISSUING_CLERK, Role.HALL_MANAGER)
@require_safe
def issuing(request: StaffRequest) -> HttpResponse:
    """What waits for the person at the counter, and everything that waits in the hall.

    A link may name an application or a ticket (`?application=`, `?ticket=`); who was found is kept in the session, so
    that no document number ever stands in an address.
    """
    if request.GET.get("application") or request.GET.get("ticket"):
        meant = {key: request.GET.get(key, "") for key in ("application", "ticket")}
        request.session[FOUND] = [party.pk for party in people_found(own_hall(request), **meant)]
        request.session.pop(GIVEN, None)
        request.session[WINDOW] = request.GET.get("window", "")[:16] or request.session.get(WINDOW, "")
        return redirect("issuing")
    return counter(request, FindResultsForm(), HandOverForm(initial={"window": request.session.get(WINDOW, "")}))


@open_to(Role.ISSUING_CLERK, Role.HALL_MANAGER)
@require_POST
def find_results(request: StaffRequest) -> HttpResponse:
    """Find by ticket number, application number or document."""
    form = FindResultsForm(request.POST)
    if not form.is_valid():
        return counter(request, form, HandOverForm(initial={"window": request.session.get(WINDOW, "")}), status=422)
    request.session[FOUND] = [party.pk for party in people_found(own_hall(request), **form.meant())]
    request.session.pop(GIVEN, None)
    return redirect("issuing")


@open_to(Role.ISSUING_CLERK)
@require_POST
@once
def hand_results_over(request: StaffRequest) -> HttpResponse:
    """Hand the chosen results over, all or none; what was typed stays when it is refused."""
    form, hall = HandOverForm(request.POST, request.FILES), own_hall(request)
    numbers = request.POST.getlist("numbers")
    if not form.is_valid():
        return counter(request, FindResultsForm(), form, status=422, chosen=numbers)
    given = form.given()
    try:
        window = window_at(hall, given.pop("window"))
        proofs = hand_over(hall=hall, numbers=numbers, window=window, by=request.user, **given)
    except DomainError as refused:
        return counter(request, FindResultsForm(), form, status=refused.status, chosen=numbers, problem=refused.words)
    request.session[GIVEN] = [proof.result.application_id for proof in proofs]
    request.session[WINDOW] = window.code if window else ""
    request.session.pop(FOUND, None)
    return redirect("issuing")


def counter(
    request: StaffRequest, find: FindResultsForm, form: HandOverForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    """The counter with these forms."""
    hall = own_hall(request)
    people = parties_by_key(request.session.get(FOUND, []))
    results = results_waiting_for(hall, people)
    waiting, papers = all_waiting(hall), papers_of(results)
    context = {
        "find": find,
        "form": form,
        "searched": FOUND in request.session,
        "people": [(party, masked(party)) for party in people],
        "results": [(result, masked(result.application.applicant), papers.get(result.number)) for result in results],
        "chosen": [result.application.number for result in results],
        "waiting": [(result, masked(result.application.applicant)) for result in waiting],
        "receipts": receipts_of(hall, request.session.get(GIVEN, [])),
        "kept": kept_today(hall),
        "windows": issuing_windows(hall),
        "person_hints": [hint_of(party) for party in people],
        "as_of": clock.now(),
        "today": clock.today(),
        **more,
    }
    response = show(request, "applications/issuing.html", "applications/issuing.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def hint_of(party: Party) -> str:
    """The end of a document number, to compare with the card on the counter."""
    return f"{party.get_id_type_display()}尾号 {party.id_number[-4:]}"


def papers_of(results: list[Result]) -> dict[str, str]:
    """The verification code of each result's paper by its number, to print it."""
    numbers = [result.number for result in results]
    return dict(Document.objects.filter(number__in=numbers).values_list("number", "verification_code"))


def receipts_of(hall: Hall, application_ids: list[int]) -> list[Document]:
    """The service receipts just made, to print."""
    rows = Document.objects.of(hall).filter(application__in=application_ids, kind=DocumentKind.SERVICE_RECEIPT)
    return list(rows.select_related("application__version__matter").order_by("pk"))
