"""Tickets over REST: take, follow, give up, come back in."""

from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from hall.api.idempotency import Idempotent
from hall.kernel.access import PUBLIC
from hall.kernel.api import HallView, Pages
from hall.kernel.errors import NotFound
from hall.models import Hall, StaffMember
from hall.permissions import system_person
from hall.queries.halls import hall_by_code
from hall.roles import Role
from queueing.api.shapes import (
    FamilyPhoneInput,
    FollowedShape,
    ListedTicket,
    ReasonInput,
    SilenceInput,
    TicketAnswerInput,
    TicketInput,
    followed_shape,
)
from queueing.api.who import own_hall, person
from queueing.models import Channel
from queueing.queries.tickets import followed, live_tickets, ticket_by_token
from queueing.verbs.answering import answer_questions
from queueing.verbs.quiet import bind_family_phone, set_silence
from queueing.verbs.rooms import unpark
from queueing.verbs.tickets import cancel_ticket, postpone, rejoin, take_ticket

REPEAT_KEY = OpenApiParameter(
    "Idempotency-Key", str, OpenApiParameter.HEADER, description="同一请求重发时用同一个键，只会得到同一个号"
)


class Tickets(HallView):
    """Take a ticket, or list those that are not over."""

    who_may = (Role.KIOSK, Role.GUIDE, Role.WINDOW_CLERK, Role.HALL_MANAGER)

    @extend_schema(operation_id="tickets_list", responses=ListedTicket(many=True))
    def get(self, request: Request) -> Response:
        if person(request).has_role(Role.KIOSK):
            raise NotFound()
        pages = Pages()
        rows = pages.paginate_queryset(live_tickets(own_hall(request), request.GET.get("q", "")), request)
        return pages.get_paginated_response(ListedTicket(rows, many=True).data)

    @extend_schema(
        operation_id="tickets_take", request=TicketInput, responses={201: FollowedShape}, parameters=[REPEAT_KEY]
    )
    def post(self, request: Request) -> Response:
        given = TicketInput(data=request.data)
        given.is_valid(raise_exception=True)
        wishes = dict(given.validated_data)
        is_machine = person(request).has_role(Role.KIOSK)
        ticket = take_ticket(
            hall=_hall_of(person(request), wishes.pop("hall", "")),
            queue_code=wishes.pop("queue"),
            channel=wishes.pop("channel", Channel.KIOSK if is_machine else Channel.GUIDE_DESK),
            idempotency_key=request.headers.get("Idempotency-Key", ""),
            by=person(request),
            **wishes,
        )
        return Response(followed_shape(followed(ticket.token)), status=201)


class Ticket(HallView):
    """Follow one ticket by its secret."""

    who_may = (PUBLIC,)

    @extend_schema(operation_id="tickets_follow", responses=FollowedShape)
    def get(self, request: Request, token: str) -> Response:
        return Response(followed_shape(followed(token)))


class TicketVerb(HallView):
    """A verb on one ticket; who holds the secret acts as the person, staff in their own name."""

    who_may: ClassVar[tuple[str, ...]] = (PUBLIC,)

    def by(self, request: Request) -> StaffMember:
        return person(request) if request.user.is_authenticated else system_person("phone")

    def answer(self, ticket: Any) -> Response:
        return Response(followed_shape(followed(ticket.token)))


class CancelTicket(Idempotent, TicketVerb):
    @extend_schema(operation_id="tickets_cancel", request=ReasonInput, responses=FollowedShape)
    def post(self, request: Request, token: str) -> Response:
        given = ReasonInput(data=request.data)
        given.is_valid(raise_exception=True)
        hall = ticket_by_token(token).hall
        return self.answer(cancel_ticket(hall=hall, token=token, by=self.by(request), **given.validated_data))


class AnswerTicket(TicketVerb):
    """Answer the guided questions of one matter of the ticket; the window sees them."""

    @extend_schema(operation_id="tickets_answer", request=TicketAnswerInput, responses=FollowedShape)
    def post(self, request: Request, token: str) -> Response:
        given = TicketAnswerInput(data=request.data)
        given.is_valid(raise_exception=True)
        hall = ticket_by_token(token).hall
        answer_questions(hall=hall, token=token, by=self.by(request), **given.validated_data)
        return self.answer(ticket_by_token(token))


class PostponeTicket(Idempotent, TicketVerb):
    """Let the next three go first; by the person, or staff for them."""

    @extend_schema(operation_id="tickets_postpone", request=None, responses=FollowedShape)
    def post(self, request: Request, token: str) -> Response:
        return self.answer(postpone(hall=ticket_by_token(token).hall, token=token, by=self.by(request)))


class SilenceTicket(Idempotent, TicketVerb):
    """No messages about the place in the line any more, or again."""

    @extend_schema(operation_id="tickets_silence", request=SilenceInput, responses=FollowedShape)
    def post(self, request: Request, token: str) -> Response:
        given = SilenceInput(data=request.data)
        given.is_valid(raise_exception=True)
        hall = ticket_by_token(token).hall
        return self.answer(set_silence(hall=hall, token=token, by=self.by(request), **given.validated_data))


class FamilyPhone(Idempotent, TicketVerb):
    """Calls reach this phone, too; blank takes it away."""

    @extend_schema(operation_id="tickets_family_phone", request=FamilyPhoneInput, responses=FollowedShape)
    def post(self, request: Request, token: str) -> Response:
        given = FamilyPhoneInput(data=request.data)
        given.is_valid(raise_exception=True)
        hall = ticket_by_token(token).hall
        return self.answer(bind_family_phone(hall=hall, token=token, by=self.by(request), **given.validated_data))


class UnparkTicket(Idempotent, TicketVerb):
    """Back from the room, and in line again."""

    who_may = (Role.GUIDE, Role.WINDOW_CLERK, Role.HALL_MANAGER)

    @extend_schema(operation_id="tickets_unpark", request=None, responses=FollowedShape)
    def post(self, request: Request, token: str) -> Response:
        return self.answer(unpark(hall=own_hall(request), token=token, by=person(request)))


class RejoinTicket(Idempotent, TicketVerb):
    who_may = (Role.GUIDE, Role.WINDOW_CLERK, Role.HALL_MANAGER)

    @extend_schema(operation_id="tickets_rejoin", request=None, responses=FollowedShape)
    def post(self, request: Request, token: str) -> Response:
        return self.answer(rejoin(hall=own_hall(request), token=token, by=person(request)))


def _hall_of(person: StaffMember, code: str) -> Hall:
    """The person's own hall; somebody of the whole city names one."""
    if person.hall is not None and code in ("", person.hall.code):
        return person.hall
    return hall_by_code(code)
