"""One appointment on the phone: its number and QR, what to bring, giving it up, checking in; and finding it again."""

from io import BytesIO

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applications.views.second_factor import looked_up
from hall.kernel.access import PUBLIC, open_to
from hall.kernel.errors import DomainError
from hall.permissions import system_person
from hall.queries.halls import hall_by_code
from hall.repeats import once
from queueing.forms.booking import FindAppointmentForm
from queueing.queries.appointments import appointment_by_token, appointment_for_citizen, expected, normal
from queueing.queries.choosing import to_prepare
from queueing.verbs.appointments import cancel_appointment, check_in


@open_to(PUBLIC)
@require_safe
@never_cache
def appointment(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever has the link: when, number, QR, what to bring; masked."""
    return _page(request, token)


@open_to(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def find(request: HttpRequest, hall_code: str) -> HttpResponse:
    """By number and the last four of the document or phone; guesses are counted."""
    hall = hall_by_code(hall_code)
    form = FindAppointmentForm(request.POST if request.method == "POST" else None)

    def ask(code: int = 200, problem: str = "") -> HttpResponse:
        shown = {"hall": hall, "form": form, "problem": problem}
        return render(request, "queueing/appointments/find.html", shown, status=code)

    if request.method != "POST":
        return ask()
    if not form.is_valid():
        return ask(422)
    number, factor = normal(form.cleaned_data["number"]), form.cleaned_data["second_factor"]
    return looked_up(
        request,
        f"Y-{number}",
        lambda: appointment_for_citizen(number, factor),
        found=lambda found: redirect("appointment", found.token),
        again=ask,
    )


@open_to(PUBLIC)
@require_POST
@once
def cancel(request: HttpRequest, token: str) -> HttpResponse:
    """The person gives it up in time."""
    found = appointment_by_token(token)
    if request.POST.get("sure") != "yes":
        return redirect("appointment", token)
    try:
        cancel_appointment(hall=found.hall, token=token, reason="本人取消", by=system_person("appointments"))
    except DomainError as refused:
        return _page(request, token, refused)
    return redirect("appointment", token)


@open_to(PUBLIC)
@require_POST
@once
def come(request: HttpRequest, token: str) -> HttpResponse:
    """The person has come to the hall and takes the ticket on the phone."""
    found = appointment_by_token(token)
    try:
        ticket = check_in(hall=found.hall, token=token, by=system_person("appointments"))
    except DomainError as refused:
        return _page(request, token, refused)
    return redirect("ticket", ticket.token)


@open_to(PUBLIC)
@require_safe
def qr(request: HttpRequest, token: str) -> HttpResponse:
    """The number, for the kiosk and the desk to read."""
    path = reverse("appointment", args=[appointment_by_token(token).token])
    address = f"{settings.PUBLIC_ORIGIN}{path}" if settings.PUBLIC_ORIGIN else request.build_absolute_uri(path)
    drawn = BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", omitsize=True, border=2, svgclass=None, lineclass=None)
    answer = HttpResponse(drawn.getvalue(), content_type="image/svg+xml")
    answer.headers["Cache-Control"] = "private, max-age=3600"
    return answer


def _page(request: HttpRequest, token: str, refused: DomainError | None = None) -> HttpResponse:
    shown = expected(token)
    context = {
        "hall": shown.appointment.hall,
        "shown": shown,
        "appointment": shown.appointment,
        "prepare": to_prepare(shown.matters) if shown.appointment.state == "booked" else [],
        "refused": refused,
    }
    status = refused.status if refused else 200
    return render(request, "queueing/appointments/appointment.html", context, status=status)
