"""Inbox, issuing counter and the verification of documents over the API."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from applications.api.answers import (
    HandOverAnswer,
    ResultAnswer,
    VerifiedAnswer,
)
from applications.api.inbox import InboxAnswer
from applications.api.shapes import FindResultsShape, HandOverShape
from applications.inbox_filters import HANDS, MARKS, ONLY, STEPS, WITHIN, wanted
from applications.queries.counter import all_waiting, window_at
from applications.queries.documents import verified
from applications.queries.inbox import inbox_page
from applications.queries.issuing import people_found, results_waiting_for
from applications.verbs import issuing
from hall.api.calls import StaffCall, shaped
from hall.api.idempotency import Idempotent
from hall.kernel.access import PUBLIC
from hall.kernel.api import HallView
from hall.requests import own_hall
from hall.roles import Role

ISSUERS = (Role.ISSUING_CLERK, Role.HALL_MANAGER)


class Inbox(HallView):
    """What waits for the caller's department, most urgent first."""

    who_may = (Role.APPROVER,)

    @extend_schema(
        operation_id="inbox",
        parameters=[
            OpenApiParameter("words", str, description="办件编号或事项名称（姓名不进入网址）"),
            OpenApiParameter("only", str, enum=[value for value in ONLY if value]),
            OpenApiParameter("hands", str, enum=[value for value in HANDS if value], description="空为轮到我"),
            OpenApiParameter("step", str, enum=[value for value in STEPS if value]),
            OpenApiParameter("within", str, enum=[value for value in WITHIN if value], description="剩余工作日"),
            OpenApiParameter("mark", str, enum=[value for value in MARKS if value]),
            OpenApiParameter("matter", str, description="事项编码"),
            OpenApiParameter("page", int),
        ],
        responses=InboxAnswer(many=True),
    )
    def get(self, request: StaffCall) -> Response:
        asked = request.query_params
        page = asked.get("page", "1")
        found = inbox_page(
            request.user,
            wanted(asked),
            words=asked.get("words", ""),
            page=int(page) if page.isdecimal() else 1,
        )
        rows = InboxAnswer(found.rows, many=True).data
        return Response({"count": found.total, "page": found.page, "pages": found.pages, "results": rows})


class Results(HallView):
    """Every result that waits in the caller's hall."""

    who_may = ISSUERS

    @extend_schema(operation_id="results", responses=ResultAnswer(many=True))
    def get(self, request: StaffCall) -> Response:
        return Response(ResultAnswer(all_waiting(own_hall(request)), many=True).data)


class FindResults(HallView):
    """The results waiting for one person: by application or ticket number, or by document (never in an address)."""

    who_may = ISSUERS

    @extend_schema(operation_id="find_results", request=FindResultsShape, responses=ResultAnswer(many=True))
    def post(self, request: StaffCall) -> Response:
        hall = own_hall(request)
        people = people_found(hall, **shaped(FindResultsShape, request))
        return Response(ResultAnswer(results_waiting_for(hall, people), many=True).data)


class HandOver(Idempotent, HallView):
    """Hand the results of one applicant over, all or none."""

    who_may = (Role.ISSUING_CLERK,)

    @extend_schema(operation_id="hand_over", request=HandOverShape, responses=HandOverAnswer(many=True))
    def post(self, request: StaffCall) -> Response:
        given, hall = shaped(HandOverShape, request), own_hall(request)
        given["window"] = window_at(hall, given["window"])
        return Response(HandOverAnswer(issuing.hand_over(hall=hall, by=request.user, **given), many=True).data)


class VerifyDocument(HallView):
    """Whether a document with this code was issued, and its public facts."""

    who_may = (PUBLIC,)

    @extend_schema(operation_id="verify_document", responses=VerifiedAnswer, auth=[])
    def get(self, request: Request, verification_code: str) -> Response:
        return Response(VerifiedAnswer(verified(verification_code)).data)
