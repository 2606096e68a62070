"""The catalogue's figures over the API; open to everybody, the same numbers as on the page."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hall.kernel.access import PUBLIC
from hall.kernel.api import HallView
from matters.measures import MEASURES
from matters.queries.figures import Line, figures


class MeasureAnswer(serializers.Serializer[Any]):
    """What is counted."""

    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    unit = serializers.CharField()
    explained = serializers.CharField()
    goal = serializers.IntegerField(allow_null=True)


class BaselineAnswer(serializers.Serializer[Any]):
    """What the cut is measured against."""

    name = serializers.CharField()
    day = serializers.DateField()
    source = serializers.CharField()  # type: ignore[assignment]
    is_demonstration = serializers.BooleanField()


class FiguresLineAnswer(serializers.Serializer[Line]):
    """The figures of a department, or of all, by key of the measure."""

    code = serializers.CharField()
    name = serializers.CharField()
    values = serializers.SerializerMethodField()

    def get_values(self, line: Line) -> dict[str, float | None]:
        return {measure.key: value for measure, value in zip(MEASURES, line.values, strict=True)}


class CatalogueFiguresAnswer(serializers.Serializer[Any]):
    """All figures at a moment."""

    at = serializers.DateTimeField()
    baseline = BaselineAnswer(allow_null=True)
    measures = MeasureAnswer(many=True)
    all = FiguresLineAnswer()
    departments = FiguresLineAnswer(many=True)


class CatalogueFigures(HallView):
    """Figures by department and in all."""

    who_may = (PUBLIC,)

    @extend_schema(operation_id="catalogue_figures", responses=CatalogueFiguresAnswer)
    def get(self, request: Request) -> Response:
        return Response(CatalogueFiguresAnswer(figures()).data)
