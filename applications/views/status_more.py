"""What a citizen does from the status page: prove the phone, change the way, fetch the document, send photos, share the step."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applications.issuing_forms import CollectorForm, PhoneCodeForm, WayForm
from applications.models import Application
from applications.queries.citizen_access import application_for_citizen
from applications.queries.sent_in import lacking, last_resubmission, photos_since_notice
from applications.queries.shared_step import opened, shared_step, token_for
from applications.queries.status import status_of
from applications.queries.ways import collecting_of
from applications.verbs import codes, files, resubmitting, ways
from applications.verbs.codes import citizen
from applications.verbs.fetching import take_electronically
from applications.views.second_factor import remember, remembered
from applications.views.status import COOKIE, PROVED, page_of
from hall.kernel.access import PUBLIC, open_to
from hall.kernel.errors import DomainError
from hall.repeats import once

AFTER = {"way": "status-way", "document": "status-result"}


def of_the_reader(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The page for whoever opened a status on this device in the last half hour; others are asked first."""

    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        application = application_for_citizen(remembered(request, COOKIE))
        return view(request, application, *args, **kwargs) if application else redirect("status")

    guarded.__name__, guarded.__doc__ = view.__name__, view.__doc__
    return guarded


def has_proved(request: HttpRequest, application: Application) -> bool:
    """Whether the phone on record was proved for this application on this device."""
    return remembered(request, PROVED) == application.number


@open_to(PUBLIC)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_the_reader
def phone(request: HttpRequest, application: Application) -> HttpResponse:
    """Send a code to the phone on record and take it back: number and four digits alone change nothing."""
    after = request.GET.get("after") or request.POST.get("after", "way")
    after = after if after in AFTER else "way"
    context: dict[str, Any] = {"status": status_of(application), "after": after, "form": PhoneCodeForm()}
    if request.method != "POST":
        return render(request, "applications/status_phone.html", context)
    is_code = "code" in request.POST
    form = PhoneCodeForm(request.POST) if is_code else PhoneCodeForm()
    if is_code and not form.is_valid():
        return render(request, "applications/status_phone.html", {**context, "form": form, "sent": True}, status=422)
    try:
        if not is_code:
            codes.send_phone_proof(number=application.number, by=citizen())
            return render(request, "applications/status_phone.html", {**context, "sent": True})
        codes.prove_phone(number=application.number, code=form.cleaned_data["code"], by=citizen())
    except DomainError as refused:
        more = {"problem": refused.words, "sent": True}
        return render(request, "applications/status_phone.html", {**context, **more}, status=refused.status)
    return remember(redirect(AFTER[after]), application.number, cookie=PROVED, page="status")


@open_to(PUBLIC)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_the_reader
@once
def way(request: HttpRequest, application: Application) -> HttpResponse:
    """Change how the result is fetched, or name somebody to fetch it, until the cut-off."""
    if not has_proved(request, application):
        return redirect(f"{reverse('status-phone')}?after=way")
    context: dict[str, Any] = {
        "status": status_of(application), "collecting": collecting_of(application),
        "form": WayForm(initial={"way": collecting_of(application).way}), "collector_form": CollectorForm(),
    }  # fmt: skip
    if request.method != "POST":
        return render(request, "applications/status_way.html", context)
    is_collector = request.POST.get("what") == "collector"
    form = CollectorForm(request.POST) if is_collector else WayForm(request.POST)
    context["collector_form" if is_collector else "form"] = form
    if not form.is_valid():
        return render(request, "applications/status_way.html", {**context, "problem": ""}, status=422)
    given = {name: value for name, value in form.cleaned_data.items() if name != "authority"}
    verb = ways.name_collector if is_collector else ways.choose_way
    try:
        verb(hall=application.hall, number=application.number, by=citizen(), **given)
    except DomainError as refused:
        context["problem"] = refused.words
        return render(request, "applications/status_way.html", context, status=refused.status)
    return redirect("status-result")


@open_to(PUBLIC)
@require_POST
@of_the_reader
def pickup_code(request: HttpRequest, application: Application) -> HttpResponse:
    """Send a new pick-up code to the phone on record; it is never shown on a page."""
    try:
        codes.send_pickup_code(hall=application.hall, number=application.number, by=citizen())
    except DomainError as refused:
        return _status(request, application, refused.words, refused.status)
    return _status(request, application, sent=True)


@open_to(PUBLIC)
@require_POST
@of_the_reader
def download(request: HttpRequest, application: Application) -> HttpResponse:
    """Sign for the electronic result and go on to its sealed file."""
    if not has_proved(request, application):
        return redirect(f"{reverse('status-phone')}?after=document")
    try:
        take_electronically(hall=application.hall, number=application.number, by=citizen())
    except DomainError as refused:
        return _status(request, application, refused.words, refused.status)
    return redirect("status-result")


@open_to(PUBLIC)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_the_reader
def materials(request: HttpRequest, application: Application) -> HttpResponse:
    """Photos of what is missing, one after another; what was handed in before stays. Then send all in at once."""
    problem, status, about = "", 200, 0
    if request.method == "POST":
        about = int(request.POST.get("material", "0")) if request.POST.get("material", "0").isdecimal() else 0
        try:
            if request.POST.get("act") == "send":
                resubmitting.send_in(hall=application.hall, number=application.number, by=citizen())
                return redirect("status-result")
            _keep_photos(request, application, about)
            return redirect(f"{reverse('status-materials')}#m{about}")
        except DomainError as refused:
            problem, status = refused.words, refused.status
    photos = photos_since_notice(application)
    context = {
        "status": status_of(application),
        "rows": [(row, photos.get(row.material_id, 0)) for row in lacking(application)],
        "sent": last_resubmission(application),
        "problem": problem,
        "about": about,
    }
    return render(request, "applications/status_materials.html", context, status=status)


def _keep_photos(request: HttpRequest, application: Application, material: int) -> None:
    hall, number, by = application.hall, application.number, citizen()
    for sent in request.FILES.getlist("photos")[:10]:
        upload = files.Upload(str(sent.name), sent.read(files.READ_BYTES))
        resubmitting.add_photo(hall=hall, number=number, material_id=material, upload=upload, by=by)


def _status(
    request: HttpRequest, application: Application, problem: str = "", code: int = 200, **more: Any
) -> HttpResponse:
    response = page_of(request, application.number, code=code, problem=problem, **more)
    response["Cache-Control"] = "private, no-store"
    return response


@open_to(PUBLIC)
@require_POST
@of_the_reader
def share(request: HttpRequest, application: Application) -> HttpResponse:
    """A link for the family: it shows the step and nothing of the person."""
    link = request.build_absolute_uri(reverse("status-shared", args=[token_for(application.number)]))
    return _status(request, application, shared_link=link)


@open_to(PUBLIC)
@never_cache
@require_safe
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """The step alone, for a week."""
    step = shared_step(opened(token))
    return render(request, "applications/status_shared.html", {"step": step}, status=200 if step else 404)
