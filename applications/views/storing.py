"""The manager's page of the issuing counter: shelves, lockers, who pays the postage."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from applications.queries.shelves import Store, lockers_of, shelves_of
from applications.queries.ways import postage_of, postage_words
from applications.storing_forms import LockerForm, PostageForm, ShelfForm, StoreForm, form_of
from applications.verbs.postage import set_postage
from applications.verbs.storing import keep_locker, keep_shelf, use_store
from hall.kernel.access import open_to
from hall.kernel.errors import DomainError, NotFound
from hall.kernel.web import show
from hall.models import Hall
from hall.repeats import once
from hall.requests import StaffRequest, own_hall
from hall.roles import Role

PAGE = "applications/storage.html"
KINDS: dict[str, tuple[type[StoreForm], Callable[..., Any]]] = {
    "shelf": (ShelfForm, keep_shelf),
    "locker": (LockerForm, keep_locker),
}


@open_to(Role.HALL_MANAGER, Role.ISSUING_CLERK)
@require_safe
def storage(request: StaffRequest) -> HttpResponse:
    """What there is and how full it is; `kind` and `code` choose the one to change."""
    return _page(request)


@open_to(Role.HALL_MANAGER)
@require_POST
@once
def keep_store(request: StaffRequest) -> HttpResponse:
    """Set up or change a shelf or a locker."""
    kind = request.POST.get("kind", "")
    if kind not in KINDS:
        raise NotFound()
    form_class, verb = KINDS[kind]
    form = form_class(request.POST)
    if not form.is_valid():
        return _page(request, {f"{kind}_form": form}, 422)
    try:
        row = verb(hall=own_hall(request), by=request.user, **form.cleaned_data)
    except DomainError as refused:
        form.add_error(None, refused.words)
        return _page(request, {f"{kind}_form": form}, refused.status)
    messages.success(request, f"{row.name}已保存，共 {row.room} 格。")
    return redirect("storage")


@open_to(Role.HALL_MANAGER)
@require_POST
@once
def use(request: StaffRequest) -> HttpResponse:
    """Take one out of use, or back into it."""
    is_back = request.POST.get("in_use") == "1"
    kind, code = request.POST.get("kind", ""), request.POST.get("code", "")[:8]
    try:
        row = use_store(hall=own_hall(request), kind=kind, code=code, in_use=is_back, by=request.user)
    except DomainError as refused:
        return _page(request, {"problem": refused.words}, refused.status)
    messages.success(request, f"{row.name}已{'恢复使用' if is_back else '停用，不再安排新的结果'}。")
    return redirect("storage")


@open_to(Role.HALL_MANAGER)
@require_POST
@once
def postage(request: StaffRequest) -> HttpResponse:
    """Settle who pays the postage."""
    form = PostageForm(request.POST)
    if not form.is_valid():
        return _page(request, {"postage_form": form}, 422)
    set_postage(hall=own_hall(request), by=request.user, **form.cleaned_data)
    messages.success(request, "邮费的说明已保存，申请人现在看到的就是这一句。")
    return redirect("storage")


def _page(request: StaffRequest, more: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    hall = own_hall(request)
    stores = {"shelf": shelves_of(hall), "locker": lockers_of(hall)}
    context: dict[str, Any] = {
        "shelves": stores["shelf"],
        "lockers": stores["locker"],
        "may_keep": request.user.has_role(Role.HALL_MANAGER),
        **_forms(request, hall, stores),
        "postage": postage_of(hall),
        "postage_words": postage_words(hall),
        **(more or {}),
    }
    return show(request, PAGE, PAGE, context, status=status)


def _forms(request: StaffRequest, hall: Hall, stores: dict[str, list[Store]]) -> dict[str, forms.Form]:
    """Empty ones; that of the shelf or locker chosen to be changed holds what is kept."""
    chosen = (request.GET.get("kind", ""), request.GET.get("code", ""))
    found: dict[str, forms.Form] = {"postage_form": PostageForm(initial={"postage": postage_of(hall)})}
    for kind, (form, _) in KINDS.items():
        row = next((store.row for store in stores[kind] if (kind, store.row.code) == chosen), None)
        found[f"{kind}_form"] = form_of(row, form) if row else form()
    return found
