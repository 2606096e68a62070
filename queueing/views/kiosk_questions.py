"""The kiosk asks a few questions after a matter was chosen: optional, one press each, skippable."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hall.kernel.access import PUBLIC, open_to
from hall.models import Hall
from hall.queries.halls import hall_by_code
from queueing.forms.answers import Answers, answers_given, texts_of
from queueing.queries.answering import Asked, asked_of
from queueing.queries.choosing import basket, here
from queueing.views.machines import at_a_machine


@open_to(PUBLIC)
@require_safe
@never_cache
@at_a_machine
def questions(request: HttpRequest, hall_code: str) -> HttpResponse:
    """The next question of the chosen matters; when all is answered or skipped, on to the document."""
    hall, chosen = hall_by_code(hall_code), basket(request.GET.getlist("chosen"))
    if not chosen:
        return redirect("kiosk-choose", hall.code)
    codes = [matter.code for matter in chosen]
    answers, skipped = answers_given(request.GET), request.GET.getlist("skip")
    asked = asked_of(chosen, answers)
    current = next((one for one in asked if one.is_open and one.matter.code not in skipped), None)
    if current is None:
        return redirect(identity_address(hall, codes, answers))
    shown = {
        "hall": hall,
        "asked": current,
        "codes": codes,
        "chosen_codes": codes,
        "texts": texts_of(answers, codes),
        "skipped": [code for code in skipped if code in codes],
        "back": _back(hall, current, codes, answers, skipped),
        "instead": _instead(hall, current, codes, answers, skipped),
        "identity_url": identity_address(hall, codes, answers),
    }
    return render(request, "queueing/kiosk/questions.html", shown)


def identity_address(hall: Hall, codes: list[str], answers: Answers) -> str:
    """The next step, with what was chosen and answered."""
    query = [("chosen", code) for code in codes] + [("a", text) for text in texts_of(answers, codes)]
    return f"{reverse('kiosk-identity', args=[hall.code])}?{urlencode(query)}"


def _back(hall: Hall, current: Asked, codes: list[str], answers: Answers, skipped: list[str]) -> str:
    """One answer back, or to the choice of matters."""
    assert current.guided is not None
    given = list(current.guided.outcome.answers.items())
    if not given:
        query = urlencode([("chosen", code) for code in codes])
        return f"{reverse('kiosk-choose', args=[hall.code])}?{query}"
    return _here(hall, codes, {**answers, current.matter.code: dict(given[:-1])}, skipped)


def _instead(hall: Hall, current: Asked, codes: list[str], answers: Answers, skipped: list[str]) -> str:
    """The same page with the matter the answers lead to in place of the chosen one; blank when it is not done here."""
    other = current.guided.other if current.guided else None
    if other is None or not here().filter(pk=other.pk).exists():
        return ""
    changed = [other.code if code == current.matter.code else code for code in codes]
    return _here(hall, list(dict.fromkeys(changed)), answers, skipped)


def _here(hall: Hall, codes: list[str], answers: Answers, skipped: list[str]) -> str:
    query = [("chosen", code) for code in codes] + [("a", text) for text in texts_of(answers, codes)]
    query += [("skip", code) for code in skipped if code in codes]
    return f"{reverse('kiosk-questions', args=[hall.code])}?{urlencode(query)}"
