"""Anyone with the paper, its code or its file may ask whether it is real; no login."""

import io
import unicodedata

import segno
from cryptography.hazmat.primitives import serialization
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from applications.errors import DocumentNotFound
from applications.papers.rendering import origin_of
from applications.papers.seals import root_certificate
from applications.queries.documents import facts_of, verified
from applications.queries.verifying import document_of_file
from hall.kernel.access import PUBLIC, open_to
from hall.kernel.errors import NotFound
from matters.queries.verifying import fingerprint_in

PAGE = "applications/verify.html"
MOST_BYTES = 5 * 1024 * 1024


@open_to(PUBLIC)
@cache_control(public=True, max_age=86400)
@require_safe
def verify_code_picture(request: HttpRequest, verification_code: str) -> HttpResponse:
    """The QR code that leads to the verification page."""
    if len(verification_code) > 40:
        raise DocumentNotFound()
    out = io.BytesIO()
    code = segno.make(f"{origin_of(request)}{reverse('document-verify', args=[verification_code])}", error="m")
    code.save(out, kind="svg", scale=4, border=2, xmldecl=False, svgclass=None, lineclass=None)
    return HttpResponse(out.getvalue(), content_type="image/svg+xml")


@open_to(PUBLIC)
@require_safe
def document_verify(request: HttpRequest, verification_code: str) -> HttpResponse:
    """Whether a document with this code was issued, by whom, when, on what; people masked; whether its file holds."""
    try:
        found = verified(verification_code)
    except DocumentNotFound as none:
        return render(request, PAGE, {"problem": none.words}, status=none.status)
    return render(request, PAGE, {"document": found})


@open_to(PUBLIC)
@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """Type the code that stands on a document, or choose its file."""
    asked = request.GET.get("code", "")
    if fingerprint_in(asked):
        return redirect("standard-verify", fingerprint_in(asked))
    code = "".join(unicodedata.normalize("NFKC", asked).split()).upper()
    if code:
        return redirect("document-verify", verification_code=code[:32])
    return render(request, PAGE, {"asks": True})


@open_to(PUBLIC)
@require_POST
def verify_file(request: HttpRequest) -> HttpResponse:
    """Whether a PDF is one of ours, to the bit; it is compared by its digest and not kept."""
    upload = request.FILES.get("file")
    if upload is None or not upload.size or upload.size > MOST_BYTES:
        words = _("请选择要核验的 PDF 文件，不超过 5 MB。")
        return render(request, PAGE, {"asks": True, "file_problem": words}, status=422)
    try:
        found = facts_of(document_of_file(upload.read(MOST_BYTES)))
    except NotFound:
        words = _(
            "这个文件不是本系统签发的，或者签发以后被改动过（另存、重新打印成 PDF 也算改动）。请用下载的原文件核验，或扫文书上的二维码。"
        )
        return render(request, PAGE, {"problem": words, "is_file": True}, status=404)
    return render(request, PAGE, {"document": found, "is_file": True})


@open_to(PUBLIC)
@cache_control(public=True, max_age=3600)
@require_safe
def root_file(request: HttpRequest) -> HttpResponse:
    """The certificate at the top of the chain, for PDF readers that check signatures themselves."""
    data = root_certificate().public_bytes(serialization.Encoding.DER)
    answer = HttpResponse(data, content_type="application/pkix-cert")
    answer["Content-Disposition"] = 'attachment; filename="hall-root.cer"'
    return answer
