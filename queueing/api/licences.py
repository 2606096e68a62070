"""Looking up shared licences (证照共享) for the person at the window over REST; each look is on record."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from applications.models import LicenceLook
from applications.verbs.licences import look_up
from hall.kernel.api import HallView
from hall.roles import Role
from matters.models import Material
from matters.queries.catalogue import matter_by_code, tick_list, version_in_force
from queueing.api.scans import ticket_at_window
from queueing.api.who import own_hall, person
from queueing.models import Ticket, TicketMatter
from queueing.queries.applicants import HOLDER, PRINCIPAL, applicant_of, visit_name
from queueing.queries.looks import looks_at
from queueing.scan_errors import MaterialNotAsked
from queueing.verbs.drafts import at_window


class LookInput(serializers.Serializer[Any]):
    """A material of a matter of this visit that a shared licence may stand for, and whose licence."""

    matter_code = serializers.CharField(max_length=33)
    material = serializers.IntegerField()
    applicant_is = serializers.ChoiceField([(HOLDER, "取号人"), (PRINCIPAL, "委托人")], required=False, default=HOLDER)


class LookShape(serializers.ModelSerializer[LicenceLook]):
    """One look, whatever came of it; the licence's number is not told."""

    material = serializers.IntegerField(source="material_id")
    licence = serializers.CharField(source="material.shared_licence")
    looked_by = serializers.CharField(source="looked_by.name")

    class Meta:
        model = LicenceLook
        fields = ["material", "licence", "source", "outcome", "issuer", "issued_on", "valid_until", "looked_by", "looked_at"]  # fmt: skip


class LicenceLooks(HallView):
    """What was looked up at this visit; looking one more up."""

    who_may = (Role.WINDOW_CLERK,)

    @extend_schema(operation_id="windows_licence_looks", responses=LookShape(many=True))
    def get(self, request: Request, code: str) -> Response:
        hall = own_hall(request)
        ticket = at_window(hall, ticket_at_window(hall, code).pk, person(request))
        return Response(LookShape(looks_at(ticket), many=True).data)

    @extend_schema(operation_id="windows_look_up_licence", request=LookInput, responses={201: LookShape})
    def post(self, request: Request, code: str) -> Response:
        body = LookInput(data=request.data)
        body.is_valid(raise_exception=True)
        given, hall, by = body.validated_data, own_hall(request), person(request)
        ticket = at_window(hall, ticket_at_window(hall, code).pk, by)
        party = applicant_of(ticket, {"applicant_is": given["applicant_is"]})
        if party is None:
            raise MaterialNotAsked()
        material = _shared(ticket, given["matter_code"], given["material"])
        look = look_up(hall=hall, party=party, material=material, visit=visit_name(ticket), by=by)
        return Response(LookShape(look).data, status=201)


def _shared(ticket: Ticket, matter_code: str, material_id: int) -> Material:
    """The material, when the visit's matter asks for it and a shared licence may stand for it."""
    matter = matter_by_code(matter_code)
    listed = tick_list(version_in_force(matter)) if TicketMatter.objects.filter(ticket=ticket, matter=matter) else []
    found = next((one for one in listed if one.pk == material_id and one.shared_licence), None)
    if found is None:
        raise MaterialNotAsked()
    return found
