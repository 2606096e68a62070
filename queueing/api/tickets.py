"""Tickets over REST: take, follow, give up, come back in."""

from collections.abc import Callable
from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from hall.api.calls import shaped
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


class TicketWish(Idempotent, TicketVerb):
    """Base of what the person wishes for their ticket, or staff for them; the answer is the ticket after it."""

    shape: ClassVar[type[Serializer[Any]] | None] = None
    verb: ClassVar[Callable[..., Any]]

    def post(self, request: Request, token: str) -> Response:
        given = shaped(self.shape, request) if self.shape else {}
        self.verb(hall=ticket_by_token(token).hall, token=token, by=self.by(request), **given)
        return self.answer(ticket_by_token(token))


def wish(name: str, verb: Callable[..., Any], shape: type[Serializer[Any]] | None = None) -> Any:
    """State what a wish does, under which name, and what it takes."""

    def mark(view: Any) -> Any:
        view.verb, view.shape = staticmethod(verb), shape
        schema = extend_schema(operation_id=f"tickets_{name}", request=shape, responses=FollowedShape)
        return extend_schema_view(post=schema)(view)

    return mark


@wish("cancel", cancel_ticket, ReasonInput)
class CancelTicket(TicketWish):
    """Give the ticket up."""


@wish("answer", answer_questions, TicketAnswerInput)
class AnswerTicket(TicketWish):
    """Answer the guided questions of one matter of the ticket; the window sees them."""


@wish("postpone", postpone)
class PostponeTicket(TicketWish):
    """Let the next three go first."""


@wish("silence", set_silence, SilenceInput)
class SilenceTicket(TicketWish):
    """No messages about the place in the line any more, or again."""


@wish("family_phone", bind_family_phone, FamilyPhoneInput)
class FamilyPhone(TicketWish):
    """Calls reach this phone, too; blank takes it away."""


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
