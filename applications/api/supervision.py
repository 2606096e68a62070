"""Supervision over REST: lights, alerts, urging and its answer, reasons, the days behind each date, the calendar."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response

from applications.api.supervision_shapes import (
    CalendarChangeAnswer,
    CalendarImportShape,
    DateAnswer,
    ExplainOverdueShape,
    OverdueReasonAnswer,
    SupervisionAnswer,
    UrgeShape,
    UrgingAnswer,
    UrgingAnswerShape,
    WarningsAnswer,
)
from applications.calendar_file import read_text
from applications.queries.access import application_for
from applications.queries.calendar_changes import report_for
from applications.queries.mine import mine
from applications.queries.supervision import TABS, supervision
from applications.queries.whys import whys_of
from applications.verbs import urging
from applications.views.supervision import SUPERVISORS, WARNED
from hall.api.calls import StaffCall, shaped
from hall.api.idempotency import Idempotent
from hall.kernel.api import HallView
from hall.kernel.errors import NotFound
from hall.requests import own_hall
from hall.roles import Role
from hall.verbs.calendar import import_official_list


class SupervisionLights(HallView):
    """The hall's lights now, with one tab of the page."""

    who_may = SUPERVISORS

    @extend_schema(
        operation_id="supervision",
        parameters=[
            OpenApiParameter("tab", str, enum=list(TABS)),
            OpenApiParameter("department", str, description="部门代码"),
            OpenApiParameter("words", str, description="办件编号"),
            OpenApiParameter("kind", str, description="预警类型"),
            OpenApiParameter("page", int),
        ],
        responses=SupervisionAnswer,
    )
    def get(self, request: StaffCall) -> Response:
        asked = request.query_params
        page = asked.get("page", "1")
        number = max(int(page), 1) if page.isdecimal() and len(page) < 6 else 1
        found = supervision(
            own_hall(request),
            tab=asked.get("tab", ""),
            department=asked.get("department", ""),
            words=asked.get("words", ""),
            kind=asked.get("kind", ""),
            page=number,
        )
        return Response(SupervisionAnswer(found).data)


class Urge(Idempotent, HallView):
    """Urge the department of an application."""

    who_may = SUPERVISORS

    @extend_schema(operation_id="urge", request=UrgeShape, responses=UrgingAnswer)
    def post(self, request: StaffCall, number: str) -> Response:
        made = urging.urge(number=number, **shaped(UrgeShape, request), by=request.user)
        return Response(UrgingAnswer(made).data, status=201)


class AnswerUrging(Idempotent, HallView):
    """Answer a supervisor."""

    who_may = (Role.APPROVER,)

    @extend_schema(operation_id="answer_urging", request=UrgingAnswerShape, responses=UrgingAnswer)
    def post(self, request: StaffCall, number: str, urging_id: int) -> Response:
        given: dict[str, Any] = shaped(UrgingAnswerShape, request)
        return Response(
            UrgingAnswer(urging.answer_urging(number=number, urging_id=urging_id, **given, by=request.user)).data
        )


class ExplainOverdue(Idempotent, HallView):
    """Say why an application is red or black."""

    who_may = (Role.APPROVER,)

    @extend_schema(operation_id="explain_overdue", request=ExplainOverdueShape, responses=OverdueReasonAnswer)
    def post(self, request: StaffCall, number: str) -> Response:
        given = shaped(ExplainOverdueShape, request)
        return Response(
            OverdueReasonAnswer(urging.explain_overdue(number=number, **given, by=request.user)).data, status=201
        )


class Warnings(HallView):
    """What time brought about in the caller's work, in groups, and the urging to answer."""

    who_may = WARNED

    @extend_schema(operation_id="warnings", responses=WarningsAnswer)
    def get(self, request: StaffCall) -> Response:
        return Response(WarningsAnswer(mine(request.user)).data)


class Dates(HallView):
    """Every running date of an application with the days behind it."""

    who_may = (Role.WINDOW_CLERK, Role.APPROVER, *SUPERVISORS)

    @extend_schema(operation_id="application_dates", responses=DateAnswer(many=True))
    def get(self, request: StaffCall, number: str) -> Response:
        return Response(DateAnswer(whys_of(application_for(request.user, number)), many=True).data)


class CalendarImport(Idempotent, HallView):
    """Import the official list of a year; every open date is counted again."""

    who_may = (Role.SYSTEM_ADMIN,)

    @extend_schema(operation_id="import_calendar", request=CalendarImportShape, responses=CalendarChangeAnswer)
    def post(self, request: StaffCall) -> Response:
        given = shaped(CalendarImportShape, request)
        listed = read_text(given["text"], given["year"])
        change = import_official_list(listed=listed, paper=given["paper"], by=request.user)
        if change is None:
            return Response(status=204)
        return Response(CalendarChangeAnswer(report_for(request.user, change.pk)).data, status=201)


class CalendarReport(HallView):
    """What one change of the calendar moved."""

    who_may = (*SUPERVISORS, Role.SYSTEM_ADMIN, Role.APPROVER)

    @extend_schema(
        operation_id="calendar_report", parameters=[OpenApiParameter("page", int)], responses=CalendarChangeAnswer
    )
    def get(self, request: StaffCall, change_id: int) -> Response:
        page = request.query_params.get("page", "1")
        if change_id > 2**62:
            raise NotFound()
        return Response(
            CalendarChangeAnswer(report_for(request.user, change_id, int(page) if page.isdecimal() else 1)).data
        )
