"""What an approver keeps at the desk (filters, phrases), and many decisions at once."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applications.desk_forms import BulkForm, PhraseForm
from applications.inbox_filters import wanted
from applications.models import PhraseUse
from applications.queries.bulk import chosen_rows
from applications.queries.phrases import HOUSE, kept_phrases
from applications.routing import BULK_AT_MOST
from applications.verbs import desk as verbs
from applications.verbs.bulk import decide_many
from hall.kernel.access import open_to
from hall.kernel.errors import DomainError
from hall.repeats import once
from hall.requests import StaffRequest
from hall.roles import Role


@open_to(Role.APPROVER)
@require_POST
def keep_filter(request: StaffRequest) -> HttpResponse:
    """Keep the way the inbox is looked at, under a name."""
    asked = wanted(request.POST)
    try:
        verbs.keep_filter(name=request.POST.get("name", "")[:20], wanted=asked.kept, by=request.user)
    except DomainError as refused:
        messages.error(request, refused.words)
    return redirect(f"{reverse('inbox')}?{asked.query}")


@open_to(Role.APPROVER)
@require_POST
def drop_filter(request: StaffRequest, filter_id: int) -> HttpResponse:
    """Keep a filter no longer."""
    verbs.drop_filter(filter_id=filter_id, by=request.user)
    return redirect("inbox")


@open_to(Role.APPROVER)
@require_http_methods(["GET", "HEAD", "POST"])
def phrases(request: StaffRequest) -> HttpResponse:
    """The phrases for opinions: one's own and the department's; a new one."""
    form = PhraseForm(request.POST or None)
    status, problem = 200, ""
    if request.method == "POST" and form.is_valid():
        try:
            verbs.keep_phrase(**form.cleaned_data, by=request.user)
        except DomainError as refused:
            status, problem = refused.status, refused.words
        else:
            return redirect("phrases")
    rows = kept_phrases(request.user)
    groups = [(use, [row for row in rows if row.use == use], HOUSE[use]) for use in PhraseUse]
    context = {"form": form, "groups": groups, "problem": problem}
    return render(request, "applications/phrases.html", context, status=422 if form.errors else status)


@open_to(Role.APPROVER)
@require_POST
def phrase(request: StaffRequest, phrase_id: int) -> HttpResponse:
    """Change a phrase, or keep it no longer."""
    try:
        if "drop" in request.POST:
            verbs.drop_phrase(phrase_id=phrase_id, by=request.user)
        else:
            verbs.change_phrase(phrase_id=phrase_id, words=request.POST.get("words", "")[:300], by=request.user)
    except DomainError as refused:
        messages.error(request, refused.words)
    return redirect("phrases")


@open_to(Role.APPROVER)
@require_safe
def bulk(request: StaffRequest) -> HttpResponse:
    """The chosen applications, each in a few words, before they are granted together."""
    return _bulk_page(request, BulkForm(), request.GET.getlist("number"))


@open_to(Role.APPROVER)
@require_POST
@once
def bulk_decision(request: StaffRequest) -> HttpResponse:
    """Grant the chosen ones; what cannot be granted says why and stays."""
    form, numbers = BulkForm(request.POST), request.POST.getlist("number")
    if not form.is_valid():
        return _bulk_page(request, form, numbers, status=422)
    try:
        outcomes = decide_many(numbers=numbers, reason=form.cleaned_data["reason"], by=request.user)
    except DomainError as refused:
        return _bulk_page(request, form, numbers, status=refused.status, problem=refused.words)
    done = [one for one in outcomes if one.done]
    if len(done) == len(outcomes):
        messages.success(request, f"已准予 {len(done)} 件，10 分钟后送出并通知申请人，在此之前可以逐件撤回。")
        return redirect("inbox")
    return render(request, "applications/bulk_done.html", {"outcomes": outcomes, "done": len(done)}, status=409)


def _bulk_page(
    request: StaffRequest, form: BulkForm, numbers: list[str], *, status: int = 200, problem: str = ""
) -> HttpResponse:
    rows = chosen_rows(request.user, numbers[: BULK_AT_MOST + 1])
    too_many = len(set(numbers)) > BULK_AT_MOST
    context = {
        "form": form,
        "rows": rows[:BULK_AT_MOST],
        "most": BULK_AT_MOST,
        "too_many": too_many,
        "problem": problem,
    }
    context["fit"] = [row for row in rows[:BULK_AT_MOST] if row.fits]
    return render(request, "applications/bulk.html", context, status=status)
