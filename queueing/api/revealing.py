"""The plain data of the person at my window over REST."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hall.api.throttles import CalmThrottle
from hall.kernel.api import HallView
from hall.roles import Role
from queueing.api.who import own_hall, person
from queueing.verbs.revealing import reveal_at_window


class WhyInput(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=500)


class PlainPerson(serializers.Serializer[Any]):
    """Unmasked; who looked, when and why is on record."""

    name = serializers.CharField()
    id_type = serializers.CharField()
    id_number = serializers.CharField()
    phone = serializers.CharField()
    address = serializers.CharField()


class RevealAtWindow(HallView):
    """The plain data of the person at my own window, for a reason that stays on record."""

    who_may = (Role.WINDOW_CLERK, Role.ISSUING_CLERK, Role.GUIDE)
    throttle_classes = [CalmThrottle]

    @extend_schema(operation_id="windows_reveal", request=WhyInput, responses=PlainPerson)
    def post(self, request: Request, code: str) -> Response:
        given = WhyInput(data=request.data)
        given.is_valid(raise_exception=True)
        plain = reveal_at_window(hall=own_hall(request), window_code=code, by=person(request), **given.validated_data)
        answer = Response(PlainPerson(plain).data)
        answer.headers["Cache-Control"] = "no-store"
        return answer
