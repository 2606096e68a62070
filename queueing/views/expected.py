"""Appointments at the guide's desk: who is expected, checking in, booking for somebody, giving up and pardoning."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hall.kernel import clock
from hall.kernel.access import open_to
from hall.kernel.errors import DomainError
from hall.repeats import once
from hall.requests import StaffRequest
from hall.roles import Role
from queueing.forms.booking import BookingForm
from queueing.models import Appointment, BookedBy
from queueing.queries.appointments import appointment_of, appointments_on, figures
from queueing.queries.choosing import basket, choices
from queueing.slot_errors import SlotNotOffered
from queueing.verbs.appointments import cancel_appointment, check_in, pardon
from queueing.verbs.booking import book
from queueing.views.appointments import AT_MOST, days_for, slot_of_key
from queueing.views.own import hall_of

DESK = (Role.GUIDE, Role.WINDOW_CLERK, Role.HALL_MANAGER)
ROWS = 40


@open_to(*DESK)
@require_safe
@never_cache
def expected_list(request: StaffRequest) -> HttpResponse:
    """A day's appointments in the order of their slots."""
    hall, today = hall_of(request), clock.today()
    day, words = _day(request.GET.get("day", ""), today), request.GET.get("q", "").strip()[:200]
    page = Paginator(appointments_on(hall, day, words), ROWS).get_page(request.GET.get("page"))
    shown: dict[str, Any] = {"hall": hall, "day": day, "today": today, "page": page, "q": words}
    shown |= {"figures": figures(hall, day, day), "before": day - timedelta(days=1), "after": day + timedelta(days=1)}
    return render(request, "queueing/appointments/expected.html", shown)


@open_to(*DESK)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@once
def book_here(request: StaffRequest) -> HttpResponse:
    """Book for somebody who stands here or calls: matters, slot and person on one page."""
    hall = hall_of(request)
    given = request.POST if request.method == "POST" else request.GET
    chosen, words = basket(given.getlist("chosen"))[:AT_MOST], given.get("q", "").strip()[:40]
    form = BookingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and (made := _booked(request, form)):
        messages.success(
            request, f"已预约 {made.number}，{made.slot.begins_at.astimezone(clock.BEIJING):%m月%d日 %H:%M}"
        )
        return redirect(f"/guide/appointments/?day={made.day:%Y-%m-%d}")
    taken = {matter.code for matter in chosen}
    shown = {
        "hall": hall,
        "form": form,
        "chosen": chosen,
        "words": words,
        "slot_key": given.get("slot", ""),
        "hits": [hit for hit in choices(words, limit=8) if hit.matter.code not in taken],
        "days": days_for(hall, chosen) if chosen else [],
    }
    return render(request, "queueing/appointments/book.html", shown, status=422 if form.errors else 200)


@open_to(*DESK)
@require_POST
@once
def come(request: StaffRequest, appointment_id: int) -> HttpResponse:
    """The person stands here: the ticket."""
    found = appointment_of(hall_of(request), appointment_id)
    ticket = check_in(hall=found.hall, token=found.token, by=request.user)
    late = "（迟到，按普通排队）" if ticket.slot_begins_at is None else ""
    messages.success(request, f"已签到，排队号 {ticket.number}{late}")
    return redirect("guide-appointments")


@open_to(*DESK)
@require_POST
@once
def cancel(request: StaffRequest, appointment_id: int) -> HttpResponse:
    """Give it up for the person."""
    found = appointment_of(hall_of(request), appointment_id)
    cancel_appointment(hall=found.hall, token=found.token, reason="咨询台代为取消", by=request.user)
    messages.success(request, f"预约 {found.number} 已取消")
    return redirect(f"/guide/appointments/?day={found.day:%Y-%m-%d}")


@open_to(*DESK)
@require_POST
@once
def forgive(request: StaffRequest, appointment_id: int) -> HttpResponse:
    """A no-show that was not the person's doing."""
    found = appointment_of(hall_of(request), appointment_id)
    reason = request.POST.get("reason", "").strip() or "本人说明情况"
    pardon(hall=found.hall, token=found.token, reason=reason, by=request.user)
    messages.success(request, f"预约 {found.number} 不再计为爽约")
    return redirect(f"/guide/appointments/?day={found.day:%Y-%m-%d}")


def _booked(request: StaffRequest, form: BookingForm) -> Appointment | None:
    given, hall = form.cleaned_data, hall_of(request)
    try:
        slot = slot_of_key(hall, request.POST.get("slot", ""))
        if slot is None:
            raise SlotNotOffered()
        return book(
            hall=hall,
            matter_codes=request.POST.getlist("chosen"),
            begins_at=slot.begins_at,
            channel=BookedBy.GUIDE_DESK,
            idempotency_key=request.POST.get("request_key", "")[:128],
            by=request.user,
            **{name: given[name] for name in ("name", "id_type", "id_number", "phone")},
        )
    except DomainError as refused:
        form.refuse(refused)
        return None


def _day(text: str, today: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return today
