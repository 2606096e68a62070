"""The outbox over the API, phones masked."""

from typing import Any, cast

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hall.api.idempotency import Idempotent
from hall.kernel.api import HallView, Pages
from hall.masking import mask_phone
from hall.messages.wording import without_links
from hall.models import Hall, OutgoingMessage, StaffMember
from hall.queries.halls import default_hall
from hall.queries.messages import outbox, reason, sought_for
from hall.requests import own_hall, staff_of
from hall.roles import Role
from hall.states import MessageState
from hall.verbs.messages.resending import resend


class MessageSerializer(serializers.ModelSerializer[OutgoingMessage]):
    phone = serializers.SerializerMethodField(help_text="已遮盖")
    text = serializers.SerializerMethodField(help_text="链接已遮盖")
    reason = serializers.SerializerMethodField(help_text="未送达的原因")

    class Meta:
        model = OutgoingMessage
        fields = ["id", "event", "about", "phone", "text", "state", "queued_at", "expires_at", "attempts", "sent_at",
                  "delivered_at", "reason"]  # fmt: skip

    def get_phone(self, message: OutgoingMessage) -> str:
        return mask_phone(message.phone)

    def get_text(self, message: OutgoingMessage) -> str:
        return without_links(message.text)

    def get_reason(self, message: OutgoingMessage) -> str:
        return reason(message)


class FindSerializer(serializers.Serializer[Any]):
    q = serializers.CharField(max_length=60, help_text="完整手机号，或排队号、办件编号")


class Messages(HallView):
    """Messages of one's hall, newest first."""

    who_may = (Role.HALL_MANAGER,)

    @extend_schema(
        operation_id="messages",
        parameters=[
            OpenApiParameter("state", str, enum=["troubled", *MessageState.values]),
            OpenApiParameter("page", int),
        ],
        responses=MessageSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        return paged(outbox(_hall(request), state=request.query_params.get("state", "")), request, self)


class FindMessages(HallView):
    """Messages to one phone or about one number; asked in the body, so that no address holds a phone."""

    who_may = (Role.HALL_MANAGER,)

    @extend_schema(operation_id="messages_find", request=FindSerializer, responses=MessageSerializer(many=True))
    def post(self, request: Request) -> Response:
        given = FindSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        return paged(outbox(_hall(request), sought=sought_for(given.validated_data["q"])), request, self)


class MessageReasonShape(serializers.Serializer[Any]):
    """Why; kept with the act."""

    reason = serializers.CharField(max_length=200)


class ResendMessage(Idempotent, HallView):
    """Once more what nobody knows to have arrived; nothing that is no longer true."""

    who_may = (Role.HALL_MANAGER,)

    @extend_schema(operation_id="messages_resend", request=MessageReasonShape, responses={201: MessageSerializer})
    def post(self, request: Request, message_id: int) -> Response:
        given = MessageReasonShape(data=request.data)
        given.is_valid(raise_exception=True)
        fresh = resend(hall=own_hall(request), message_id=message_id, by=staff_of(request), **given.validated_data)
        return Response(MessageSerializer(fresh).data, status=201)


def _hall(request: Request) -> Hall:
    return cast(StaffMember, request.user).hall or default_hall()


def paged(rows: Any, request: Request, view: HallView) -> Response:
    """A page of messages."""
    pages: Any = Pages()
    page = pages.paginate_queryset(rows, request, view=view)
    return cast(Response, pages.get_paginated_response(MessageSerializer(page, many=True).data))
