"""Checking in at the kiosk: by the number of the appointment, or by the document the machine reads."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from applications.verbs import guessing
from hall.addresses import address_of
from hall.kernel.access import PUBLIC, open_to
from hall.kernel.errors import DomainError
from hall.queries.halls import hall_by_code
from hall.repeats import once
from queueing.queries.appointments import appointment_for_citizen, expected_today
from queueing.verbs.appointments import check_in
from queueing.views.machines import at_a_machine, is_machine_of, kiosk_person


class CheckInForm(forms.Form):
    """A number or a document; a browser that is no machine of the hall must know the last four, too."""

    words = forms.CharField(
        label=_("预约号或证件号码"),
        max_length=200,
        error_messages={"required": _("请填写预约号或证件号码。")},
        widget=forms.TextInput(
            attrs={
                "class": "input",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "autofocus": True,
            }
        ),
    )
    second_factor = forms.CharField(
        label=_("证件号码或手机号码的后四位"),
        max_length=8,
        required=False,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off", "autocapitalize": "characters"}),
    )


@open_to(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@at_a_machine
@once
def check_in_here(request: HttpRequest, hall_code: str) -> HttpResponse:
    """The person has come: the ticket of the appointment. At a machine of the hall the document is enough."""
    hall, form = hall_by_code(hall_code), CheckInForm(request.POST if request.method == "POST" else None)
    is_ours, problem, status = is_machine_of(request, hall.code), "", 200
    if request.method == "POST" and form.is_valid():
        words, factor = form.cleaned_data["words"], form.cleaned_data["second_factor"]
        try:
            guessing.count_try(f"Y-{words}", address_of(request))
            found = expected_today(hall, words) if is_ours else appointment_for_citizen(words, factor)
            guessing.give_back(f"Y-{words}", address_of(request))
            ticket = check_in(hall=hall, token=found.token, by=kiosk_person(request, hall.code))
            return redirect("kiosk-ticket", hall.code, ticket.token)
        except DomainError as refused:
            problem, status = refused.words, refused.status
    elif request.method == "POST":
        status = 422
    shown = {"hall": hall, "form": form, "problem": problem, "is_ours": is_ours}
    return render(request, "queueing/kiosk/appointment.html", shown, status=status)
