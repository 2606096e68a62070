"""The 办不成事 desk and its improvement tickets over the API, one class a verb."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from complaints.api import complaint_shapes as shapes
from complaints.api.complaints import given, matter_of
from complaints.complaint_forms import sent_files
from complaints.complaint_permissions import HANDLERS, KEEPERS
from complaints.models import Improvement, UnresolvedCase
from complaints.queries.cause_figures import cause_figures
from complaints.queries.complaint_access import (
    case_for,
    complaint_for,
    improvement_for,
    visible_cases,
    visible_improvements,
)
from complaints.queries.linking import application_meant, department_meant, ticket_meant
from complaints.verbs import improving, unresolved
from complaints.verbs.complaining import About
from hall.api.idempotency import Idempotent
from hall.kernel.api import HallView, Pages
from hall.requests import own_hall
from hall.roles import Role

PERSON = ("words", "name", "phone", "id_number")
IMPROVERS = (*HANDLERS, Role.SYSTEM_ADMIN)


class Cases(Idempotent, HallView):
    """The cases within one's reach; taking one down."""

    who_may = HANDLERS

    @extend_schema(responses=shapes.CaseOut(many=True), operation_id="unresolved_list")
    def get(self, request: Request) -> Response:
        pages = Pages()
        rows = visible_cases(request.user).select_related("matter", "department", "handler")  # type: ignore[arg-type]
        page = pages.paginate_queryset(rows, request, view=self)
        return pages.get_paginated_response(shapes.CaseOut(page, many=True).data)

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


class Improvements(Idempotent, HallView):
    """The improvement tickets within one's reach; raising one."""

    who_may = IMPROVERS

    @extend_schema(responses=shapes.ImprovementOut(many=True), operation_id="improvements_list")
    def get(self, request: Request) -> Response:
        pages = Pages()
        rows = visible_improvements(request.user).select_related("department")  # type: ignore[arg-type]
        page = pages.paginate_queryset(rows, request, view=self)
        return pages.get_paginated_response(shapes.ImprovementOut(page, many=True).data)

    @extend_schema(
        request=shapes.ImprovementInput, responses={201: shapes.ImprovementOut}, operation_id="improvements_raise"
    )
    def post(self, request: Request) -> Response:
        asked, person = given(shapes.ImprovementInput, request), request.user
        case, complaint = asked.pop("case"), asked.pop("complaint")
        asked["department"] = department_meant(asked["department"])
        row = improving.raise_improvement(
            hall=own_hall(request),
            case=case_for(person, case) if case else None,  # type: ignore[arg-type]
            complaint=complaint_for(person, complaint) if complaint else None,  # type: ignore[arg-type]
            by=person,  # type: ignore[arg-type]
            **asked,
        )
        return Response(shapes.ImprovementOut(row).data, status=201)


class OneImprovement(HallView):
    """One ticket within one's reach."""

    who_may = IMPROVERS

    @extend_schema(responses=shapes.ImprovementOut, operation_id="improvements_read")
    def get(self, request: Request, number: str) -> Response:
        return Response(shapes.ImprovementOut(improvement_for(request.user, number)).data)  # type: ignore[arg-type]


class ImprovementVerb(Idempotent, HallView):
    """One verb of a ticket; what is said goes in as `note`."""

    who_may = IMPROVERS
    shape: type[Serializer[Any]] = shapes.NoteInput

    def post(self, request: Request, number: str) -> Response:
        found = improvement_for(request.user, number)  # type: ignore[arg-type]
        note = given(self.shape, request).get("note", "")
        row = self.do(note, hall=found.hall, number=found.number, by=request.user)
        return Response(shapes.ImprovementOut(row).data)

    def do(self, note: str, **at: Any) -> Improvement:
        raise NotImplementedError


def ticket_verb(shape: type[Serializer[Any]], name: str) -> Any:
    """The verb's part of the description."""
    return extend_schema_view(
        post=extend_schema(request=shape, responses=shapes.ImprovementOut, operation_id=f"improvements_{name}")
    )


@ticket_verb(shapes.EmptyInput, "take")
class TakeImprovement(ImprovementVerb):
    """Whom it asks takes it."""

    shape = shapes.EmptyInput

    def do(self, note: str, **at: Any) -> Improvement:
        return improving.take_improvement(**at)


@ticket_verb(shapes.NoteInput, "report")
class ReportProgress(ImprovementVerb):
    """How far it is."""

    def do(self, note: str, **at: Any) -> Improvement:
        return improving.report_progress(note=note, **at)


@ticket_verb(shapes.NoteInput, "finish")
class FinishImprovement(ImprovementVerb):
    """By what measure it was mended."""

    def do(self, note: str, **at: Any) -> Improvement:
        return improving.finish_improvement(measure=note, **at)


@ticket_verb(shapes.EmptyInput, "confirm")
class ConfirmImprovement(ImprovementVerb):
    """The hall sees that it is mended."""

    shape = shapes.EmptyInput

    def do(self, note: str, **at: Any) -> Improvement:
        return improving.confirm_improvement(**at)


@ticket_verb(shapes.NoteInput, "send_back")
class SendImprovementBack(ImprovementVerb):
    """Not mended yet."""

    def do(self, note: str, **at: Any) -> Improvement:
        return improving.send_improvement_back(reason=note, **at)


@ticket_verb(shapes.NoteInput, "decline")
class DeclineImprovement(ImprovementVerb):
    """It will not be done, and why."""

    def do(self, note: str, **at: Any) -> Improvement:
        return improving.decline_improvement(reason=note, **at)
