"""Scans at the window over REST: for the scanner's own programme, and for asking a phone."""

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from applications.verbs.files import READ_BYTES, Upload
from hall.api.idempotency import Idempotent
from hall.kernel.api import HallView
from hall.kernel.errors import NotFound
from hall.models import Hall
from hall.roles import Role
from queueing.api.who import own_hall, person
from queueing.errors import NobodyAtWindow
from queueing.models import IntakeScan, ScanSource, Ticket
from queueing.queries.scans import scans_of
from queueing.states import AT_A_WINDOW
from queueing.verbs.scan_links import make_scan_link
from queueing.verbs.scanning import add_scan, place_scan, remove_scan


class ScanShape(serializers.ModelSerializer[IntakeScan]):
    """One scan of the person at the window."""

    class Meta:
        model = IntakeScan
        fields = ["id", "material", "name", "content_type", "size", "sha256", "source", "added_at"]


class ScanInput(serializers.Serializer[Any]):
    """A file; without a material it lies in the tray until the clerk says what it is."""

    file = serializers.FileField()
    material = serializers.IntegerField(required=False, allow_null=True, default=None)


class ScanMaterialInput(serializers.Serializer[Any]):
    """One material of a matter of this visit."""

    material = serializers.IntegerField()


class ScanLinkShape(serializers.Serializer[Any]):
    """The address for the phone, shown once."""

    address = serializers.CharField()
    expires_at = serializers.DateTimeField()


def ticket_at_window(hall: Hall, code: str) -> Ticket:
    """The person at this window. Raises NobodyAtWindow."""
    ticket = Ticket.objects.of(hall).filter(window__code=code, state__in=AT_A_WINDOW).first()
    if ticket is None:
        raise NobodyAtWindow(window=code)
    return ticket


class WindowScans(Idempotent, HallView):
    """What was scanned for the person at the window; adding a file."""

    who_may = (Role.WINDOW_CLERK,)

    @extend_schema(operation_id="windows_scans", responses=ScanShape(many=True))
    def get(self, request: Request, code: str) -> Response:
        scans = scans_of(ticket_at_window(own_hall(request), code))
        rows = [*scans.tray, *(row for rows in scans.at.values() for row in rows)]
        return Response(ScanShape(rows, many=True).data)

    @extend_schema(
        operation_id="windows_add_scan", request={"multipart/form-data": ScanInput}, responses={201: ScanShape}
    )
    def post(self, request: Request, code: str) -> Response:
        body = ScanInput(data=request.data)
        body.is_valid(raise_exception=True)
        sent, hall = body.validated_data["file"], own_hall(request)
        row = add_scan(
            hall=hall,
            ticket_id=ticket_at_window(hall, code).pk,
            material_id=body.validated_data["material"],
            upload=Upload(sent.name, sent.read(READ_BYTES)),
            source=ScanSource.SCANNER,
            by=person(request),
        )
        return Response(ScanShape(row).data, status=201)


class PlaceScan(HallView):
    """Say what a scan from the tray is."""

    who_may = (Role.WINDOW_CLERK,)

    @extend_schema(operation_id="windows_place_scan", request=ScanMaterialInput, responses=ScanShape)
    def post(self, request: Request, code: str, scan_id: int) -> Response:
        body = ScanMaterialInput(data=request.data)
        body.is_valid(raise_exception=True)
        _at(own_hall(request), code, scan_id)
        material = body.validated_data["material"]
        row = place_scan(hall=own_hall(request), scan_id=scan_id, material_id=material, by=person(request))
        return Response(ScanShape(row).data)


class RemoveScan(HallView):
    """Take a wrong scan away."""

    who_may = (Role.WINDOW_CLERK,)

    @extend_schema(operation_id="windows_remove_scan", request=None, responses={204: None})
    def post(self, request: Request, code: str, scan_id: int) -> Response:
        _at(own_hall(request), code, scan_id)
        remove_scan(hall=own_hall(request), scan_id=scan_id, by=person(request))
        return Response(status=204)


class MakeScanLink(HallView):
    """A link for one phone to add pages to one material; ten minutes, one phone."""

    who_may = (Role.WINDOW_CLERK,)

    @extend_schema(operation_id="windows_scan_link", request=ScanMaterialInput, responses={201: ScanLinkShape})
    def post(self, request: Request, code: str) -> Response:
        body = ScanMaterialInput(data=request.data)
        body.is_valid(raise_exception=True)
        hall = own_hall(request)
        ticket, material = ticket_at_window(hall, code), body.validated_data["material"]
        link, secret = make_scan_link(hall=hall, ticket_id=ticket.pk, material_id=material, by=person(request))
        address = request.build_absolute_uri(reverse("phone-scan", args=[secret]))
        return Response(ScanLinkShape({"address": address, "expires_at": link.expires_at}).data, status=201)


def _at(hall: Hall, code: str, scan_id: int) -> None:
    ticket = ticket_at_window(hall, code)
    if not IntakeScan.objects.of(hall).filter(ticket=ticket, pk=scan_id).exists():
        raise NotFound()
