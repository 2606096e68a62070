"""The 办不成事 desk over the API, one class a verb."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from complaints.api import desk_shapes as shapes
from complaints.api.complaints import given, matter_of
from complaints.complaint_forms import sent_files
from complaints.complaint_permissions import HANDLERS, KEEPERS
from complaints.models import UnresolvedCase
from complaints.queries.cause_figures import cause_figures
from complaints.queries.complaint_access import (
    case_for,
    visible_cases,
)
from complaints.queries.linking import application_meant, department_meant, ticket_meant
from complaints.verbs import unresolved
from complaints.verbs.complaining import About
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
        asked = given(shapes.CaseInput, request)
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


class CaseVerb(Idempotent, HallView):
    """One verb: reach first, then shape, then the verb."""

    who_may = HANDLERS
    shape: type[Serializer[Any]] = shapes.EmptyInput

    def post(self, request: Request, number: str) -> Response:
        found = case_for(request.user, number)  # type: ignore[arg-type]
        asked = given(self.shape, request)
        row = self.do(hall=found.hall, number=found.number, by=request.user, **asked)
        return Response(shapes.CaseOut(row).data)

    def do(self, **asked: Any) -> UnresolvedCase:
        raise NotImplementedError


def verb(shape: type[Serializer[Any]], name: str) -> Any:
    """The verb's part of the description."""
    return extend_schema_view(
        post=extend_schema(request=shape, responses=shapes.CaseOut, operation_id=f"unresolved_{name}")
    )


@verb(shapes.ClassifyInput, "classify")
class Classify(CaseVerb):
    """What kind of thing, and how hard."""

    shape = shapes.ClassifyInput

    def do(self, **asked: Any) -> UnresolvedCase:
        return unresolved.classify(**asked)


@verb(shapes.ExcludeInput, "exclude")
class Exclude(CaseVerb):
    """Not for this desk: explained and kept."""

    shape = shapes.ExcludeInput

    def do(self, **asked: Any) -> UnresolvedCase:
        return unresolved.exclude(**asked)


@verb(shapes.OfferInput, "forward")
class ForwardCase(CaseVerb):
    """To whoever can solve it."""

    shape = shapes.OfferInput

    def do(self, **asked: Any) -> UnresolvedCase:
        return unresolved.forward_case(**{**asked, "department": department_meant(asked["department"])})


@verb(shapes.EmptyInput, "take")
class TakeCase(CaseVerb):
    """Whom it was forwarded to takes it."""

    def do(self, **asked: Any) -> UnresolvedCase:
        return unresolved.take_case(**asked)


@verb(shapes.GrievanceReasonInput, "send_back")
class SendCaseBack(CaseVerb):
    """Sent back with the reason."""

    shape = shapes.GrievanceReasonInput

    def do(self, **asked: Any) -> UnresolvedCase:
        return unresolved.send_case_back(**asked)


@verb(shapes.SolveInput, "solve")
class Solve(CaseVerb):
    """Solved: how, and the root cause."""

    shape = shapes.SolveInput

    def do(self, **asked: Any) -> UnresolvedCase:
        return unresolved.solve(**asked)


@verb(shapes.TellInput, "tell")
class TellPerson(CaseVerb):
    """Tell the person; the words are kept for ever."""

    shape = shapes.TellInput

    def do(self, **asked: Any) -> UnresolvedCase:
        return unresolved.tell_person(**asked)


@verb(shapes.VerifyInput, "verify")
class Verify(CaseVerb):
    """Whether it is really done; if not, it starts again."""

    shape = shapes.VerifyInput

    def do(self, **asked: Any) -> UnresolvedCase:
        return unresolved.verify(**asked)


@verb(shapes.EmptyInput, "file")
class PutOnFile(CaseVerb):
    """File it."""

    def do(self, **asked: Any) -> UnresolvedCase:
        return unresolved.put_on_file(**asked)
