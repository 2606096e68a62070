"""The kiosk's other two choices: how far an application is, and where to rate or complain."""

import segno
from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from applications.queries.status import status_for_citizen
from applications.views.second_factor import looked_up
from hall.kernel.access import PUBLIC, open_to
from hall.models import Hall
from hall.queries.halls import hall_by_code
from queueing.queries.desks import other_desks
from queueing.views.kiosk_paper import origin_of
from queueing.views.machines import at_a_machine

TYPED = {"class": "input", "autocomplete": "off", "inputmode": "none", "spellcheck": "false"}


class AskForm(forms.Form):
    """The number on the receipt, and four characters only the applicant knows."""

    number = forms.CharField(
        label=_("办件编号（在受理凭证上）"),
        max_length=24,
        error_messages={"required": _("请填写办件编号")},
        widget=forms.TextInput(attrs=TYPED),
    )
    second_factor = forms.CharField(
        label=_("手机号或证件号码的后四位"),
        max_length=4,
        error_messages={"required": _("请填写手机号或证件号码的后四位")},
        widget=forms.TextInput(attrs={**TYPED, "type": "password"}),
    )


@open_to(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@at_a_machine
def status(request: HttpRequest, hall_code: str) -> HttpResponse:
    """How far an application is. Shown once on this page; nothing is kept on the machine."""
    hall = hall_by_code(hall_code)
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _asking(request, hall, form, 422 if form.errors else 200)
    number, factor = form.cleaned_data["number"], form.cleaned_data["second_factor"]
    return looked_up(
        request,
        number,
        lambda: status_for_citizen(number, factor),
        found=lambda found: render(request, "queueing/kiosk/status.html", {"hall": hall, "status": found}),
        again=lambda code, words: _asking(request, hall, form, code, words),
    )


@open_to(PUBLIC)
@require_safe
@never_cache
@at_a_machine
def voice(request: HttpRequest, hall_code: str) -> HttpResponse:
    """Rate here, complain on the phone or to a person."""
    hall = hall_by_code(hall_code)
    way = f"{settings.PUBLIC_ORIGIN or origin_of(request)}{reverse('complaint-new', args=[hall.code])}"
    unresolved = next((desk for desk in other_desks(hall) if desk.kind == "unresolved"), None)
    context = {"hall": hall, "unresolved": unresolved, "qr": segno.make(way, error="m").svg_data_uri(border=2, scale=8)}
    return render(request, "queueing/kiosk/voice.html", context)


def _asking(request: HttpRequest, hall: Hall, form: AskForm, code: int, problem: str = "") -> HttpResponse:
    context = {"hall": hall, "form": form, "problem": problem}
    return render(request, "queueing/kiosk/status_form.html", context, status=code)
