"""The counter over the API: one class for each verb."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response

from applications.api.answers import ApplicationAnswer, ApplicationLine, FileAnswer, SheetAnswer
from applications.api.calls import StaffCall, hall_of, shaped
from applications.api.shapes import (
    CorrectionShape,
    DecideShape,
    ReceiveShape,
    RefuseShape,
    SeenShape,
    TicksShape,
    UploadShape,
    WithdrawShape,
    ticks_of,
)
from applications.models import Application
from applications.queries.access import application_for, visible_to
from applications.queries.counter import window_at
from applications.queries.sheet import intake_sheet
from applications.states import ApplicationState
from applications.verbs import deciding, files, intake, withdrawing
from hall.api.idempotency import Idempotent
from hall.kernel.api import HallView, Pages
from hall.models import Party, StaffMember
from hall.roles import Role
from hall.verbs.parties import register_party

READERS = (
    Role.WINDOW_CLERK, Role.ISSUING_CLERK, Role.APPROVER, Role.GUIDE, Role.HALL_MANAGER, Role.SUPERVISOR, Role.AUDITOR,
)  # fmt: skip
COUNTER = (Role.WINDOW_CLERK,)


def answered(request: StaffCall, number: str, status: int = 200) -> Response:
    """The application as it stands now for this caller."""
    application = application_for(request.user, number)
    return Response(ApplicationAnswer(application, context={"request": request}).data, status=status)


def party_of(given: dict[str, Any] | None, by: StaffMember) -> Party | None:
    """The party registered under what was given."""
    return register_party(**given, by=by) if given else None


class IntakeSheet(HallView):
    """What the window needs to take a matter in."""

    who_may = READERS

    @extend_schema(operation_id="intake_sheet", responses=SheetAnswer)
    def get(self, request: StaffCall, matter_code: str) -> Response:
        return Response(SheetAnswer(intake_sheet(matter_code)).data)


class Applications(Idempotent, HallView):
    """The applications of one's hall or department; receiving a new one."""

    who_may = READERS

    @extend_schema(
        operation_id="applications",
        parameters=[
            OpenApiParameter("state", str, enum=list(ApplicationState.values)),
            OpenApiParameter("visit", str),
            OpenApiParameter("page", int),
        ],
        responses=ApplicationLine(many=True),
    )
    def get(self, request: StaffCall) -> Response:
        rows = visible_to(request.user).select_related("version__matter", "department", "applicant").order_by("-pk")
        wanted = {name: value for name in ("state", "visit") if (value := request.query_params.get(name))}
        pages: Any = Pages()
        found = pages.paginate_queryset(rows.filter(**wanted), request, view=self)
        return pages.get_paginated_response(ApplicationLine(found, many=True).data)

    @extend_schema(operation_id="receive_application", request=ReceiveShape, responses={201: ApplicationAnswer})
    def post(self, request: StaffCall) -> Response:
        given, hall = shaped(ReceiveShape, request), hall_of(request)
        application = intake.receive(
            hall=hall,
            matter_code=given["matter"],
            applicant=register_party(**given["applicant"], by=request.user),
            agent=party_of(given["agent"], request.user),
            ticks=ticks_of(given["ticks"]),
            form=given["form"],
            visit=given["visit"],
            window=window_at(hall, given["window"]),
            by=request.user,
        )
        return answered(request, application.number, status=201)


class OneApplication(HallView):
    """One application with its materials, documents and time line."""

    who_may = READERS

    @extend_schema(operation_id="application", responses=ApplicationAnswer)
    def get(self, request: StaffCall, number: str) -> Response:
        return answered(request, number)


class Accept(Idempotent, HallView):
    """Accept: nothing is missing, the clocks start."""

    who_may = COUNTER

    @extend_schema(operation_id="accept_application", request=SeenShape, responses=ApplicationAnswer)
    def post(self, request: StaffCall, number: str) -> Response:
        seen = shaped(SeenShape, request)["seen"]
        intake.accept(hall=hall_of(request), number=number, seen_state_version=seen, by=request.user)
        return answered(request, number)


