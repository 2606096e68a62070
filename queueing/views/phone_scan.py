"""The phone's page behind the window's QR code: photograph a material, see it arrive, done. No log-in, no names."""

import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from applications.verbs.files import READ_BYTES, Upload
from hall.kernel.access import PUBLIC, open_to
from hall.kernel.errors import DomainError
from queueing.scan_errors import ScanLinkElsewhere, ScanLinkOver
from queueing.verbs.scan_links import LASTS, add_from_phone, close_scan_link, usable

COOKIE = "scan_phone"
MOST_AT_ONCE = 10


@open_to(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def phone_scan(request: HttpRequest, secret: str) -> HttpResponse:
    """The material asked for, and the camera; a POST adds pages and binds the link to this phone."""
    phone = request.COOKIES.get(COOKIE, "") or secrets.token_urlsafe(18)
    problem, status, added = "", 200, 0
    if request.method == "POST":
        problem, status, added = _added(request, secret, phone)
        if not problem:
            return _with_phone(request, redirect("phone-scan", secret), phone)
    try:
        link = usable(secret, phone)
    except (ScanLinkOver, ScanLinkElsewhere) as over:
        return _over(request, over)
    context = {"link": link, "secret": secret, "problem": problem, "added": added, "lasts": LASTS.seconds // 60}
    return _with_phone(request, _page(request, context, status), phone)


def _added(request: HttpRequest, secret: str, phone: str) -> tuple[str, int, int]:
    """Keep the pages sent; the words of the first refusal, its status, and how many were kept."""
    sent, kept = request.FILES.getlist("file")[:MOST_AT_ONCE], 0
    try:
        for one in sent:
            add_from_phone(secret=secret, phone=phone, upload=Upload(one.name or "", one.read(READ_BYTES)))
            kept += 1
    except DomainError as refused:
        return refused.words, refused.status, kept
    return ("", 200, kept) if sent else (gettext("请先拍照或选择图片。"), 422, 0)


@open_to(PUBLIC)
@require_POST
@never_cache
def phone_scan_done(request: HttpRequest, secret: str) -> HttpResponse:
    """Done: the link is used up."""
    try:
        link = close_scan_link(secret=secret, phone=request.COOKIES.get(COOKIE, ""))
    except (ScanLinkOver, ScanLinkElsewhere) as over:
        return _over(request, over)
    return _page(request, {"link": link, "is_done": True}, 200)


def _over(request: HttpRequest, over: DomainError) -> HttpResponse:
    return _page(request, {"over": over.words, "code": over.code}, over.status)


def _page(request: HttpRequest, context: dict[str, object], status: int) -> HttpResponse:
    response = render(request, "queueing/phone_scan.html", context, status=status)
    response.headers["Referrer-Policy"] = "same-origin"  # without any the browser's own posts are refused
    return response


def _with_phone(request: HttpRequest, response: HttpResponse, phone: str) -> HttpResponse:
    response.set_cookie(
        COOKIE, phone, max_age=LASTS, httponly=True, samesite="Lax", secure=request.is_secure(), path="/scan/"
    )
    return response
