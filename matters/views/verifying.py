"""Anyone may compare the fingerprint on a paper with the standard in force."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hall.kernel.access import PUBLIC, open_to
from matters.errors import FingerprintUnknown
from matters.qr import picture, public_address
from matters.queries.verifying import SHORT, fingerprint_in, verified


@require_safe
@open_to(PUBLIC)
def standard_verify(request: HttpRequest, fingerprint: str) -> HttpResponse:
    """Whether a fingerprint is the standard in force, an earlier one with what differs, or none of ours."""
    read = fingerprint_in(fingerprint)
    if read and read != fingerprint:
        return redirect("standard-verify", read)
    try:
        answers = verified(fingerprint)
    except FingerprintUnknown as unknown:
        problem = {"problem": unknown.words, "asked": grouped(fingerprint)}
        return render(request, "matters/verify.html", problem, status=unknown.status)
    context: dict[str, Any] = {"answers": answers, "asked": grouped(read)}
    if len(answers) == 1:
        context["here"] = public_address(request, reverse("standard-content", args=[answers[0].standard.fingerprint]))
    return render(request, "matters/verify.html", context)


@require_safe
@open_to(PUBLIC)
def standard_content(request: HttpRequest, fingerprint: str) -> HttpResponse:
    """The canonical content, byte for byte: its SHA-256 is the fingerprint, so that anyone can compute it again."""
    standard = verified(fingerprint)[0].standard
    return HttpResponse(standard.canonical, content_type="application/json; charset=utf-8")


@require_safe
@open_to(PUBLIC)
def standard_qr(request: HttpRequest, fingerprint: str) -> HttpResponse:
    """The way from paper to this comparison."""
    return picture(request, reverse("standard-verify", args=[fingerprint_in(fingerprint)[:SHORT] or fingerprint]))


def grouped(fingerprint: str) -> str:
    """As it stands on paper: two groups of four."""
    return f"{fingerprint[:4]}-{fingerprint[4:SHORT]}".upper() if fingerprint_in(fingerprint) else fingerprint
