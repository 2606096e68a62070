"""“This was not on the list”: from a matter's guide, or from the QR of a printed one-time notice."""

import io

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from applications.errors import DocumentNotFound
from complaints.complaint_forms import NotOnListForm, asked_lines, sent_files
from complaints.list_difference import difference
from complaints.queries.published_list import PublishedList, list_of_matter, list_of_notice
from complaints.verbs.complaining import MOST_WORDS, Said
from complaints.verbs.complaint_files import MOST_FILES
from complaints.verbs.not_on_list import cleaned_lines, complain_not_on_list
from complaints.views.complain import answered, to_receipt
from hall.kernel.access import PUBLIC, open_to
from hall.models import Hall
from hall.permissions import system_person
from hall.queries.halls import default_hall, hall_by_code
from hall.repeats import once

ROWS = 3


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(PUBLIC)
@never_cache
@once
def from_guide(request: HttpRequest, code: str) -> HttpResponse:
    """From the guide page: the version published now is attached."""
    return _page(request, list_of_matter(code))


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(PUBLIC)
@never_cache
@once
def from_notice(request: HttpRequest, verification_code: str) -> HttpResponse:
    """From the paper: the notice, its application and the version of its day are attached."""
    return _page(request, list_of_notice(verification_code))


@require_safe
@open_to(PUBLIC)
def notice_qr(request: HttpRequest, verification_code: str) -> HttpResponse:
    """The picture on the notice that leads here."""
    if len(verification_code) > 40 or not verification_code.isalnum():
        raise DocumentNotFound()
    path = reverse("not-on-list-notice", args=[verification_code])
    origin = settings.PUBLIC_ORIGIN.rstrip("/")
    out = io.BytesIO()
    segno.make(f"{origin}{path}" if origin else request.build_absolute_uri(path), error="m").save(
        out, kind="svg", scale=4, border=2, xmldecl=False, svgclass=None, lineclass=None
    )
    answer = HttpResponse(out.getvalue(), content_type="image/svg+xml")
    answer.headers["Cache-Control"] = "public, max-age=86400"
    return answer


def _page(request: HttpRequest, published: PublishedList) -> HttpResponse:
    if request.method != "POST":
        return _form(request, published, NotOnListForm(initial={"hall": default_hall().code}))
    form = NotOnListForm(request.POST)
    return answered(
        request,
        lambda: _sent(request, published, form),
        lambda **more: _form(request, published, form, **more),
        counts=not _only_compares(request, published),
    )


def _only_compares(request: HttpRequest, published: PublishedList) -> bool:
    """Whether the person only looks what the list says; nothing is sent by that."""
    return request.POST.get("do") == "compare" and bool(asked_lines(request, published.notice_lines))


def _sent(request: HttpRequest, published: PublishedList, form: NotOnListForm) -> HttpResponse:
    lines = asked_lines(request, published.notice_lines)
    if not form.is_valid():
        return _form(request, published, form, status=422)
    if _only_compares(request, published):
        return _form(request, published, form, compared=True)
    hall = published.hall or hall_by_code(form.cleaned_data["hall"])
    said = Said(kind="", category="", words=form.cleaned_data["words"], **form.who())
    received = complain_not_on_list(
        hall=hall,
        published=published,
        asked=lines,
        said=said,
        files=sent_files(request),
        by=system_person("public"),
    )
    return to_receipt(hall, received)


def _form(
    request: HttpRequest,
    published: PublishedList,
    form: NotOnListForm,
    *,
    status: int = 200,
    problem: str = "",
    compared: bool = False,
) -> HttpResponse:
    names, told = request.POST.getlist("asked"), request.POST.getlist("told")
    rows = [(name, told[place] if place < len(told) else "") for place, name in enumerate(names)]
    rows += [("", "")] * (ROWS - len(rows))
    lines = difference(cleaned_lines(asked_lines(request, published.notice_lines)), published.materials)
    context = {
        "published": published,
        "hall": published.hall,
        "halls": list(Hall.objects.order_by("pk")) if published.hall is None else [],
        "form": form,
        "rows": rows,
        "ticked": request.POST.getlist("line"),
        "lines": lines if compared else [],
        "problem": problem,
        "most_words": MOST_WORDS,
        "most_files": MOST_FILES,
    }
    return render(request, "complaints/not_on_list.html", context, status=status)
