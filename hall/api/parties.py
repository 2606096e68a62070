"""Registering the people who come. Their plain data are shown through a case or a ticket, never by their own number."""

from typing import Any, cast

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hall.api.idempotency import Idempotent
from hall.kernel.api import HallView
from hall.masking import mask_id, mask_name
from hall.models import Party, StaffMember
from hall.models.party import IdType
from hall.verbs.parties import OVERRIDE, register_party


class PartyInputSerializer(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=200)
    id_type = serializers.ChoiceField(IdType.choices)
    id_number = serializers.CharField(max_length=40)
    phone = serializers.CharField(max_length=32, required=False, allow_blank=True, default="")
    address = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")
    override_reason = serializers.CharField(
        max_length=200,
        required=False,
        allow_blank=True,
        default="",
        help_text="号码校验不通过时，工作人员核验证件后的理由",
    )


class PartySerializer(serializers.ModelSerializer[Party]):
    """Masked; the telephone that is kept is not told, not even in part: it is a second factor."""

    name = serializers.SerializerMethodField(help_text="已遮盖")
    id_number = serializers.SerializerMethodField(help_text="已遮盖")

    class Meta:
        model = Party
        fields = ["id", "kind", "name", "id_type", "id_number"]

    def get_name(self, party: Party) -> str:
        return mask_name(party.name, organisation=party.kind == "organisation")

    def get_id_number(self, party: Party) -> str:
        return mask_id(party.id_number, id_type=party.id_type)


class Parties(Idempotent, HallView):
    """Register a person or organisation by their document; the same document is the same party."""

    who_may = OVERRIDE  # those who see the document

    @extend_schema(operation_id="parties_register", request=PartyInputSerializer, responses={201: PartySerializer})
    def post(self, request: Request) -> Response:
        given = PartyInputSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        party = register_party(by=cast(StaffMember, request.user), **given.validated_data)
        return Response(PartySerializer(party).data, status=201)
