"""Registering the people who come, and looking at their plain data with a reason."""

from typing import Any, cast

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hall.api.idempotency import Idempotent
from hall.kernel.api import HallView
from hall.kernel.errors import NotFound
from hall.masking import mask_id, mask_name, mask_phone
from hall.models import Party, StaffMember
from hall.models.party import IdType
from hall.verbs.parties import REGISTER, REVEAL, register_party, reveal


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
    """Masked."""

    name = serializers.SerializerMethodField(help_text="已遮盖")
    id_number = serializers.SerializerMethodField(help_text="已遮盖")
    phone = serializers.SerializerMethodField(help_text="已遮盖")

    class Meta:
        model = Party
        fields = ["id", "kind", "name", "id_type", "id_number", "phone"]

    def get_name(self, party: Party) -> str:
        return mask_name(party.name, organisation=party.kind == "organisation")

    def get_id_number(self, party: Party) -> str:
        return mask_id(party.id_number, id_type=party.id_type)

    def get_phone(self, party: Party) -> str:
        return mask_phone(party.phone)


class RevealInputSerializer(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=500)


class RevealedSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    id_type = serializers.CharField()
    id_number = serializers.CharField()
    phone = serializers.CharField()
    address = serializers.CharField()


class Parties(Idempotent, HallView):
    """Register a person or organisation by their document; the same document is the same party."""

    who_may = REGISTER

    @extend_schema(operation_id="parties_register", request=PartyInputSerializer, responses={201: PartySerializer})
    def post(self, request: Request) -> Response:
        given = PartyInputSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        party = register_party(by=cast(StaffMember, request.user), **given.validated_data)
        return Response(PartySerializer(party).data, status=201)


class Reveal(HallView):
    """The plain data of a party; who looks, when and why is on record."""

    who_may = REVEAL

    @extend_schema(operation_id="parties_reveal", request=RevealInputSerializer, responses=RevealedSerializer)
    def post(self, request: Request, party_id: int) -> Response:
        given = RevealInputSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        party = Party.objects.filter(pk=party_id).first()
        if party is None:
            raise NotFound()
        plain = reveal(party, by=cast(StaffMember, request.user), reason=given.validated_data["reason"])
        answer = Response(RevealedSerializer(plain).data)
        answer.headers["Cache-Control"] = "no-store"
        return answer
