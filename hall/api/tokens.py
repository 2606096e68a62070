"""Access tokens for staff and devices."""

from datetime import timedelta
from typing import Any

from django.contrib.auth import authenticate
from drf_spectacular.utils import extend_schema
from knox.models import AuthToken
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hall.api.throttles import AccountThrottle, LoginThrottle
from hall.errors import LoginFailed
from hall.kernel.access import PUBLIC
from hall.kernel.api import HallView
from hall.models import StaffMember
from hall.roles import MACHINES

STAFF_LIFE, DEVICE_LIFE = timedelta(hours=12), timedelta(days=30)


class CredentialsSerializer(serializers.Serializer[Any]):
    username = serializers.CharField(max_length=64)
    password = serializers.CharField(max_length=128, trim_whitespace=False, style={"input_type": "password"})


class TokenSerializer(serializers.Serializer[Any]):
    token = serializers.CharField(help_text="放在请求头 Authorization: Token … 中")
    expires_at = serializers.DateTimeField()
    username = serializers.CharField()
    name = serializers.CharField()
    roles = serializers.ListField(child=serializers.CharField())
    hall = serializers.CharField(allow_blank=True)
    department = serializers.CharField(allow_blank=True)


class Token(HallView):
    """Get a token with account and password; give it back to end it."""

    who_may = (PUBLIC,)
    throttle_classes = [LoginThrottle, AccountThrottle]

    @extend_schema(
        operation_id="token_create", request=CredentialsSerializer, responses={201: TokenSerializer}, auth=[]
    )
    def post(self, request: Request) -> Response:
        given = CredentialsSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        person = authenticate(request._request, **given.validated_data)
        if not isinstance(person, StaffMember):
            raise LoginFailed()
        row, token = AuthToken.objects.create(person, expiry=DEVICE_LIFE if person.has_role(*MACHINES) else STAFF_LIFE)
        answer = {"token": token, "expires_at": row.expiry, **about(person)}
        return Response(TokenSerializer(answer).data, status=201)

    @extend_schema(operation_id="token_delete", request=None, responses={204: None})
    def delete(self, request: Request) -> Response:
        if isinstance(request.auth, AuthToken):
            request.auth.delete()
        return Response(status=204)


def about(person: StaffMember) -> dict[str, Any]:
    """Who someone is, to themselves."""
    return {
        "username": person.username,
        "name": person.name,
        "roles": person.roles,
        "hall": person.hall.code if person.hall else "",
        "department": person.department.code if person.department else "",
    }
