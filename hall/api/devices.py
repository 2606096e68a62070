"""Machines over REST, for their keepers. An answer that holds a key is the only one that ever does."""

from collections.abc import Callable
from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hall.errors import DeviceNotFound
from hall.kernel.api import HallView
from hall.models import Device, DeviceKind, Panel, Shows, Speech, Window
from hall.queries.devices import DeviceNow, device_now, devices_of
from hall.requests import own_hall, staff_of
from hall.roles import Role
from hall.verbs import registering

KEEPERS = (Role.HALL_MANAGER, Role.SYSTEM_ADMIN)


class DeviceShape(serializers.Serializer[DeviceNow]):
    """A machine as it is now."""

    code = serializers.CharField(source="device.code")
    name = serializers.CharField(source="device.name")
    kind = serializers.CharField(source="device.kind")
    zone = serializers.CharField(source="device.zone", allow_blank=True)
    window = serializers.CharField(source="device.window.code", default=None, allow_null=True)
    shows = serializers.CharField(source="device.shows")
    speech = serializers.CharField(source="device.speech", allow_blank=True)
    state = serializers.CharField()
    alarms = serializers.ListField(child=serializers.CharField())
    last_seen_at = serializers.DateTimeField(source="device.last_seen_at", allow_null=True)
    version = serializers.CharField(source="device.version", allow_blank=True)


class DeviceKeyShape(serializers.Serializer[Any]):
    code = serializers.CharField()
    key = serializers.CharField(help_text="只给这一次；写进启动地址 /machine/# 之后")


class DeviceInput(serializers.Serializer[Any]):
    """A machine to register."""

    code = serializers.SlugField(max_length=32)
    kind = serializers.ChoiceField(DeviceKind.choices)
    name = serializers.CharField(max_length=60)
    zone = serializers.CharField(max_length=40, required=False, allow_blank=True, default="")
    window = serializers.CharField(max_length=8, required=False, allow_null=True, default=None)
    shows = serializers.ChoiceField(Shows.choices, required=False, default=Shows.HALL)
    panel = serializers.ChoiceField(Panel.choices, required=False, default=Panel.INCH_55)
    speech = serializers.ChoiceField(Speech.choices, required=False, allow_blank=True, default=Speech.SILENT)
    volumes = serializers.CharField(
        max_length=120, required=False, allow_blank=True, default="8-12:70 12-14:40 14-18:70"
    )


class Devices(HallView):
    """All machines of my hall, those with an alarm first."""

    who_may = KEEPERS

    @extend_schema(operation_id="devices_list", responses=DeviceShape(many=True))
    def get(self, request: Request) -> Response:
        return Response([DeviceShape(one).data for one in devices_of(own_hall(request))])

    @extend_schema(operation_id="devices_register", request=DeviceInput, responses={201: DeviceKeyShape})
    def post(self, request: Request) -> Response:
        body = DeviceInput(data=request.data)
        body.is_valid(raise_exception=True)
        values, hall = dict(body.validated_data), own_hall(request)
        code, kind, window = values.pop("code"), values.pop("kind"), values.pop("window")
        values["window"] = Window.objects.of(hall).filter(code=window, in_use=True).first() if window else None
        _, key = registering.register_device(hall=hall, code=code, kind=kind, values=values, by=staff_of(request))
        return Response({"code": code, "key": key}, status=201)


class DeviceVerb(HallView):
    """Base of an act on one machine; the answer is the machine after it."""

    who_may = KEEPERS
    verb: Callable[..., Device]

    def post(self, request: Request, code: str) -> Response:
        done = type(self).verb(hall=own_hall(request), device_id=_id_of(request, code), by=staff_of(request))
        return Response(DeviceShape(device_now(done)).data)


class RotateKey(HallView):
    """A new key; the old one ends."""

    who_may = KEEPERS

    @extend_schema(operation_id="devices_rotate_key", request=None, responses={201: DeviceKeyShape})
    def post(self, request: Request, code: str) -> Response:
        device_id = _id_of(request, code)
        _, key = registering.rotate_key(hall=own_hall(request), device_id=device_id, by=staff_of(request))
        return Response({"code": code, "key": key}, status=201)


@extend_schema_view(post=extend_schema(operation_id="devices_revoke", request=None, responses=DeviceShape))
class RevokeDevice(DeviceVerb):
    """The machine may do nothing any more."""

    verb = staticmethod(registering.revoke_device)


@extend_schema_view(post=extend_schema(operation_id="devices_identify", request=None, responses=DeviceShape))
class IdentifyDevice(DeviceVerb):
    """The screen shows its name for ten seconds."""

    verb = staticmethod(registering.identify_device)


@extend_schema_view(post=extend_schema(operation_id="devices_self_test", request=None, responses=DeviceShape))
class AskSelfTest(DeviceVerb):
    """The screen tries its voice again."""

    verb = staticmethod(registering.ask_self_test)


def _id_of(request: Request, code: str) -> int:
    found = Device.objects.of(own_hall(request)).filter(code=code).values_list("pk", flat=True).first()
    if found is None:
        raise DeviceNotFound()
    return int(found)
