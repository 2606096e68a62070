"""The page on which a matter is described; codes and name are the catalogue's and stay."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from hall.kernel.access import open_to
from hall.kernel.errors import DomainError
from hall.repeats import once
from hall.requests import StaffRequest
from hall.roles import Role
from matters.draft_forms import DescribeForm
from matters.models import Matter
from matters.queries.catalogue import matter_by_code
from matters.verbs.describing import DESCRIBED, describe_matter
from matters.verbs.drafts import may_write


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Role.CATALOGUE_EDITOR)
@once
def matter_describe(request: StaffRequest, code: str) -> HttpResponse:
    """Read and write what a matter is."""
    matter = matter_by_code(code)
    may_write(request.user, matter)
    if request.method != "POST":
        said = {name: getattr(matter, name) for name in DESCRIBED}
        words = {"aliases": "\n".join(matter.aliases), "themes": "、".join(matter.themes)}
        return _shown(request, matter, DescribeForm(initial={**said, **words}))
    form = DescribeForm(request.POST)
    if not form.is_valid():
        return _shown(request, matter, form, status=422)
    seen = request.POST.get("seen", "")
    try:
        describe_matter(
            code=code, fields=form.cleaned_data, seen=int(seen) if seen[:9].isdecimal() else 0, by=request.user
        )
    except DomainError as refused:
        for field, what, todo in refused.data.get("faults", []):
            form.add_error(field if field in form.fields else None, f"{what}。{todo}")
        return _shown(request, matter, form, problem=refused.words, status=refused.status)
    messages.success(request, "事项说明已更新。")
    return redirect("matter-describe", code=code)


def _shown(
    request: StaffRequest, matter: Matter, form: DescribeForm, *, problem: str = "", status: int = 200
) -> HttpResponse:
    last = matter.history.select_related("history_user").first()
    context = {"matter": matter, "form": form, "last": last, "seen": last.history_id if last else 0, "problem": problem}
    return render(request, "matters/describe.html", context, status=status)
