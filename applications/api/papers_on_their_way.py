"""Where results lie and how they travel, over the API: shelves, lockers, post, ways, codes."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response

from applications.api.paper_shapes import (
    ArrivedShape,
    CollectorShape,
    DeliveryAnswer,
    LockerShape,
    OpenLockerShape,
    PaperAnswer,
    PaperReasonShape,
    PapersAnswer,
    PostingAnswer,
    PostShape,
    SentAnswer,
    ShelveShape,
    StayAnswer,
    WayShape,
)
from applications.api.reads import ISSUERS
from applications.models import Result
from applications.permissions import ROLES
from applications.queries.ageing import counted_groups, groups, papers_of
from applications.verbs import codes, lockers, posting, shelving, ways
from hall.api.calls import StaffCall, shaped
from hall.api.idempotency import Idempotent
from hall.kernel.api import HallView
from hall.requests import own_hall


class Papers(HallView):
    """Where the hall's papers are: counts of all groups and the rows of one."""

    who_may = ISSUERS

    @extend_schema(
        operation_id="papers",
        parameters=[
            OpenApiParameter("group", str, enum=sorted(groups())),
            OpenApiParameter("page", int),
        ],
        responses=PapersAnswer,
    )
    def get(self, request: StaffCall) -> Response:
        hall, asked = own_hall(request), request.query_params
        key, page = asked.get("group", "to-shelve"), asked.get("page", "1")
        rows = papers_of(hall, key if key in groups() else "to-shelve", int(page) if page.isdecimal() else 1)
        return Response(PapersAnswer({"groups": counted_groups(hall), "rows": rows}).data)


class _Verb(Idempotent, HallView):
    """A verb on the result of one application of the caller's hall."""

    def given(self, shape: Any, request: StaffCall, number: str) -> dict[str, Any]:
        body = shaped(shape, request) if shape else {}
        return {**body, "hall": own_hall(request), "number": number, "by": request.user}


class Shelve(_Verb):
    """Put a result into a slot; the first time the person is told to come."""

    who_may = ROLES["shelve"]

    @extend_schema(operation_id="result_shelve", request=ShelveShape, responses=PaperAnswer)
    def post(self, request: StaffCall, number: str) -> Response:
        return Response(PaperAnswer(shelving.shelve(**self.given(ShelveShape, request, number))).data)


class ReturnPaper(_Verb):
    """Give a result that nobody fetched back to its department."""

    who_may = ROLES["return_paper"]

    @extend_schema(operation_id="result_return", request=PaperReasonShape, responses=PaperAnswer)
    def post(self, request: StaffCall, number: str) -> Response:
        return Response(PaperAnswer(shelving.return_paper(**self.given(PaperReasonShape, request, number))).data)


class PutInLocker(_Verb):
    """Put a result into a locker's first free box; the person is told the code."""

    who_may = ROLES["put_in_locker"]

    @extend_schema(operation_id="result_put_in_locker", request=LockerShape, responses=StayAnswer)
    def post(self, request: StaffCall, number: str) -> Response:
        return Response(StayAnswer(lockers.put_in_locker(**self.given(LockerShape, request, number))).data)


class TakeBack(_Verb):
    """Take a result out of its box again."""

    who_may = ROLES["take_back_from_locker"]

    @extend_schema(operation_id="result_take_back", request=None, responses=PaperAnswer)
    def post(self, request: StaffCall, number: str) -> Response:
        return Response(PaperAnswer(lockers.take_back(**self.given(None, request, number))).data)


class Post(_Verb):
    """Give a result to the carrier."""

    who_may = ROLES["post"]

    @extend_schema(operation_id="result_post", request=PostShape, responses=PostingAnswer)
    def post(self, request: StaffCall, number: str) -> Response:
        return Response(PostingAnswer(posting.post(**self.given(PostShape, request, number))).data)


class PostArrived(_Verb):
    """The carrier says who received it."""

    who_may = ROLES["post_arrived"]

    @extend_schema(operation_id="result_post_arrived", request=ArrivedShape, responses=PaperAnswer)
    def post(self, request: StaffCall, number: str) -> Response:
        proof = posting.post_arrived(**self.given(ArrivedShape, request, number))
        return Response(PaperAnswer(Result.objects.of(proof.hall_id).get(pk=proof.result_id)).data)


class PostCameBack(_Verb):
    """A letter came back."""

    who_may = ROLES["post_came_back"]

    @extend_schema(operation_id="result_post_came_back", request=PaperReasonShape, responses=PaperAnswer)
    def post(self, request: StaffCall, number: str) -> Response:
        return Response(PaperAnswer(posting.post_came_back(**self.given(PaperReasonShape, request, number))).data)


class OpenLocker(Idempotent, HallView):
    """A locker's panel asks which box a code opens; the result is served with that."""

    who_may = ROLES["open_locker"]

    @extend_schema(operation_id="locker_open", request=OpenLockerShape, responses=StayAnswer)
    def post(self, request: StaffCall) -> Response:
        given = shaped(OpenLockerShape, request)
        return Response(StayAnswer(lockers.open_locker(hall=own_hall(request), by=request.user, **given)).data)


class ChooseWay(_Verb):
    """Choose or change the way, until the cut-off."""

    who_may = ROLES["choose_way"]

    @extend_schema(operation_id="application_choose_way", request=WayShape, responses=DeliveryAnswer)
    def post(self, request: StaffCall, number: str) -> Response:
        return Response(DeliveryAnswer(ways.choose_way(**self.given(WayShape, request, number))).data)


class NameCollector(_Verb):
    """Name who may fetch the result."""

    who_may = ROLES["name_collector"]

    @extend_schema(operation_id="application_name_collector", request=CollectorShape, responses=DeliveryAnswer)
    def post(self, request: StaffCall, number: str) -> Response:
        return Response(DeliveryAnswer(ways.name_collector(**self.given(CollectorShape, request, number))).data)


class SendCode(_Verb):
    """Send a new pick-up code to the phone on record."""

    who_may = ROLES["send_pickup_code"]

    @extend_schema(operation_id="result_send_code", request=None, responses=SentAnswer)
    def post(self, request: StaffCall, number: str) -> Response:
        return Response(SentAnswer(codes.send_pickup_code(**self.given(None, request, number))).data)
