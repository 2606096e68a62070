"""Comparing a fingerprint over the API; open to everybody."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hall.kernel.access import PUBLIC
from hall.kernel.api import HallView
from matters.queries.verifying import Standing, Verified, verified


class VerifiedSerializer(serializers.Serializer[Verified]):
    """A standard found by its fingerprint."""

    standing = serializers.ChoiceField(choices=Standing.choices)
    code = serializers.CharField(source="standard.matter.code")
    name = serializers.CharField(source="standard.matter.name")
    department = serializers.CharField(source="standard.matter.department.short_name")
    version_number = serializers.IntegerField(source="standard.version.number")
    fingerprint = serializers.CharField(source="standard.fingerprint")
    short_fingerprint = serializers.CharField(source="standard.short_fingerprint")
    is_intact = serializers.BooleanField(source="standard.is_intact", help_text="The stored content gives this digest")
    since = serializers.DateTimeField(allow_null=True)
    until = serializers.DateTimeField(allow_null=True)
    now_fingerprint = serializers.CharField(source="now.short_fingerprint", allow_null=True, default=None)
    now_version_number = serializers.IntegerField(source="now.version.number", allow_null=True, default=None)
    difference = serializers.ListField(
        source="difference.words", child=serializers.CharField(), help_text="What the one in force says otherwise"
    )
    content: Any = serializers.JSONField(
        source="standard.content", help_text="Canonical content; its digest is the fingerprint"
    )


class StandardVerify(HallView):
    """Whether a fingerprint is the standard in force, an earlier one, or unknown."""

    who_may = (PUBLIC,)

    @extend_schema(responses=VerifiedSerializer(many=True), operation_id="standards_verify")
    def get(self, request: Request, fingerprint: str) -> Response:
        return Response(VerifiedSerializer(verified(fingerprint), many=True).data)  # type: ignore[arg-type]
