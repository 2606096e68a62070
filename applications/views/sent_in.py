"""Photos that citizens sent in: the windows look at them one by one, and take them or say what is wrong."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from applications.queries.access import application_for
from applications.queries.masked import masked
from applications.queries.sent_in import last_resubmission, sent_photos, waiting_sent_in
from applications.verbs.resubmitting import accept_sent_in, send_back
from hall.kernel import clock
from hall.kernel.access import open_to
from hall.kernel.errors import DomainError
from hall.kernel.web import show
from hall.repeats import once
from hall.requests import StaffRequest, own_hall
from hall.roles import Role


@open_to(Role.WINDOW_CLERK)
@require_safe
def waiting(request: StaffRequest) -> HttpResponse:
    """What waits to be looked at, the oldest first."""
    rows = [(row, masked(row.application.applicant)) for row in waiting_sent_in(own_hall(request))]
    context = {"rows": rows, "as_of": clock.now(), "done": request.session.pop("sent_in_done", "")}
    return show(request, "applications/sent_in.html", "applications/sent_in.html", context)


@open_to(Role.WINDOW_CLERK)
@require_http_methods(["GET", "HEAD", "POST"])
@once
def check(request: StaffRequest, number: str) -> HttpResponse:
    """The photos beside what the notice asked for; take them, or send them back with words the citizen reads."""
    application = application_for(request.user, number)
    problem, status, words = "", 200, request.POST.get("words", "")[:300]
    if request.method == "POST":
        hall = own_hall(request)
        try:
            if request.POST.get("act") == "accept":
                accept_sent_in(hall=hall, number=application.number, by=request.user)
                request.session["sent_in_done"] = f"{application.number} 已重新收件，请受理。"
            else:
                send_back(hall=hall, number=application.number, words=words, by=request.user)
                request.session["sent_in_done"] = f"{application.number} 已退回，申请人会收到短信。"
            return redirect("sent-in")
        except DomainError as refused:
            problem, status = refused.words, refused.status
    context = {
        "application": application,
        "name": masked(application.applicant),
        "sent": last_resubmission(application),
        "rows": sent_photos(application),
        "problem": problem,
        "words": words,
    }
    return show(request, "applications/sent_in_check.html", "applications/sent_in_check.html", context, status=status)
