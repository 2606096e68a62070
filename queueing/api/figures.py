"""Figures of calling over REST: the same numbers as the page and the workbook."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hall.kernel import clock
from hall.kernel.api import HallView
from hall.requests import own_hall, staff_of
from hall.roles import Role
from queueing.permissions import FIGURE_READERS
from queueing.queries.figures import ChosenCall, Figures, Line, Table, figures_of
from queueing.queries.rebuilding import Comparison, Difference, compared
from queueing.spans import Days, asked_days

DAYS = [
    OpenApiParameter("from", str, description="起始日期 YYYY-MM-DD；不给时为今天"),
    OpenApiParameter("to", str, description="截止日期 YYYY-MM-DD；一次最多三个月"),
]


class LineShape(serializers.Serializer[Line]):
    """Lengths are minutes, shares percent; null where nobody was."""

    name = serializers.CharField()
    calls = serializers.IntegerField()
    done = serializers.IntegerField()
    missed = serializers.IntegerField()
    missed_share = serializers.FloatField(allow_null=True)
    wait_median = serializers.FloatField(allow_null=True)
    wait_most = serializers.FloatField(allow_null=True)
    wait_longest = serializers.FloatField(allow_null=True)
    walk_median = serializers.FloatField(allow_null=True)
    serve_median = serializers.FloatField(allow_null=True)
    serve_most = serializers.FloatField(allow_null=True)
    busy = serializers.FloatField(allow_null=True)


class CallingTableShape(serializers.Serializer[Table]):
    key = serializers.CharField()
    title = serializers.CharField()
    lines = LineShape(many=True)


class ChosenCallShape(serializers.Serializer[ChosenCall]):
    """A call out of turn."""

    number = serializers.CharField()
    window = serializers.CharField()
    by = serializers.CharField()
    at = serializers.DateTimeField()
    reason = serializers.CharField()


class CallingFiguresShape(serializers.Serializer[Figures]):
    hall = serializers.CharField(source="hall.code")
    first = serializers.DateField(source="days.first")
    last = serializers.DateField(source="days.last")
    tickets = serializers.IntegerField(source="taken.tickets")
    priority = serializers.IntegerField(source="taken.priority")
    given_up = serializers.IntegerField(source="taken.given_up")
    total = LineShape()
    tables = CallingTableShape(many=True)
    chosen = ChosenCallShape(many=True)


class DifferenceShape(serializers.Serializer[Difference]):
    what = serializers.CharField()
    words = serializers.CharField()


class RebuiltDayShape(serializers.Serializer[Comparison]):
    day = serializers.DateField()
    tickets = serializers.IntegerField()
    services = serializers.IntegerField()
    shifts = serializers.IntegerField()
    steps = serializers.IntegerField()
    is_equal = serializers.BooleanField()
    differences = DifferenceShape(many=True)


class CallingFigures(HallView):
    """Wait, walk and service of the caller's hall; single clerks for the manager alone."""

    who_may = FIGURE_READERS

    @extend_schema(operation_id="queue_figures", parameters=DAYS, responses=CallingFiguresShape)
    def get(self, request: Request) -> Response:
        with_clerks = staff_of(request).has_role(Role.HALL_MANAGER)
        return Response(
            CallingFiguresShape(figures_of(own_hall(request), _days(request), with_clerks=with_clerks)).data
        )


class RebuiltDay(HallView):
    """One day rebuilt from its steps and held against what is stored."""

    who_may = (*FIGURE_READERS, Role.AUDITOR)

    @extend_schema(operation_id="queue_rebuilt_day", parameters=DAYS[:1], responses=RebuiltDayShape)
    def get(self, request: Request) -> Response:
        return Response(RebuiltDayShape(compared(own_hall(request), _days(request).first)).data)


def _days(request: Request) -> Days:
    given = request.query_params
    return asked_days(given.get("from", ""), given.get("to", ""), clock.today())
