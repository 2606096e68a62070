"""What stands at the foot of every kiosk page: help, contrast, reach; and the staff's way out."""

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hall.addresses import address_of
from hall.kernel.access import PUBLIC, open_to
from hall.kernel.errors import NotFound
from hall.kernel.web import show
from hall.models import Device
from hall.queries.halls import hall_by_code
from queueing.errors import TooManyTickets
from queueing.models import HelpCall
from queueing.queries.printing import printer_for
from queueing.queries.rules import kiosk_rules
from queueing.verbs.helping import call_for_help
from queueing.verbs.strangers import count_press
from queueing.views.machines import at_a_machine, is_machine_of, kiosk_person

LOOKS = ("low", "contrast")
OPEN_FOR = 600
OPENED = "kiosk_open"


@open_to(PUBLIC)
@require_POST
@never_cache
@at_a_machine
def look(request: HttpRequest, hall_code: str) -> HttpResponse:
    """Switch the lower half (wheelchair) or high contrast on or off, and stay on the page."""
    name, target = request.POST.get("look", ""), request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(target, allowed_hosts=None)
    answer = redirect(target) if is_ours else redirect("kiosk", hall_code)
    if name in LOOKS:
        if request.COOKIES.get(name) == "1":
            answer.delete_cookie(name)
        else:
            answer.set_cookie(name, "1", httponly=True, samesite="Lax", secure=request.is_secure())
    return answer


@open_to(PUBLIC)
@require_POST
@never_cache
@at_a_machine
def help_me(request: HttpRequest, hall_code: str) -> HttpResponse:
    """Call a guide to this machine."""
    hall, by = hall_by_code(hall_code), kiosk_person(request, hall_code)
    device = Device.objects.of(hall).filter(account=by).first()
    place = f"{device.zone} {device.name}".strip() if device else "自助取号页面"
    if device is None:
        count_press(address_of(request))
    call = call_for_help(hall=hall, place=place, step=request.POST.get("step", ""), by=by)
    return redirect("kiosk-helped", hall.code, call.pk)


@open_to(PUBLIC)
@require_safe
@never_cache
@at_a_machine
def helped(request: HttpRequest, hall_code: str, call_id: int) -> HttpResponse:
    """Somebody was called, and once a guide says so, is on the way."""
    hall = hall_by_code(hall_code)
    call = HelpCall.objects.of(hall).filter(pk=call_id).first()
    if call is None:
        raise NotFound()
    return show(request, "queueing/kiosk/help.html", "queueing/kiosk/_help.html", {"hall": hall, "call": call})


@open_to(PUBLIC)
@require_safe
def shell(request: HttpRequest, hall_code: str) -> HttpResponse:
    """The machine's own keeper of one page of words, for when the server is away (a service worker)."""
    context = {"hall": hall_by_code(hall_code)}
    answer = render(request, "queueing/kiosk/shell.js", context, content_type="text/javascript")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@open_to(PUBLIC)
@require_safe
def away(request: HttpRequest, hall_code: str) -> HttpResponse:
    """What a machine shows that is switched on while the server is away; it comes back by itself."""
    return render(request, "queueing/kiosk/away.html", {"hall": hall_by_code(hall_code)})


@open_to(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@at_a_machine
def way_out(request: HttpRequest, hall_code: str) -> HttpResponse:
    """Staff type the code and the page lets go of the keys for ten minutes."""
    hall = hall_by_code(hall_code)
    rules, refused, status = kiosk_rules(hall), "", 200
    if request.method == "POST":
        try:
            count_press(address_of(request))
            if rules.exit_code and check_password(request.POST.get("code", ""), rules.exit_code):
                answer = redirect("kiosk-service", hall.code)
                answer.set_signed_cookie(
                    OPENED, hall.code, max_age=OPEN_FOR, httponly=True, samesite="Lax", secure=request.is_secure()
                )
                return answer
            refused, status = "退出码不对。", 422
        except TooManyTickets:
            refused, status = "试得太多，请过几分钟再来。", 429
    context = {"hall": hall, "has_code": bool(rules.exit_code), "refused": refused}
    return render(request, "queueing/kiosk/way_out.html", context, status=status)


@open_to(PUBLIC)
@require_safe
@never_cache
@at_a_machine
def service(request: HttpRequest, hall_code: str) -> HttpResponse:
    """For staff at the opened machine: what it is, its printer, and how to leave the full screen."""
    hall = hall_by_code(hall_code)
    if not is_opened(request, hall_code):
        return redirect("kiosk-exit", hall_code)
    own = kiosk_person(request, hall_code) if is_machine_of(request, hall_code) else None
    device = Device.objects.of(hall).filter(account=own).first() if own else None
    context = {"hall": hall, "device": device, "printer": printer_for(hall, own), "data_dir": settings.DATA_DIR}
    return render(request, "queueing/kiosk/service.html", context)


def is_opened(request: HttpRequest, hall_code: str) -> bool:
    """Whether staff opened this machine within the last minutes."""
    try:
        return request.get_signed_cookie(OPENED, max_age=OPEN_FOR) == hall_code
    except (KeyError, signing.BadSignature):
        return False
