"""How complete the catalogue is, over the API."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hall.kernel.api import HallView
from matters.forms import WorklistForm
from matters.queries.completeness import report
from matters.views.completeness import READERS


class WorklistQuery(serializers.Serializer):
    """Narrowing the worklist."""

    department = serializers.CharField(required=False, help_text="部门代码")
    wishes = serializers.BooleanField(required=False, help_text="也列出建议补充的内容")


class LackSerializer(serializers.Serializer):
    """One thing that is missing."""

    field = serializers.CharField(source="requirement.field")
    label = serializers.CharField(source="requirement.label")  # type: ignore[assignment]
    places = serializers.ListField(child=serializers.CharField())


class ScoredMatterSerializer(serializers.Serializer):
    """A matter and its score."""

    code = serializers.CharField(source="version.matter.code")
    name = serializers.CharField(source="version.matter.name")
    department = serializers.CharField(source="version.matter.department.short_name")
    percent = serializers.IntegerField(source="score.percent")
    missing = LackSerializer(many=True, source="score.missing")
    wished = LackSerializer(many=True, source="score.wished")


class DepartmentLineSerializer(serializers.Serializer):
    """How far a department's standards are."""

    department = serializers.CharField(source="department.short_name")
    matters = serializers.IntegerField()
    complete = serializers.IntegerField()
    percent = serializers.IntegerField()


class CompletenessSerializer(serializers.Serializer):
    """The catalogue's own report."""

    published = serializers.IntegerField()
    paused = serializers.IntegerField()
    refused_clauses = serializers.IntegerField()
    percent = serializers.IntegerField()
    departments = DepartmentLineSerializer(many=True)
    worklist = ScoredMatterSerializer(many=True)


class CompletenessReport(HallView):
    """The report and the worklist."""

    who_may = READERS

    @extend_schema(parameters=[WorklistQuery], responses=CompletenessSerializer, operation_id="matters_completeness")
    def get(self, request: Request) -> Response:
        return Response(CompletenessSerializer(report(**WorklistForm(request.query_params).asked())).data)
