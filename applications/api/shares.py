"""A department's step shares over REST."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from applications.api.keeping import OF, OfADepartment
from applications.queries.shares import has_own_shares, share_changes, shares_of
from applications.verbs.sharing import set_step_shares
from hall.api.calls import StaffCall, shaped
from hall.models import Department


class SharesShape(serializers.Serializer[Any]):
    """Which part of the promised days, in per cent, belongs to each step; together 100."""

    review = serializers.IntegerField(min_value=0, max_value=100, help_text="审查占百分之几")
    decide = serializers.IntegerField(min_value=0, max_value=100, help_text="决定占百分之几")


class ShareChangeAnswer(serializers.Serializer[Any]):
    """One time they were set."""

    at = serializers.DateTimeField()
    by = serializers.CharField()
    was = SharesShape()
    now = SharesShape()


class SharesAnswer(SharesShape):
    """The shares that hold, whether the department set them itself, and how they were before."""

    is_own = serializers.BooleanField(help_text="false 为通用比例")
    changes = ShareChangeAnswer(many=True)


class StepShares(OfADepartment):
    """Which part of the promised days belongs to review and which to decision."""

    @extend_schema(operation_id="step_shares", parameters=[OF], responses=SharesAnswer)
    def get(self, request: StaffCall) -> Response:
        return _answered(self.department(request))

    @extend_schema(operation_id="set_step_shares", parameters=[OF], request=SharesShape, responses=SharesAnswer)
    def post(self, request: StaffCall) -> Response:
        department = self.department(request)
        set_step_shares(department=department, by=request.user, **shaped(SharesShape, request))
        return _answered(department)


def _answered(department: Department) -> Response:
    own, changes = has_own_shares(department), share_changes(department)
    return Response(SharesAnswer({**shares_of(department), "is_own": own, "changes": changes}).data)
