"""The limits of a hall's ratings."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from complaints.forms import RatingRulesForm
from complaints.permissions import HANDLERS
from complaints.queries.rating_rules import rating_rules as rules_of
from complaints.verbs.rating_rules import FIELDS, set_rating_rules
from hall.kernel.access import open_to
from hall.requests import StaffRequest, own_hall
from hall.roles import Role


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(*HANDLERS)
def rating_rules(request: StaffRequest) -> HttpResponse:
    """Contact, rectification, invitation: how many days each."""
    hall = own_hall(request)
    rules = rules_of(hall)
    form = RatingRulesForm(request.POST or None, initial={field: getattr(rules, field) for field in FIELDS})
    if request.method == "POST" and form.is_valid():
        set_rating_rules(hall=hall, by=request.user, **form.cleaned_data)
        messages.success(request, "期限已保存，从以后的差评起适用；已立项的差评期限不变。")
        return redirect("rating-rules")
    context = {"form": form, "may_change": request.user.has_role(Role.HALL_MANAGER)}
    return render(request, "complaints/rating_rules.html", context, status=422 if form.errors else 200)
