"""Halls, departments and service hours: what anyone may know."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hall.kernel import clock
from hall.kernel.access import PUBLIC
from hall.kernel.api import HallView
from hall.models import Department, Hall, ServiceHours
from hall.queries.halls import default_hall, hall_by_code
from hall.queries.service_hours import may_take_tickets, opening

HALL = OpenApiParameter("hall", str, description="大厅编码；不填为市级大厅")
AT = OpenApiParameter("at", str, description="时刻（ISO 8601）；不填为现在")


class HallSerializer(serializers.ModelSerializer[Hall]):
    parent = serializers.SlugRelatedField(slug_field="code", read_only=True)  # type: ignore[assignment, var-annotated]

    class Meta:
        model = Hall
        fields = ["code", "name", "short_name", "level", "parent", "area_code", "address", "phone", "supervision_phone"]


class DepartmentSerializer(serializers.ModelSerializer[Department]):
    class Meta:
        model = Department
        fields = [
            "code",
            "short_name",
            "full_name",
            "kind",
            "central_code",
            "credit_code",
            "phone",
            "supervision_phone",
        ]


class ServiceHoursSerializer(serializers.ModelSerializer[ServiceHours]):
    class Meta:
        model = ServiceHours
        fields = ["mode", "weekday", "date", "opens", "closes", "appointment_only"]


class MomentSerializer(serializers.Serializer[Any]):
    at = serializers.DateTimeField(required=False)


class OpeningSerializer(serializers.Serializer[Any]):
    is_open = serializers.BooleanField()
    mode = serializers.CharField(allow_blank=True)
    appointment_only = serializers.BooleanField()
    next_opening = serializers.DateTimeField(allow_null=True)
    may_take_tickets = serializers.BooleanField(help_text="开门前半小时起可以取号")
    words = serializers.CharField()


def hall_asked(request: Request) -> Hall:
    code = request.query_params.get("hall", "")
    return hall_by_code(code) if code else default_hall()


class Halls(HallView):
    """All halls of the city's network."""

    who_may = (PUBLIC,)

    @extend_schema(operation_id="halls_list", responses=HallSerializer(many=True), auth=[])
    def get(self, request: Request) -> Response:
        return Response(HallSerializer(Hall.objects.select_related("parent"), many=True).data)


class OneHall(HallView):
    """One hall."""

    who_may = (PUBLIC,)

    @extend_schema(operation_id="halls_read", responses=HallSerializer, auth=[])
    def get(self, request: Request, code: str) -> Response:
        return Response(HallSerializer(hall_by_code(code)).data)


class Departments(HallView):
    """All departments with their telephones."""

    who_may = (PUBLIC,)

    @extend_schema(operation_id="departments_list", responses=DepartmentSerializer(many=True), auth=[])
    def get(self, request: Request) -> Response:
        return Response(DepartmentSerializer(Department.objects.all(), many=True).data)


class Hours(HallView):
    """A hall's service hours by mode."""

    who_may = (PUBLIC,)

    @extend_schema(
        operation_id="service_hours_list", parameters=[HALL], responses=ServiceHoursSerializer(many=True), auth=[]
    )
    def get(self, request: Request) -> Response:
        return Response(ServiceHoursSerializer(ServiceHours.objects.of(hall_asked(request)), many=True).data)


class OpeningNow(HallView):
    """Whether a hall is open at a moment, and when it opens next."""

    who_may = (PUBLIC,)

    @extend_schema(operation_id="service_hours_opening", parameters=[HALL, AT], responses=OpeningSerializer, auth=[])
    def get(self, request: Request) -> Response:
        hall = hall_asked(request)
        given = MomentSerializer(data=request.query_params)
        given.is_valid(raise_exception=True)
        at = given.validated_data.get("at") or clock.now()
        now = opening(hall, at)
        answer = {
            "is_open": now.is_open,
            "mode": str(now.mode),
            "appointment_only": now.appointment_only,
            "next_opening": now.next_opening,
            "may_take_tickets": may_take_tickets(hall, at),
            "words": now.words,
        }
        return Response(OpeningSerializer(answer).data)
