"""The head of a department sets which part of the promised days belongs to each step (环节时限)."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from applications.keeping_forms import SharesForm
from applications.models import Stage
from applications.queries.shares import has_own_shares, in_days, share_changes, shares_of
from applications.verbs.sharing import set_step_shares
from applications.views.keeping import KEEPERS, around, department_asked, department_page, kept
from hall.kernel.access import open_to
from hall.models import Department
from hall.repeats import once
from hall.requests import StaffRequest


@open_to(*KEEPERS)
@require_safe
def shares(request: StaffRequest) -> HttpResponse:
    """The shares that hold, what they mean in days, and how they were before."""
    department = department_asked(request)
    return _shares(request, department, SharesForm(initial=shares_of(department)))


@open_to(*KEEPERS)
@require_POST
@once
def set_shares(request: StaffRequest) -> HttpResponse:
    """Set them; what does not add up is refused and stays in the form."""
    department = department_asked(request)
    form = SharesForm(request.POST)
    return kept(request, department, "shares", form, _shares, lambda: set_step_shares(
        department=department, by=request.user, **form.cleaned_data), "环节时限已保存，从现在起按此预警。")  # fmt: skip


def _shares(request: StaffRequest, department: Department, form: SharesForm, status: int = 200) -> HttpResponse:
    now = shares_of(department)
    context = {
        **around(request.user, department, "shares"),
        "form": form,
        "review": now[str(Stage.REVIEW)],
        "decide": now[str(Stage.DECIDE)],
        "is_own": has_own_shares(department),
        "in_days": in_days(now),
        "changes": share_changes(department),
    }
    return department_page(request, "shares", context, status)
