"""The panel of a locker: type the code, the box opens. Works without script, for a gloved hand and a low sun."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from applications.issuing_errors import NoSuchLocker
from applications.models import Locker
from applications.verbs.lockers import open_locker
from hall.kernel.access import open_to
from hall.kernel.errors import DomainError
from hall.repeats import once
from hall.requests import StaffRequest, own_hall
from hall.roles import Role


@open_to(Role.KIOSK)
@never_cache
@require_http_methods(["GET", "POST"])
@once
def locker_panel(request: StaffRequest, hall_code: str, locker: str) -> HttpResponse:
    """Ask for the code; say which box is open, or what to do instead."""
    hall = own_hall(request)
    bank = Locker.objects.of(hall).filter(code__iexact=locker).first()
    if bank is None or hall.code != hall_code:
        raise NoSuchLocker()
    context: dict[str, object] = {"hall": hall, "locker": bank}
    status = 200
    if request.method == "POST":
        try:
            context["stay"] = open_locker(
                hall=hall, locker=bank.code, code=request.POST.get("code", "")[:20], by=request.user
            )
        except DomainError as refused:
            context["problem"], status = refused.words, refused.status
    return render(request, "applications/locker_panel.html", context, status=status)