class TickAgain(Idempotent, HallView):
    """Change the tick list before acceptance."""

    who_may = COUNTER

    @extend_schema(operation_id="tick_application", request=TicksShape, responses=ApplicationAnswer)
    def post(self, request: StaffCall, number: str) -> Response:
        ticks = ticks_of(shaped(TicksShape, request)["ticks"])
        intake.tick(hall=hall_of(request), number=number, ticks=ticks, by=request.user)
        return answered(request, number)


class RequestCorrection(Idempotent, HallView):
    """The one-time notice of everything missing."""

    who_may = (Role.WINDOW_CLERK, Role.SUPERVISOR)

    @extend_schema(operation_id="request_correction", request=CorrectionShape, responses=ApplicationAnswer)
    def post(self, request: StaffCall, number: str) -> Response:
        given = shaped(CorrectionShape, request)
        intake.request_correction(
            hall=hall_of(request),
            number=number,
            reason=given["reason"],
            seen_state_version=given["seen"],
            by=request.user,
        )
        return answered(request, number)


class Resubmit(Idempotent, HallView):
    """Take the corrections in."""

    who_may = COUNTER

    @extend_schema(operation_id="resubmit_application", request=TicksShape, responses=ApplicationAnswer)
    def post(self, request: StaffCall, number: str) -> Response:
        ticks = ticks_of(shaped(TicksShape, request)["ticks"])
        intake.resubmit(hall=hall_of(request), number=number, ticks=ticks, by=request.user)
        return answered(request, number)


class Supplement(Idempotent, HallView):
    """Take in materials that were accepted as 容缺."""

    who_may = COUNTER

    @extend_schema(operation_id="supplement_application", request=TicksShape, responses=ApplicationAnswer)
    def post(self, request: StaffCall, number: str) -> Response:
        ticks = ticks_of(shaped(TicksShape, request)["ticks"])
        intake.supplement(hall=hall_of(request), number=number, ticks=ticks, by=request.user)
        return answered(request, number)


class Refuse(Idempotent, HallView):
    """Refuse to accept, citing the standard."""

    who_may = COUNTER

    @extend_schema(operation_id="refuse_application", request=RefuseShape, responses=ApplicationAnswer)
    def post(self, request: StaffCall, number: str) -> Response:
        given = shaped(RefuseShape, request)
        seen = given.pop("seen")
        intake.refuse(hall=hall_of(request), number=number, seen_state_version=seen, by=request.user, **given)
        return answered(request, number)


class Withdraw(Idempotent, HallView):
    """The applicant withdraws."""

    who_may = COUNTER

    @extend_schema(operation_id="withdraw_application", request=WithdrawShape, responses=ApplicationAnswer)
    def post(self, request: StaffCall, number: str) -> Response:
        given = shaped(WithdrawShape, request)
        seen = given.pop("seen")
        withdrawing.withdraw(hall=hall_of(request), number=number, seen_state_version=seen, by=request.user, **given)
        return answered(request, number)


class Decide(Idempotent, HallView):
    """Grant or deny, by the department."""

    who_may = (Role.APPROVER,)

    @extend_schema(operation_id="decide_application", request=DecideShape, responses=ApplicationAnswer)
    def post(self, request: StaffCall, number: str) -> Response:
        given = shaped(DecideShape, request)
        seen = given.pop("seen")
        application: Application = deciding.decide(number=number, seen_state_version=seen, by=request.user, **given)
        return answered(request, application.number)


class MaterialFiles(HallView):
    """Attach a scan to a material."""

    who_may = COUNTER

    @extend_schema(
        operation_id="upload_material_file", request={"multipart/form-data": UploadShape}, responses={201: FileAnswer}
    )
    def post(self, request: StaffCall, number: str, material_id: int) -> Response:
        sent = shaped(UploadShape, request)["file"]
        row = files.add_file(
            hall=hall_of(request),
            number=number,
            material_id=material_id,
            upload=files.Upload(sent.name, sent.read(files.READ_BYTES)),
            by=request.user,
        )
        return Response(FileAnswer(row, context={"request": request}).data, status=201)
