"""The 办不成事 desk over the API, one class a verb."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from complaints.api import desk_shapes as shapes
from complaints.api.complaints import matter_of
from complaints.api.grievance_verbs import GrievanceVerb, does, to_department
from complaints.complaint_forms import sent_files
from complaints.complaint_permissions import HANDLERS, KEEPERS
from complaints.queries.cause_figures import cause_figures
from complaints.queries.complaint_access import (
    case_for,
    visible_cases,
)
from complaints.queries.linking import application_meant, department_meant, ticket_meant
from complaints.verbs import unresolved
from complaints.verbs.complaining import About
from hall.api.calls import shaped
from hall.api.idempotency import Idempotent
from hall.kernel.api import HallView, Pages
from hall.requests import own_hall

PERSON = ("words", "name", "phone", "id_number")


class Cases(Idempotent, HallView):
    """The cases within one's reach; taking one down."""

    who_may = HANDLERS

    @extend_schema(responses=shapes.CaseOut(many=True), operation_id="unresolved_list")
    def get(self, request: Request) -> Response:
        pages = Pages()
        rows = visible_cases(request.user).select_related("matter", "department", "handler")  # type: ignore[arg-type]
        page = pages.paginate_queryset(rows, request, view=self)
        return pages.get_paginated_response(shapes.CaseOut(page, many=True).data)  # type: ignore[arg-type]

    @extend_schema(request=shapes.CaseInput, responses={201: shapes.CaseOut}, operation_id="unresolved_take_down")
    def post(self, request: Request) -> Response:
        asked = shaped(shapes.CaseInput, request)
        about = About(
            matter=matter_of(asked["matter"]),
            department=department_meant(asked["department"]),
            ticket=ticket_meant(own_hall(request), asked["ticket"]),
            application=application_meant(request.user, asked["application"]),  # type: ignore[arg-type]
        )
        person = {name: asked[name] for name in PERSON}
        files = sent_files(request._request)
        row = unresolved.take_down(hall=own_hall(request), about=about, files=files, by=request.user, **person)  # type: ignore[arg-type]
        return Response(shapes.CaseOut(row).data, status=201)


class OneCase(HallView):
    """One case within one's reach."""

    who_may = HANDLERS

    @extend_schema(responses=shapes.CaseOut, operation_id="unresolved_read")
    def get(self, request: Request, number: str) -> Response:
        return Response(shapes.CaseOut(case_for(request.user, number)).data)  # type: ignore[arg-type]


class CauseFigures(HallView):
    """What could not be done, by root cause: the figures of the page."""

    who_may = KEEPERS

    @extend_schema(responses=shapes.CauseFiguresOut, operation_id="unresolved_figures")
    def get(self, request: Request) -> Response:
        figures = cause_figures(own_hall(request), request.query_params.get("months", ""))
        return Response(shapes.CauseFiguresOut(figures).data)


class CaseVerb(GrievanceVerb):
    """One verb on one case."""

    reach, out = staticmethod(case_for), shapes.CaseOut


@does(unresolved.classify, "unresolved_classify", shapes.ClassifyInput)
class Classify(CaseVerb):
    """What kind of thing, and how hard."""


@does(unresolved.exclude, "unresolved_exclude", shapes.ExcludeInput)
class Exclude(CaseVerb):
    """Not for this desk: explained and kept."""


@does(to_department(unresolved.forward_case), "unresolved_forward", shapes.OfferInput)
class ForwardCase(CaseVerb):
    """To whoever can solve it."""


@does(unresolved.take_case, "unresolved_take")
class TakeCase(CaseVerb):
    """Whom it was forwarded to takes it."""


@does(unresolved.send_case_back, "unresolved_send_back", shapes.GrievanceReasonInput)
class SendCaseBack(CaseVerb):
    """Sent back with the reason."""


@does(unresolved.solve, "unresolved_solve", shapes.SolveInput)
class Solve(CaseVerb):
    """Solved: how, and the root cause."""


@does(unresolved.tell_person, "unresolved_tell", shapes.TellInput)
class TellPerson(CaseVerb):
    """Tell the person; the words are kept for ever."""


@does(unresolved.verify, "unresolved_verify", shapes.VerifyInput)
class Verify(CaseVerb):
    """Whether it is really done; if not, it starts again."""


@does(unresolved.put_on_file, "unresolved_file")
class PutOnFile(CaseVerb):
    """File it."""
