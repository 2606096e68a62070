"""Citizens complain and suggest: without login, anonymously if they like; what is no complaint is shown its way."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from complaints.complaint_errors import TooManySent
from complaints.complaint_forms import ComplainForm, sent_files
from complaints.complaint_states import Category, ComplaintKind
from complaints.other_ways import OTHER_WAYS
from complaints.queries.followed import followed_by_number
from complaints.queries.linking import Meant, department_meant, departments, matter_meant
from complaints.verbs.complaining import MOST_WORDS, About, Received, receive_complaint
from complaints.verbs.complaint_files import MOST_FILES
from complaints.verbs.flooding import count_sending, give_back
from hall.addresses import address_of
from hall.kernel import clock, crypto
from hall.kernel.access import PUBLIC, open_to
from hall.kernel.errors import DomainError
from hall.models import Hall
from hall.permissions import system_person
from hall.queries.halls import hall_by_code
from hall.repeats import once

RECEIPT_FOR = timedelta(minutes=20)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(PUBLIC)
@never_cache
@once
def complain(request: HttpRequest, hall_code: str) -> HttpResponse:
    """Write it down; whatever is refused comes back with every word typed."""
    hall = hall_by_code(hall_code)
    if request.method != "POST":
        empty = ComplainForm()
        empty.data = request.GET
        return page(request, hall, empty)
    form = ComplainForm(request.POST)
    return answered(request, lambda: _sent(request, hall, form), lambda **more: page(request, hall, form, **more))


def answered(
    request: HttpRequest, send: Callable[[], HttpResponse], again: Callable[..., HttpResponse], *, counts: bool = True
) -> HttpResponse:
    """Count the sending, send, or show the page again with what is wrong."""
    browser = request.COOKIES.get(settings.CSRF_COOKIE_NAME, "")
    try:
        if counts:
            count_sending(address_of(request), browser)
        answer = send()
    except TooManySent as many:
        answer = again(problem=many.words, status=many.status)
        answer.headers["Retry-After"] = str(many.data["retry_after"])
        return answer
    except DomainError as refused:
        answer = again(problem=refused.words, status=refused.status if refused.status >= 400 else 422)
    if counts and answer.status_code >= 400:
        give_back(browser)
    return answer


def _sent(request: HttpRequest, hall: Hall, form: ComplainForm) -> HttpResponse:
    if not form.is_valid():
        return page(request, hall, form, status=422)
    given = form.cleaned_data
    meant = matter_meant(given["matter_words"], given["matter"])
    if meant.choices:
        return page(request, hall, form, status=422, meant=meant)
    received = receive_complaint(
        hall=hall,
        said=form.said(),
        about=About(matter=meant.matter, department=department_meant(given["department"])),
        source="web",
        files=sent_files(request),
        by=system_person("public"),
    )
    return to_receipt(hall, received)


def page(
    request: HttpRequest,
    hall: Hall,
    form: ComplainForm,
    *,
    status: int = 200,
    problem: str = "",
    meant: Meant | None = None,
) -> HttpResponse:
    """The form with everything typed."""
    context = {
        "hall": hall,
        "form": form,
        "problem": problem,
        "meant": meant,
        **choices_of_complaints(),
    }
    return render(request, "complaints/complain.html", context, status=status)


def choices_of_complaints() -> dict[str, Any]:
    """What the forms offer."""
    return {
        "kinds": ComplaintKind.choices,
        "categories": Category.choices,
        "departments": departments(),
        "most_words": MOST_WORDS,
        "most_files": MOST_FILES,
    }


def to_receipt(hall: Hall, received: Received) -> HttpResponse:
    """To the receipt, under a sealed key that runs out: neither number nor code can be read from the address."""
    until = (clock.now() + RECEIPT_FOR).isoformat()
    sealed = crypto.encrypt(json.dumps([received.complaint.number, received.code, until]))
    return redirect(f"{reverse('complaint-receipt', args=[hall.code])}?{urlencode({'r': sealed})}")


def opened_receipt(sealed: str) -> tuple[str, str]:
    """Number and code of a receipt, or nothing when the key is forged or has run out."""
    try:
        number, code, until = json.loads(crypto.decrypt(sealed))
        return (number, code) if datetime.fromisoformat(until) > clock.now() else ("", "")
    except (ValueError, KeyError, TypeError, InvalidTag):
        return "", ""


@require_safe
@open_to(PUBLIC)
@never_cache
def receipt(request: HttpRequest, hall_code: str) -> HttpResponse:
    """The receipt: the number, until when there will be an answer, and the code where one is needed."""
    hall = hall_by_code(hall_code)
    number, code = opened_receipt(request.GET.get("r", ""))
    if not number:
        return redirect("complaint-status")
    context = {"hall": hall, "followed": followed_by_number(number), "code": code}
    return render(request, "complaints/receipt.html", context)


@require_safe
@open_to(PUBLIC)
def other_ways(request: HttpRequest, hall_code: str) -> HttpResponse:
    """What is not a complaint to the hall, and where to turn instead."""
    return render(request, "complaints/other_ways.html", {"hall": hall_by_code(hall_code), "ways": OTHER_WAYS})
