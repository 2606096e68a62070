"""What a window is for, over REST."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hall.api.idempotency import Idempotent
from hall.kernel.api import HallView
from hall.models import Window, WindowKind
from hall.roles import Role
from queueing.api.who import own_hall, person
from queueing.verbs.window_kinds import change_kind


class WindowKindInput(serializers.Serializer[Any]):
    """What the window is for, whether it is a reserve window (弹性、潮汐窗口), and why that changes."""

    kind = serializers.ChoiceField(WindowKind.choices)
    is_reserve = serializers.BooleanField()
    reason = serializers.CharField(max_length=200)


class WindowKindShape(serializers.ModelSerializer[Window]):
    """A window as it is set up."""

    class Meta:
        model = Window
        fields = ["code", "kind", "zone", "is_reserve"]


class ChangeKind(Idempotent, HallView):
    """The window is for this from now on; not while a clerk has it open."""

    who_may = (Role.HALL_MANAGER,)

    @extend_schema(operation_id="window_kind", request=WindowKindInput, responses=WindowKindShape)
    def post(self, request: Request, code: str) -> Response:
        body = WindowKindInput(data=request.data)
        body.is_valid(raise_exception=True)
        window = change_kind(hall=own_hall(request), window_code=code, by=person(request), **body.validated_data)
        return Response(WindowKindShape(window).data)
