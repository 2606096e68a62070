"""Bad ratings over the API: the inbox, one task, and each act of the loop."""

from collections.abc import Callable
from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.response import Response

from complaints.api.rating_shapes import (
    AppealShape,
    CallBackShape,
    ContactShape,
    DecisionShape,
    Nothing,
    ReasonShape,
    RectificationAnswer,
    RectificationRow,
    RectifyShape,
)
from complaints.permissions import DECIDERS, HANDLERS
from complaints.queries.rectifications import TABS, detail_of, inbox, rectification_for
from complaints.verbs import rating_appeals, rectifying
from hall.api.calls import StaffCall, shaped
from hall.api.idempotency import Idempotent
from hall.kernel.api import HallView
from hall.requests import own_hall

Shape = type[serializers.Serializer[Any]]


class Rectifications(HallView):
    """The bad ratings of the caller's hall, most urgent first; never one about the caller's own service."""

    who_may = HANDLERS

    @extend_schema(
        operation_id="rectifications",
        parameters=[OpenApiParameter("only", str, enum=[key for key in TABS if key])],
        responses=RectificationRow(many=True),
    )
    def get(self, request: StaffCall) -> Response:
        found: Any = inbox(request.user, request.query_params.get("only", "")).rows
        return Response({"count": len(found), "results": RectificationRow(found, many=True).data})


class OneRectification(HallView):
    """One bad rating with its evidence, clocks and what was done; the rater is masked."""

    who_may = HANDLERS

    @extend_schema(operation_id="rectification", responses=RectificationAnswer)
    def get(self, request: StaffCall, number: str) -> Response:
        return Response(RectificationAnswer(detail_of(request.user, number)).data)


class ActOnRectification(Idempotent, HallView):
    """One act of the loop on one bad rating."""

    who_may: tuple[str, ...] = HANDLERS
    shape: ClassVar[Shape] = Nothing
    verb: ClassVar[Callable[..., Any]]

    def post(self, request: StaffCall, number: str) -> Response:
        row = rectification_for(request.user, number)
        given = shaped(self.shape, request)
        type(self).verb(hall=own_hall(request), number=row.number, by=request.user, **given)
        return Response(RectificationAnswer(detail_of(request.user, row.number)).data)


def act(name: str, verb: Callable[..., Any], shape: Shape = Nothing) -> Any:
    """State what one act takes and does."""

    def mark(view: Any) -> Any:
        view.verb, view.shape = staticmethod(verb), shape
        schema = extend_schema(operation_id=name, request=shape, responses=RectificationAnswer)
        return extend_schema_view(post=schema)(view)

    return mark


@act("rectification_miss_rater", rectifying.miss_rater)
class MissRater(ActOnRectification):
    """Nobody answered."""


@act("rectification_contact", rectifying.contact_rater, ContactShape)
class Contact(ActOnRectification):
    """The rater was spoken to."""


@act("rectification_rectify", rectifying.rectify, RectifyShape)
class Rectify(ActOnRectification):
    """It is mended, or explained."""


@act("rectification_miss_call_back", rectifying.miss_call_back)
class MissCallBack(ActOnRectification):
    """Nobody answered the call-back."""


@act("rectification_call_back", rectifying.call_back, CallBackShape)
class CallBack(ActOnRectification):
    """The rater was called back."""


@act("rectification_send_back", rectifying.send_back, ReasonShape)
class SendBack(ActOnRectification):
    """Mend it again."""


@act("rectification_close", rectifying.close, ContactShape)
class Close(ActOnRectification):
    """It is over, by a person's word."""


@act("rectification_appeal", rating_appeals.lodge_appeal, AppealShape)
class Appeal(ActOnRectification):
    """The window's or the department's side says the rating is wrong."""


@act("rectification_decide_appeal", rating_appeals.decide_appeal, DecisionShape)
class DecideAppeal(ActOnRectification):
    """A supervisor upholds or rejects an appeal of another."""

    who_may = DECIDERS
