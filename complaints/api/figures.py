"""Figures over the API: the same numbers as the pages and the Excel files."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from complaints.models import Rating
from complaints.periods import chosen, last_months, settled_months
from complaints.permissions import HANDLERS
from complaints.queries.complaint_figures import Counted, CountTable
from complaints.queries.figure_lists import rows_behind
from complaints.queries.figures import WHICH, Figure, Figures, Group, Table, figures_of
from complaints.queries.rating_records import records_of
from hall.api.calls import StaffCall
from hall.kernel import clock
from hall.kernel.access import PUBLIC
from hall.kernel.api import HallView, Pages
from hall.kernel.errors import NotFound
from hall.queries.halls import hall_by_code
from hall.requests import own_hall

MONTH = [OpenApiParameter("month", str, description="YYYY-MM；不给时为最近一个月")]


class FigureShape(serializers.Serializer[Figure]):
    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    definition = serializers.CharField()
    count = serializers.IntegerField(allow_null=True)
    of = serializers.IntegerField(allow_null=True)
    percent = serializers.FloatField(allow_null=True)
    is_hidden = serializers.BooleanField()


class GroupShape(serializers.Serializer[Group]):
    name = serializers.CharField()
    services = serializers.IntegerField(allow_null=True)
    given = serializers.IntegerField(allow_null=True)
    counted = serializers.IntegerField(allow_null=True)
    satisfied = serializers.IntegerField(allow_null=True)
    bad = serializers.IntegerField(allow_null=True)
    satisfaction = serializers.FloatField(allow_null=True)
    is_hidden = serializers.BooleanField()


class TableShape(serializers.Serializer[Table]):
    key = serializers.CharField()
    title = serializers.CharField()
    groups = GroupShape(many=True)


class CountedShape(serializers.Serializer[Counted]):
    name = serializers.CharField()
    count = serializers.IntegerField(allow_null=True)
    is_hidden = serializers.BooleanField()


class CountTableShape(serializers.Serializer[CountTable]):
    key = serializers.CharField()
    title = serializers.CharField()
    total = serializers.IntegerField(allow_null=True)
    rows = CountedShape(many=True)


class FiguresAnswer(serializers.Serializer[Figures]):
    hall = serializers.CharField(source="hall.code")
    month = serializers.CharField(source="month.key")
    is_public = serializers.BooleanField()
    is_hidden = serializers.BooleanField()
    figures = FigureShape(many=True)
    levels = CountedShape(many=True)
    tables = TableShape(many=True)
    complaints = CountTableShape(many=True)


class HallFigures(HallView):
    """The caller's hall in one month."""

    who_may = HANDLERS

    @extend_schema(operation_id="figures", parameters=MONTH, responses=FiguresAnswer)
    def get(self, request: StaffCall) -> Response:
        month = chosen(last_months(clock.today()), request.query_params.get("month", ""))
        return Response(FiguresAnswer(figures_of(own_hall(request), month)).data)


class RatingRecords(HallView):
    """The given ratings of a month in the fields of the national exchange, without who rated."""

    who_may = HANDLERS

    @extend_schema(
        operation_id="rating_records",
        parameters=MONTH,
        responses=serializers.ListSerializer(child=serializers.DictField()),
    )
    def get(self, request: StaffCall) -> Response:
        month = chosen(last_months(clock.today()), request.query_params.get("month", ""))
        return Response(list(records_of(own_hall(request), month, with_person=False, reader=request.user)))


class ListedShape(serializers.Serializer[Rating]):
    """One rating in the list behind a number; never who gave it."""

    day = serializers.DateTimeField(source="service.ended_at", format="%Y-%m-%d")
    window = serializers.CharField(source="window.code")
    level = serializers.CharField()
    tags = serializers.ListField(child=serializers.CharField())
    words = serializers.CharField()
    channel = serializers.CharField()
    rectification = serializers.CharField(source="rectification.number", default="")


class FigureList(HallView):
    """The list behind one number."""

    who_may = HANDLERS

    @extend_schema(operation_id="figure_list", parameters=MONTH, responses=ListedShape(many=True))
    def get(self, request: StaffCall, which: str) -> Response:
        if which not in WHICH:
            raise NotFound()
        month = chosen(last_months(clock.today()), request.query_params.get("month", ""))
        rows: Any = rows_behind(request.user, own_hall(request), month, which)
        pages = Pages()
        shown: Any = pages.paginate_queryset(rows, request)
        return pages.get_paginated_response(ListedShape(shown, many=True).data)


class OpenFigures(HallView):
    """A hall's figures for everyone: months that stand still, small groups hidden."""

    who_may = (PUBLIC,)

    @extend_schema(operation_id="open_figures", parameters=MONTH, responses=FiguresAnswer, auth=[])
    def get(self, request: Request, code: str) -> Response:
        month = chosen(settled_months(clock.today()), request.query_params.get("month", ""))
        return Response(FiguresAnswer(figures_of(hall_by_code(code), month, is_public=True)).data)
