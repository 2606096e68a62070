"""The kiosk: choose, identify, take the number. Each step is a page of its own and works without script."""

from typing import Any
from urllib.parse import urlencode

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hall.addresses import address_of
from hall.kernel import clock
from hall.kernel.access import PUBLIC, open_to
from hall.kernel.errors import DomainError, NotFound
from hall.models import Hall
from hall.queries.halls import hall_by_code
from queueing.forms.answers import Answers, answers_given, texts_of
from queueing.forms.holder import HolderForm
from queueing.models import Channel
from queueing.priority import by_age
from queueing.queries.answering import asked_of, with_questions
from queueing.queries.booked import booked_today
from queueing.queries.choosing import basket, choices, themes
from queueing.queries.desks import desk_wanted, other_desks
from queueing.queries.doors import doors_now
from queueing.queries.lines import line_of
from queueing.queries.tickets import followed
from queueing.verbs.appointments import check_in
from queueing.verbs.strangers import count_press
from queueing.verbs.tickets import take_ticket
from queueing.views.kiosk_paper import origin_of, paper_page
from queueing.views.kiosk_questions import identity_address
from queueing.views.kiosk_tools import LOOKS
from queueing.views.machines import at_a_machine, is_machine_of, kiosk_person, slip_context
from queueing.views.phone_take import way_in

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MAIN_QUEUE = "comprehensive"


@open_to(PUBLIC)
@require_safe
@never_cache
@at_a_machine
def start(request: HttpRequest, hall_code: str) -> HttpResponse:
    """Three choices at most; closed says when the hall opens. ?fresh forgets language and elder mode."""
    hall = hall_by_code(hall_code)
    if "fresh" in request.GET:
        return _forgetful(redirect("kiosk", hall.code))
    looks = [request.COOKIES.get(name) for name in (settings.LANGUAGE_COOKIE_NAME, "elder", *LOOKS)]
    is_open, doors = doors_now(hall)
    shown = {
        "is_open": is_open,
        "opening": doors,
        "line": line_of(hall, MAIN_QUEUE),
        "has_looks": any(looks),
        "phone_qr": _phone_qr(request, hall),
    }
    return render(request, "queueing/kiosk/start.html", {"hall": hall, **shown})


@open_to(PUBLIC)
@require_safe
@never_cache
@at_a_machine
def choose(request: HttpRequest, hall_code: str) -> HttpResponse:
    """What for: by frequent matters, theme, pinyin initials or everyday words; several fit into one ticket."""
    hall = hall_by_code(hall_code)
    words, theme = request.GET.get("q", "").strip()[:40], request.GET.get("theme", "")[:20]
    in_hand = basket(request.GET.getlist("chosen"))
    chosen = [matter.code for matter in in_hand]
    hits = [(hit, _onward(hall, words, theme, chosen, hit.matter.code)) for hit in choices(words, theme)]
    shown = {
        "words": words,
        "theme": theme,
        "hits": hits,
        "chosen": [(matter, _link(hall, words, theme, _toggled(chosen, matter.code))) for matter in in_hand],
        "chosen_codes": chosen,
        "themes": [(name, _link(hall, "", "" if name == theme else name, chosen)) for name in themes()],
        "letters": [(letter, _link(hall, words + letter.lower(), "", chosen)) for letter in LETTERS],
        "shorter": _link(hall, words[:-1], theme, chosen),
        "everything": _link(hall, "", "", chosen),
        "identity_url": identity_address(hall, chosen, {}),
        "questions_url": _questions(hall, in_hand),
        "desks": other_desks(hall),
    }
    return render(request, "queueing/kiosk/choose.html", {"hall": hall, **shown})


