"""The counter over the API: one class for each verb."""

from collections.abc import Callable
from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from applications.api.answers import ApplicationAnswer, ApplicationLine, FileAnswer, SheetAnswer
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
from applications.queries.access import application_for, visible_to
from applications.queries.counter import window_at
from applications.queries.sheet import intake_sheet
from applications.states import ApplicationState
from applications.verbs import deciding, files, intake, withdrawing
from applications.verbs.receiving import receive_from
from hall.api.calls import StaffCall, shaped
from hall.api.idempotency import Idempotent
from hall.kernel.api import HallView, Pages
from hall.requests import own_hall
from hall.roles import Role

READERS = (
    Role.WINDOW_CLERK, Role.ISSUING_CLERK, Role.APPROVER, Role.GUIDE, Role.HALL_MANAGER, Role.SUPERVISOR, Role.AUDITOR,
)  # fmt: skip
COUNTER = (Role.WINDOW_CLERK,)


def answered(request: StaffCall, number: str, status: int = 200) -> Response:
    """The application as it stands now for this caller."""
    application = application_for(request.user, number)
    return Response(ApplicationAnswer(application, context={"request": request}).data, status=status)


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
        rows = visible_to(request.user).select_related("version__matter", "department", "applicant")
        rows = rows.defer("form", "contact_phone").order_by("-pk")
        wanted = {name: value for name in ("state", "visit") if (value := request.query_params.get(name))}
        pages: Any = Pages()
        found = pages.paginate_queryset(rows.filter(**wanted), request, view=self)
        return pages.get_paginated_response(ApplicationLine(found, many=True).data)

    @extend_schema(operation_id="receive_application", request=ReceiveShape, responses={201: ApplicationAnswer})
    def post(self, request: StaffCall) -> Response:
        given, hall = shaped(ReceiveShape, request), own_hall(request)
        application = receive_from(
            hall=hall,
            matter_code=given["matter"],
            applicant=given["applicant"],
            agent=given["agent"],
            ticks=ticks_of(given["ticks"]),
            form=given["form"],
            answers=given["answers"],
            area_code=given["area_code"],
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


class DepartmentVerb(Idempotent, HallView):
    """One act on one application of the caller's department; answers with how it stands then."""

    who_may: tuple[str, ...] = (Role.APPROVER,)
    shape: ClassVar[type[Serializer]] = SeenShape
    verb: ClassVar[Callable[..., object]]

    def post(self, request: StaffCall, number: str) -> Response:
        given = shaped(self.shape, request)
        if "seen" in given:
            given["seen_state_version"] = given.pop("seen")
        self.act(request, number, given)
        return answered(request, number)

    def act(self, request: StaffCall, number: str, given: dict[str, Any]) -> None:
        """Call the verb, which looks for the application in the department."""
        self.verb(number=number, by=request.user, **given)


class CounterVerb(DepartmentVerb):
    """One act on one application within the caller's reach at the counter."""

    who_may: tuple[str, ...] = COUNTER

    def act(self, request: StaffCall, number: str, given: dict[str, Any]) -> None:
        if "ticks" in given:
            given["ticks"] = ticks_of(given["ticks"])
        found = application_for(request.user, number)
        self.verb(hall=found.hall, number=found.number, by=request.user, **given)


def described(operation_id: str, shape: type[Serializer]) -> Any:
    """Name the act in the API's description."""
    return extend_schema_view(post=extend_schema(operation_id=operation_id, request=shape, responses=ApplicationAnswer))


@described("accept_application", SeenShape)
class Accept(CounterVerb):
    """Accept: nothing is missing, the clocks start; also the department, for what the window passed on."""

    who_may = (*COUNTER, Role.APPROVER)
    verb = staticmethod(intake.accept)


@described("tick_application", TicksShape)
class TickAgain(CounterVerb):
    """Change the tick list before acceptance."""

    shape = TicksShape
    verb = staticmethod(intake.tick)


@described("request_correction", CorrectionShape)
class RequestCorrection(CounterVerb):
    """The one-time notice of everything missing."""

    who_may = (*COUNTER, Role.SUPERVISOR)
    shape = CorrectionShape
    verb = staticmethod(intake.request_correction)


@described("resubmit_application", TicksShape)
class Resubmit(CounterVerb):
    """Take the corrections in."""

    shape = TicksShape
    verb = staticmethod(intake.resubmit)


@described("supplement_application", TicksShape)
class Supplement(CounterVerb):
    """Take in materials that were accepted as 容缺."""

    shape = TicksShape
    verb = staticmethod(intake.supplement)


@described("refuse_application", RefuseShape)
class Refuse(CounterVerb):
    """Refuse to accept, citing the standard; never by contracted staff."""

    who_may = (*COUNTER, Role.APPROVER)
    shape = RefuseShape
    verb = staticmethod(intake.refuse)


@described("withdraw_application", WithdrawShape)
class Withdraw(CounterVerb):
    """The applicant withdraws."""

    shape = WithdrawShape
    verb = staticmethod(withdrawing.withdraw)


class Decide(Idempotent, HallView):
    """Grant or deny, by the department."""

    who_may = (Role.APPROVER,)

    @extend_schema(operation_id="decide_application", request=DecideShape, responses=ApplicationAnswer)
    def post(self, request: StaffCall, number: str) -> Response:
        given = shaped(DecideShape, request)
        seen = given.pop("seen")
        application = deciding.decide(number=number, seen_state_version=seen, by=request.user, **given)
        return answered(request, application.number)


class MaterialFiles(Idempotent, HallView):
    """Attach a scan to a material."""

    who_may = COUNTER

    @extend_schema(
        operation_id="upload_material_file", request={"multipart/form-data": UploadShape}, responses={201: FileAnswer}
    )
    def post(self, request: StaffCall, number: str, material_id: int) -> Response:
        sent = shaped(UploadShape, request)["file"]
        row = files.add_file(
            hall=own_hall(request),
            number=number,
            material_id=material_id,
            upload=files.Upload(sent.name, sent.read(files.READ_BYTES)),
            by=request.user,
        )
        return Response(FileAnswer(row, context={"request": request}).data, status=201)
