"""A number taken on a phone, within the hall's rule: nobody, people in the hall (by its changing QR), or anywhere."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hall.addresses import address_of
from hall.kernel.access import PUBLIC, open_to
from hall.kernel.errors import DomainError
from hall.models import Hall
from hall.permissions import system_person
from hall.queries.halls import hall_by_code
from queueing.forms.taking import PhoneForm
from queueing.models import Channel, PhoneTickets
from queueing.queries.choosing import basket, choices
from queueing.queries.doors import doors_now
from queueing.queries.lines import line_of
from queueing.queries.rules import kiosk_rules
from queueing.verbs.strangers import count_press
from queueing.verbs.tickets import take_ticket

SALT, COOKIE, GOOD_FOR, AT_MOST = "queueing.here", "here", timedelta(minutes=30), 6
QUEUE = "comprehensive"


def way_in(hall: Hall, origin: str) -> str:
    """The address in the hall's QR: it says for half an hour that the phone is in the hall. Blank when phones take none."""
    rule = kiosk_rules(hall).phone_tickets
    if rule == PhoneTickets.NOBODY:
        return ""
    seal = f"?here={signing.dumps(hall.code, salt=SALT)}" if rule == PhoneTickets.IN_THE_HALL else ""
    return f"{settings.PUBLIC_ORIGIN or origin}{reverse('phone-take', args=[hall.code])}{seal}"


@open_to(PUBLIC)
@require_safe
@never_cache
def choose(request: HttpRequest, hall_code: str) -> HttpResponse:
    """What for; the seal of the QR is kept as a cookie, so that no address carries it on."""
    hall = hall_by_code(hall_code)
    if _is_sealed(request.GET.get("here", ""), hall):
        answer = redirect("phone-take", hall.code)
        until = int(GOOD_FOR.total_seconds())
        seal = request.GET["here"]
        answer.set_cookie(COOKIE, seal, max_age=until, secure=request.is_secure(), httponly=True, samesite="Lax")
        return answer
    chosen, words = basket(request.GET.getlist("chosen"))[:AT_MOST], request.GET.get("q", "").strip()[:40]
    taken = {matter.code for matter in chosen}
    hits = [hit for hit in choices(words) if hit.matter.code not in taken]
    return _page(request, hall, "choose", chosen=chosen, words=words, hits=hits, is_full=len(chosen) == AT_MOST)


@open_to(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def who(request: HttpRequest, hall_code: str) -> HttpResponse:
    """Real name and document; then the number, followed on the phone at once."""
    hall = hall_by_code(hall_code)
    given = request.POST if request.method == "POST" else request.GET
    chosen = basket(given.getlist("chosen"))[:AT_MOST]
    if not chosen or why_not(request, hall):
        return redirect("phone-take", hall.code)
    form = PhoneForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            count_press(address_of(request))
            return redirect("ticket", _taken(request, hall, chosen, form).token)
        except DomainError as refused:
            form.refuse(refused)
            status = 429 if refused.data.get("retry_after") else 422
            return _page(request, hall, "who", status, chosen=chosen, form=form)
    return _page(request, hall, "who", 422 if form.errors else 200, chosen=chosen, form=form)


def why_not(request: HttpRequest, hall: Hall) -> str:
    """Why this phone takes no number here and now; blank when it may: closed, nobody, in_the_hall."""
    rule = kiosk_rules(hall).phone_tickets
    if rule == PhoneTickets.NOBODY:
        return "nobody"
    if not doors_now(hall)[0]:
        return "closed"
    is_here = rule == PhoneTickets.ANYWHERE or _is_sealed(request.COOKIES.get(COOKIE, ""), hall)
    return "" if is_here else "in_the_hall"


def _is_sealed(seal: str, hall: Hall) -> bool:
    try:
        return bool(signing.loads(seal, salt=SALT, max_age=GOOD_FOR) == hall.code)
    except signing.BadSignature:
        return False


def _taken(request: HttpRequest, hall: Hall, chosen: list[Any], form: PhoneForm) -> Any:
    return take_ticket(
        hall=hall,
        matter_codes=[matter.code for matter in chosen],
        channel=Channel.PHONE,
        idempotency_key=request.POST.get("request_key", "")[:128],
        by=system_person("phone"),
        **{name: form.cleaned_data[name] for name in ("name", "id_type", "id_number", "phone", "priority")},
    )


def _page(request: HttpRequest, hall: Hall, name: str, status: int = 200, **shown: Any) -> HttpResponse:
    shown |= {"hall": hall, "why_not": why_not(request, hall), "opening": doors_now(hall)[1]}
    shown["line"] = line_of(hall, QUEUE)
    return render(request, f"queueing/take/{name}.html", shown, status=status)
