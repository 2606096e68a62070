"""Booking on the phone: what for, when, who; then the appointment itself. Each step is a page and works without script."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hall.addresses import address_of
from hall.kernel import clock
from hall.kernel.access import PUBLIC, open_to
from hall.kernel.errors import DomainError, NotFound
from hall.models import Hall
from hall.models.calendar import ServiceMode
from hall.permissions import system_person
from hall.queries.halls import hall_by_code
from matters.models import Matter
from queueing.forms.booking import BookingForm
from queueing.models import BookedBy, Queue
from queueing.queries.choosing import basket, choices
from queueing.queries.hall_rules import rules_of
from queueing.queries.modes import left_out
from queueing.queries.slots import OfferedSlot, offered_days
from queueing.slot_errors import SlotNotOffered
from queueing.verbs.booking import QUEUE, book
from queueing.verbs.strangers import count_booking

AT_MOST = 6


@open_to(PUBLIC)
@require_safe
@never_cache
def choose(request: HttpRequest, hall_code: str) -> HttpResponse:
    """What for: search, add, take away; several fit into one appointment."""
    hall, words = hall_by_code(hall_code), request.GET.get("q", "").strip()[:40]
    chosen = basket(request.GET.getlist("chosen"))[:AT_MOST]
    taken = {matter.code for matter in chosen}
    hits = [hit for hit in choices(words) if hit.matter.code not in taken]
    shown = {"hall": hall, "words": words, "chosen": chosen, "hits": hits, "is_full": len(chosen) == AT_MOST}
    return render(request, "queueing/appointments/choose.html", {**shown, "rules": rules_of(hall)})


@open_to(PUBLIC)
@require_safe
@never_cache
def when(request: HttpRequest, hall_code: str) -> HttpResponse:
    """Which day and slot: what is free, what is full, and why a time does not fit the matters."""
    hall, chosen = hall_by_code(hall_code), basket(request.GET.getlist("chosen"))[:AT_MOST]
    if not chosen:
        return redirect("appointments", hall.code)
    days = _days(hall, chosen)
    wanted = next((day for day in days if f"{day['day']:%Y%m%d}" == request.GET.get("day")), None)
    first = next((day for day in days if day["is_free"]), days[0] if days else None)
    shown = {"hall": hall, "chosen": chosen, "days": days, "shown_day": wanted or first, "rules": rules_of(hall)}
    return render(request, "queueing/appointments/when.html", shown)


@open_to(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def who(request: HttpRequest, hall_code: str) -> HttpResponse:
    """Who: real name, document, phone. The hidden key makes a double press one appointment."""
    hall = hall_by_code(hall_code)
    given = request.POST if request.method == "POST" else request.GET
    chosen = basket(given.getlist("chosen"))[:AT_MOST]
    slot = _slot(hall, given.get("slot", ""))
    if not chosen or slot is None:
        return redirect("appointments", hall.code)
    form = BookingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("appointment", _booked(request, hall, chosen, slot, form).token)
        except DomainError as refused:
            form.refuse(refused)
            return _who(request, hall, chosen, slot, form, refused)
    return _who(request, hall, chosen, slot, form)


def _who(
    request: HttpRequest,
    hall: Hall,
    chosen: list[Matter],
    slot: OfferedSlot,
    form: BookingForm,
    refused: DomainError | None = None,
) -> HttpResponse:
    status = refused.status if refused and refused.status == 429 else 422 if form.errors else 200
    shown = {"hall": hall, "chosen": chosen, "slot": slot, "form": form, "rules": rules_of(hall)}
    answer = render(request, "queueing/appointments/who.html", shown, status=status)
    if refused and "retry_after" in refused.data:
        answer.headers["Retry-After"] = str(refused.data["retry_after"])
    return answer


def _booked(request: HttpRequest, hall: Hall, chosen: list[Matter], slot: OfferedSlot, form: BookingForm) -> Any:
    count_booking(address_of(request))
    given = form.cleaned_data
    return book(
        hall=hall,
        matter_codes=[matter.code for matter in chosen],
        begins_at=slot.begins_at,
        channel=BookedBy.PHONE,
        idempotency_key=request.POST.get("request_key", "")[:128],
        by=system_person("appointments"),
        **{name: given[name] for name in ("name", "id_type", "id_number", "phone")},
    )


def days_for(hall: Hall, chosen: list[Matter]) -> list[dict[str, Any]]:
    """The days on offer with their slots; a slot whose mode does not take these matters says so."""
    queue = Queue.objects.of(hall).filter(code=QUEUE).first()
    if queue is None:
        raise NotFound()
    found = []
    for offered in offered_days(hall, queue):
        wrong = {mode: left_out(chosen, mode, offered.day) for mode in {slot.mode for slot in offered.slots}}
        slots = [{"slot": slot, "wrong": wrong[slot.mode], "mode": _mode(slot)} for slot in offered.slots]
        free = sum(1 for slot in offered.slots if slot.is_free and not wrong[slot.mode])
        found.append({"day": offered.day, "slots": slots, "is_free": free > 0, "free": free})
    return found


_days = days_for


def _mode(slot: OfferedSlot) -> str:
    return "" if slot.mode == ServiceMode.NORMAL else _(str(ServiceMode(slot.mode).label))


def slot_of_key(hall: Hall, key: str) -> OfferedSlot | None:
    """The slot an address names (20261124-0900), if it is on offer."""
    try:
        begins_at = datetime.strptime(key, "%Y%m%d-%H%M").replace(tzinfo=clock.BEIJING)
    except ValueError:
        return None
    queue = Queue.objects.of(hall).filter(code=QUEUE).first()
    if queue is None:
        raise SlotNotOffered()
    return next((slot for day in offered_days(hall, queue) for slot in day.slots if slot.begins_at == begins_at), None)


_slot = slot_of_key
