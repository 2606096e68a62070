"""The providers of messages over REST: how they fare, taken out of use and put back."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hall.api.idempotency import Idempotent
from hall.api.messages import MessageReasonShape
from hall.kernel.api import HallView
from hall.queries.providers import providers_now
from hall.requests import staff_of
from hall.roles import Role
from hall.verbs.messages.channels import switch_off, switch_on

KEEPERS = (Role.HALL_MANAGER, Role.SYSTEM_ADMIN)


class ProviderShape(serializers.Serializer[Any]):
    """A provider: its place in the order, its state and why, and its attempts of the last hour."""

    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    rank = serializers.IntegerField()
    state = serializers.CharField()
    since = serializers.DateTimeField(allow_null=True)
    reason = serializers.CharField()
    hour = serializers.IntegerField(help_text="一小时内发送次数")
    hour_errors = serializers.IntegerField(help_text="其中失败")


class SwitchProviderShape(MessageReasonShape):
    """In use or not, and why."""

    in_use = serializers.BooleanField()


class Providers(HallView):
    """All providers in the order in which they are tried."""

    who_may = KEEPERS

    @extend_schema(operation_id="message_providers", responses=ProviderShape(many=True))
    def get(self, request: Request) -> Response:
        return Response(ProviderShape(providers_now(), many=True).data)


class SwitchProvider(Idempotent, HallView):
    """Take a provider out of use, or put it back."""

    who_may = KEEPERS

    @extend_schema(
        operation_id="message_provider_switch", request=SwitchProviderShape, responses=ProviderShape(many=True)
    )
    def post(self, request: Request, name: str) -> Response:
        given = SwitchProviderShape(data=request.data)
        given.is_valid(raise_exception=True)
        verb = switch_on if given.validated_data["in_use"] else switch_off
        verb(name=name, reason=given.validated_data["reason"], by=staff_of(request))
        return Response(ProviderShape(providers_now(), many=True).data)
