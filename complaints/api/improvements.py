"""Improvement tickets over the API, one class a verb."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from complaints.api import desk_shapes as shapes
from complaints.api.complaints import given
from complaints.complaint_permissions import HANDLERS
from complaints.models import Improvement
from complaints.queries.complaint_access import case_for, complaint_for, improvement_for, visible_improvements
from complaints.queries.linking import department_meant
from complaints.verbs import improving
from hall.api.idempotency import Idempotent
from hall.kernel.api import HallView, Pages
from hall.requests import own_hall
from hall.roles import Role

IMPROVERS = (*HANDLERS, Role.SYSTEM_ADMIN)


class Improvements(Idempotent, HallView):
    """The improvement tickets within one's reach; raising one."""

    who_may = IMPROVERS

    @extend_schema(responses=shapes.ImprovementOut(many=True), operation_id="improvements_list")
    def get(self, request: Request) -> Response:
        pages = Pages()
        rows = visible_improvements(request.user).select_related("department")  # type: ignore[arg-type]
        page = pages.paginate_queryset(rows, request, view=self)
        return pages.get_paginated_response(shapes.ImprovementOut(page, many=True).data)  # type: ignore[arg-type]

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
