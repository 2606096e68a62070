"""The pages on which what is said of a matter is proposed and decided; codes and name are the catalogue's and stay."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hall.kernel.access import open_to
from hall.kernel.errors import DomainError
from hall.repeats import once
from hall.requests import StaffRequest
from hall.roles import Role
from matters.description_errors import ChangeNotFound
from matters.description_words import DESCRIBED
from matters.draft_forms import DescribeForm
from matters.models import Matter
from matters.queries.catalogue import matter_by_code
from matters.queries.describing import change_for, changes_of_matter, may_decide, said
from matters.states import ChangeState
from matters.verbs import describing
from matters.verbs.drafts import may_write
from matters.views.desk import PEOPLE

ACTS = {
    "approve": (Role.CATALOGUE_REVIEWER, "审核通过，事项说明已按修改执行。"),
    "refuse": (Role.CATALOGUE_REVIEWER, "没有通过，提出人会看到您的意见。"),
    "withdraw": (Role.CATALOGUE_EDITOR, "修改已撤回。"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Role.CATALOGUE_EDITOR)
@once
def matter_describe(request: StaffRequest, code: str) -> HttpResponse:
    """Read what a matter is, and propose to say something else."""
    matter = matter_by_code(code)
    may_write(request.user, matter)
    if request.method != "POST":
        told = {name: getattr(matter, name) for name in DESCRIBED}
        words = {"aliases": "\n".join(matter.aliases), "themes": "、".join(matter.themes)}
        return _form(request, matter, DescribeForm(initial={**told, **words}))
    form = DescribeForm(request.POST)
    if not form.is_valid():
        return _form(request, matter, form, status=422)
    seen = request.POST.get("seen", "")
    given = {"reason": form.cleaned_data["reason"], "seen": int(seen) if seen[:9].isdecimal() else 0}
    try:
        row = describing.propose_description(code=code, fields=form.cleaned_data, by=request.user, **given)
    except DomainError as refused:
        for field, what, todo in refused.data.get("faults", []):
            form.add_error(field if field in form.fields else None, f"{what}。{todo}")
        return _form(request, matter, form, problem=refused.words, status=refused.status)
    messages.success(request, "已提交审核；另一位审核人员通过后执行。")
    return redirect("description-change", change_id=row.pk)


def _form(
    request: StaffRequest, matter: Matter, form: DescribeForm, *, problem: str = "", status: int = 200
) -> HttpResponse:
    last = matter.history.select_related("history_user").first()
    rows = changes_of_matter(matter)
    context = {
        "matter": matter, "form": form, "last": last, "seen": last.history_id if last else 0, "problem": problem,
        "changes": [(row, said(row)) for row in rows],
        "waiting": next((row for row in rows if row.state == ChangeState.PROPOSED), None),
    }  # fmt: skip
    return render(request, "matters/describe.html", context, status=status)


@require_safe
@open_to(*PEOPLE)
def description_change(request: StaffRequest, change_id: int) -> HttpResponse:
    """One change: who, when, why, the difference; for the second person, the decision."""
    return _change(request, change_id)


@require_POST
@open_to(Role.CATALOGUE_EDITOR, Role.CATALOGUE_REVIEWER)
@once
def description_act(request: StaffRequest, change_id: int, verb: str) -> HttpResponse:
    """Approve, refuse with words, or take back."""
    row = change_for(request.user, change_id)
    if verb not in ACTS:
        raise ChangeNotFound()
    words = {"words": request.POST.get("words", "").strip()[:300]} if verb == "refuse" else {}
    try:
        getattr(describing, f"{verb}_description")(change_id=row.pk, by=request.user, **words)
    except DomainError as refused:
        return _change(request, change_id, problem=refused.words, status=refused.status)
    messages.success(request, ACTS[verb][1])
    return redirect("description-change", change_id=change_id)


def _change(request: StaffRequest, change_id: int, *, problem: str = "", status: int = 200) -> HttpResponse:
    row = change_for(request.user, change_id)
    is_open = row.state == ChangeState.PROPOSED
    context = {
        "change": row, "lines": said(row), "problem": problem, "typed": request.POST.get("words", ""),
        "may_decide": may_decide(request.user, row),
        "may_withdraw": is_open and request.user.has_role(Role.CATALOGUE_EDITOR),
    }  # fmt: skip
    return render(request, "matters/description_change.html", context, status=status)
