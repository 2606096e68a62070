"""The outbox over the API, phones masked."""

from typing import Any, cast

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hall.kernel.api import HallView, Pages
from hall.masking import mask_phone
from hall.messages.wording import without_links
from hall.models import OutgoingMessage, StaffMember
from hall.queries.halls import default_hall
from hall.queries.messages import outbox, reason
from hall.roles import Role
from hall.states import MessageState


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
        hall = cast(StaffMember, request.user).hall or default_hall()
        pages: Any = Pages()
        rows = pages.paginate_queryset(outbox(hall, state=request.query_params.get("state", "")), request, view=self)
        return pages.get_paginated_response(MessageSerializer(rows, many=True).data)
