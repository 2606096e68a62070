"""Staff of a hall, the official record, and one's own account."""

from typing import Any, cast

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hall.api.tokens import about
from hall.forms import FindStepsForm
from hall.kernel.access import ACCOUNT
from hall.kernel.api import HallView, Pages
from hall.models import StaffMember, Step
from hall.queries.staff import staff_for
from hall.queries.steps import chain, steps_for
from hall.roles import Role
from hall.step_words import word_for
from hall.verbs.verifying import verify_chain


class StaffSerializer(serializers.ModelSerializer[StaffMember]):
    hall = serializers.CharField(source="hall.code", default="")
    department = serializers.CharField(source="department.code", default="")

    class Meta:
        model = StaffMember
        fields = ["username", "name", "roles", "hall", "department", "is_contracted", "is_active"]


class StepSerializer(serializers.ModelSerializer[Step]):
    by = serializers.CharField(source="by.username")
    word = serializers.SerializerMethodField(help_text="动作的正式名称")

    class Meta:
        model = Step
        fields = ["id", "position", "hash", "subject_type", "subject_number", "verb", "word", "before", "after", "by", "at",
                  "reason"]  # fmt: skip

    def get_word(self, step: Step) -> str:
        return word_for(step.verb)


class ChainSerializer(serializers.Serializer[Any]):
    sealed = serializers.IntegerField()
    waiting = serializers.IntegerField()
    head = serializers.CharField()
    first_broken = serializers.IntegerField(allow_null=True, help_text="第一处断开的链上序号；完整时为空")


class MeSerializer(serializers.Serializer[Any]):
    username = serializers.CharField()
    name = serializers.CharField()
    roles = serializers.ListField(child=serializers.CharField())
    hall = serializers.CharField(allow_blank=True)
    department = serializers.CharField(allow_blank=True)


class Me(HallView):
    """Whom the token or session belongs to."""

    who_may = (ACCOUNT,)

    @extend_schema(operation_id="me", responses=MeSerializer)
    def get(self, request: Request) -> Response:
        return Response(MeSerializer(about(cast(StaffMember, request.user))).data)


class Staff(HallView):
    """Accounts of one's hall."""

    who_may = (Role.HALL_MANAGER, Role.SYSTEM_ADMIN)

    @extend_schema(
        operation_id="staff_list",
        parameters=[OpenApiParameter("role", str, enum=Role.values), OpenApiParameter("page", int)],
        responses=StaffSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        rows = staff_for(cast(StaffMember, request.user), role=request.query_params.get("role", ""))
        return paged(rows, StaffSerializer, request, self)


class Steps(HallView):
    """The official record of one's hall, newest first."""

    who_may = (Role.AUDITOR, Role.SUPERVISOR)

    @extend_schema(
        operation_id="steps_list",
        parameters=[OpenApiParameter(name, str) for name in ("number", "by")]
        + [OpenApiParameter(name, int) for name in ("upto", "page")],
        responses=StepSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        form = FindStepsForm(request.query_params)
        asked = form.cleaned_data if form.is_valid() else {}
        return paged(steps_for(cast(StaffMember, request.user), **asked), StepSerializer, request, self)


class VerifyChain(HallView):
    """Recalculate the whole chain now."""

    who_may = (Role.AUDITOR,)

    @extend_schema(operation_id="steps_verify", request=None, responses=ChainSerializer)
    def post(self, request: Request) -> Response:
        broken, state = verify_chain(by=cast(StaffMember, request.user)), chain()
        answer = {"sealed": state.sealed, "waiting": state.waiting, "head": state.head}
        return Response(ChainSerializer({**answer, "first_broken": broken}).data)


def paged(rows: Any, shape: Any, request: Request, view: HallView) -> Response:
    """A page of rows in the shape given."""
    pages: Any = Pages()
    page = pages.paginate_queryset(rows, request, view=view)
    return cast(Response, pages.get_paginated_response(shape(page, many=True).data))
