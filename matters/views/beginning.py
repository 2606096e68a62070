"""The page on which an editor begins a wholly new matter."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from hall.kernel.access import open_to
from hall.kernel.errors import DomainError
from hall.repeats import once
from hall.requests import StaffRequest
from hall.roles import Role
from matters.new_matter_forms import NewMatterForm
from matters.verbs.beginning import begin_matter

FIRST = {"level": "2", "is_stationed": True, "power_source": "own", "authority_kind": "statutory", "origin": "own"}
AT = {"implementation_code": "basic_code", "handling_code": "handling", "matter_type": "basic_code"}


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Role.CATALOGUE_EDITOR)
@once
def matter_new(request: StaffRequest) -> HttpResponse:
    """Codes, name and whom it is for; then the draft of its first standard."""
    if request.method != "POST":
        return render(request, "matters/new.html", {"form": NewMatterForm(person=request.user, initial=FIRST)})
    form = NewMatterForm(request.POST, person=request.user)
    if not form.is_valid():
        return render(request, "matters/new.html", {"form": form}, status=422)
    try:
        draft = begin_matter(department=form.cleaned_data["department"], fields=form.coded(), by=request.user)
    except DomainError as refused:
        for field, what, todo in refused.data.get("faults", []):
            place = AT.get(field, field)
            form.add_error(place if place in form.fields else None, f"{what}。{todo}")
        return render(request, "matters/new.html", {"form": form, "problem": refused.words}, status=refused.status)
    messages.success(request, f"已建立事项 {draft.matter.code}；请写第一版标准，审核、发布后公众才会看到。")
    return redirect("draft", version_id=draft.pk)