@open_to(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@at_a_machine
def identify(request: HttpRequest, hall_code: str) -> HttpResponse:
    """Who: document, phone, priority; then the ticket. The hidden key makes a double press one ticket."""
    hall = hall_by_code(hall_code)
    given = given_to(request)
    chosen, is_card = basket(given.getlist("chosen")), bool(request.POST.get("by_card"))
    if not (chosen or is_card or given.get("desk")):
        return redirect("kiosk-choose", hall.code)
    form, answers = HolderForm(_typed(request, is_card)), answers_given(given)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("kiosk-ticket", hall.code, _taken(request, hall, chosen, form, answers).token)
        except DomainError as refused:
            form.refuse(refused)
            return _identity(request, hall, form, chosen, answers, refused)
    return _identity(request, hall, form, chosen, answers)


@open_to(PUBLIC)
@require_safe
@never_cache
@at_a_machine
def ticket(request: HttpRequest, hall_code: str, token: str) -> HttpResponse:
    """The number, to be read, printed on 80 mm paper or taken along on the phone."""
    hall, shown = hall_by_code(hall_code), followed(token)
    if shown.ticket.hall != hall:
        raise NotFound()
    return render(request, "queueing/kiosk/ticket.html", {**slip_context(shown), **paper_page(request, shown)})


def _phone_qr(request: HttpRequest, hall: Hall) -> str:
    """The hall's changing QR for people who would rather use their phone; blank when the hall does not want it."""
    way = way_in(hall, origin_of(request))
    return segno.make(way, error="m").svg_data_uri(border=2, scale=4) if way else ""


def _forgetful(answer: HttpResponse) -> HttpResponse:
    """The next person starts in Chinese and in ordinary size again."""
    for cookie in (settings.LANGUAGE_COOKIE_NAME, "elder", *LOOKS):
        answer.delete_cookie(cookie)
    return answer


def _identity(
    request: HttpRequest,
    hall: Hall,
    form: HolderForm,
    chosen: list[Any],
    answers: Answers,
    refused: DomainError | None = None,
) -> HttpResponse:
    """The form as it was typed; a refusal in its words, a limit with the seconds to wait."""
    limit = refused.data.get("retry_after") if refused else None
    status = 429 if limit else 422 if form.errors else 200
    codes, desk = [matter.code for matter in chosen], desk_wanted(hall, given_to(request).get("desk", ""))
    shown = {"hall": hall, "form": form, "chosen": asked_of(chosen, answers), "texts": texts_of(answers, codes)}
    shown |= {"chosen_codes": codes, "questions_url": _questions(hall, chosen), "desk": desk}
    answer = render(request, "queueing/kiosk/identity.html", shown, status=status)
    if limit:
        answer.headers["Retry-After"] = str(limit)
    return answer


def _taken(request: HttpRequest, hall: Hall, chosen: list[Any], form: HolderForm, answers: Answers) -> Any:
    is_ours = is_machine_of(request, hall.code)
    if not is_ours:
        count_press(address_of(request))
    given, desk = form.cleaned_data, desk_wanted(hall, request.POST.get("desk", ""))
    by = kiosk_person(request, hall.code)
    is_read = is_ours and bool(request.POST.get("by_card"))  # only a machine of the hall has a card reader
    expected = booked_today(hall, given["id_type"], given["id_number"]) if is_read else None
    if expected is not None:  # a card on the reader checks the appointment in
        return check_in(hall=hall, token=expected.token, priority=given["priority"], by=by)
    return take_ticket(
        hall=hall,
        matter_codes=[matter.code for matter in chosen],
        name="",
        id_type=given["id_type"],
        id_number=given["id_number"],
        phone=given["phone"],
        priority=given["priority"],
        channel=Channel.KIOSK,
        queue_code=desk.code if desk else MAIN_QUEUE,
        matters_later=bool(desk or request.POST.get("by_card")),
        idempotency_key=request.POST.get("request_key", "")[:128],
        answers=answers,
        by=by,
    )


def _typed(request: HttpRequest, is_card: bool) -> Any:
    """What was typed; by card the age on it grants the priority of the elderly, and nobody has to ask for it."""
    if request.method != "POST" or not is_card:
        return request.POST if request.method == "POST" else None
    given = request.POST.copy()
    given["priority"] = by_age(given.get("id_type", ""), given.get("id_number", ""), clock.today())
    return given


def given_to(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else request.GET


def _questions(hall: Hall, chosen: list[Any]) -> str:
    """The way to the questions of the chosen matters; blank when none has any."""
    query = urlencode([("chosen", matter.code) for matter in chosen])
    return f"{reverse('kiosk-questions', args=[hall.code])}?{query}" if with_questions(chosen) else ""


def _onward(hall: Hall, words: str, theme: str, chosen: list[str], code: str) -> str:
    """One touch on a matter leads to the document; on one already chosen it puts the matter back."""
    if code in chosen:
        return _link(hall, words, theme, _toggled(chosen, code))
    return identity_address(hall, [*chosen, code], {})


def _toggled(chosen: list[str], code: str) -> list[str]:
    return [one for one in chosen if one != code] if code in chosen else [*chosen, code]


def _link(hall: Hall, words: str, theme: str, chosen: list[str]) -> str:
    query = urlencode([(k, v) for k, v in (("q", words), ("theme", theme)) if v] + [("chosen", c) for c in chosen])
    return f"{reverse('kiosk-choose', args=[hall.code])}?{query}"
