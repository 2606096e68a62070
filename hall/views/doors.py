"""Doors: the start page, logging in and out, language and elder mode."""

from django.conf import settings
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hall.forms import LoginForm, PasswordForm
from hall.kernel import clock
from hall.kernel.access import ACCOUNT, PUBLIC, open_to
from hall.models import StaffMember
from hall.navigation import home_of
from hall.queries.halls import default_hall
from hall.queries.service_hours import opening
from hall.requests import StaffRequest
from hall.verbs.staff import change_password

YEAR_SECONDS = 365 * 24 * 3600
WRONG = "账号或密码不正确，请重新输入；连续输错 5 次，账号将锁定 30 分钟。"


@require_safe
@never_cache
@open_to(PUBLIC)
def home(request: HttpRequest) -> HttpResponse:
    """Staff go on to their own page; citizens choose what they came for."""
    if isinstance(request.user, StaffMember):
        address = home_of(request.user)
        if address:
            return redirect(address)
    hall = default_hall()
    return render(request, "hall/home.html", {"hall": hall, "opening": opening(hall, clock.now())})


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password")
@never_cache
@open_to(PUBLIC)
def log_in(request: HttpRequest) -> HttpResponse:
    """Staff and devices log in; a wrong password keeps the account typed and says what happens next."""
    form, status = LoginForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            person = authenticate(request, **form.cleaned_data)
            if person is not None:
                login(request, person)
                return back(request, default="/")
            form.add_error(None, WRONG)
    return render(request, "hall/login.html", {"form": form, "next": next_of(request, default="")}, status=status)


@require_POST
@open_to(PUBLIC)
def log_out(request: HttpRequest) -> HttpResponse:
    """End the session here."""
    logout(request)
    return redirect("login")


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@never_cache
@open_to(ACCOUNT)
def password(request: StaffRequest) -> HttpResponse:
    """Change one's own password; this session stays, access tokens end."""
    person = request.user
    form = PasswordForm(person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        changed = change_password(person=person, new=form.cleaned_data["new"])
        update_session_auth_hash(request, changed)
        success(request, "密码已修改；此前发出的接口令牌已全部失效。")
        return redirect("password")
    return render(request, "hall/password.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(PUBLIC)
def language(request: HttpRequest) -> HttpResponse:
    """Remember the reader's language, and go back to where they were."""
    answer = back(request, default="/")
    chosen = request.POST.get("language") or request.GET.get("language") or ""
    if chosen in dict(settings.LANGUAGES):
        _remember(answer, settings.LANGUAGE_COOKIE_NAME, chosen)
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(PUBLIC)
def elder_mode(request: HttpRequest) -> HttpResponse:
    """Switch the large, simple display (长者模式) on or off, and go back."""
    answer = back(request, default="/")
    if request.COOKIES.get("elder") == "1":
        answer.delete_cookie("elder")
    else:
        _remember(answer, "elder", "1")
    return answer


def next_of(request: HttpRequest, default: str) -> str:
    """Where to go on to: only ever an address of this site."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if safe else default


def back(request: HttpRequest, default: str) -> HttpResponseRedirect:
    answer = HttpResponseRedirect(next_of(request, default))
    answer.status_code = 303
    return answer


def _remember(answer: HttpResponse, name: str, value: str) -> None:
    answer.set_cookie(
        name, value, max_age=YEAR_SECONDS, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )


@require_safe
@open_to(PUBLIC)
def icon(request: HttpRequest) -> HttpResponse:
    """Browsers ask for an icon here where a page names none."""
    return redirect(static("hall/icon.svg"))
