"""Improvement tickets over the API, one class a verb."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from complaints.api import desk_shapes as shapes
from complaints.api.grievance_verbs import GrievanceVerb, Verb, does
from complaints.complaint_permissions import HANDLERS
from complaints.queries.complaint_access import case_for, complaint_for, improvement_for, visible_improvements
from complaints.queries.linking import department_meant
from complaints.verbs import improving
from hall.api.calls import shaped
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
        asked, person = shaped(shapes.ImprovementInput, request), request.user
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


class ImprovementVerb(GrievanceVerb):
    """One verb on one ticket."""

    who_may = IMPROVERS
    reach, out = staticmethod(improvement_for), shapes.ImprovementOut


def noted(verb: Verb, name: str) -> Verb:
    """The verb with the note under the name it has there."""

    def given(*, note: str, **at: Any) -> Any:
        return verb(**{name: note}, **at)

    return given


@does(improving.take_improvement, "improvements_take")
class TakeImprovement(ImprovementVerb):
    """Whom it asks takes it."""


@does(improving.report_progress, "improvements_report", shapes.NoteInput)
class ReportProgress(ImprovementVerb):
    """How far it is."""


@does(noted(improving.finish_improvement, "measure"), "improvements_finish", shapes.NoteInput)
class FinishImprovement(ImprovementVerb):
    """By what measure it was mended."""


@does(improving.confirm_improvement, "improvements_confirm")
class ConfirmImprovement(ImprovementVerb):
    """The hall sees that it is mended."""


@does(noted(improving.send_improvement_back, "reason"), "improvements_send_back", shapes.NoteInput)
class SendImprovementBack(ImprovementVerb):
    """Not mended yet."""


@does(noted(improving.decline_improvement, "reason"), "improvements_decline", shapes.NoteInput)
class DeclineImprovement(ImprovementVerb):
    """It will not be done, and why."""
