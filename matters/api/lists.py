"""Lists of matters over the API: who stands on which list on a day; drafting, publishing and sending back."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hall.api.idempotency import Idempotent
from hall.kernel.access import PUBLIC
from hall.kernel.api import HallView
from hall.kernel.errors import NotFound
from hall.requests import staff_of
from hall.roles import Role
from matters.models import ListKind, MatterList
from matters.queries.lists import list_on, lists_today, matters_on_list
from matters.verbs.lists import draft_list, publish_list, reject_list


class ListShape(serializers.Serializer[Any]):
    """A version of a list."""

    id = serializers.IntegerField()
    kind = serializers.CharField()
    label = serializers.CharField(source="get_kind_display")  # type: ignore[assignment]
    number = serializers.IntegerField()
    state = serializers.CharField()
    since = serializers.DateField()
    until = serializers.DateField(
        source="days.upper", default=None, allow_null=True, help_text="First day it no longer stands"
    )
    source = serializers.CharField()  # type: ignore[assignment]
    note = serializers.CharField(allow_blank=True)


class SizedListShape(ListShape):
    size = serializers.IntegerField()


class WholeListShape(ListShape):
    codes = serializers.ListField(child=serializers.CharField())


class DayQuery(serializers.Serializer[Any]):
    """The day asked for; today when left out."""

    day = serializers.DateField(required=False, default=None, allow_null=True)


class ListInput(serializers.Serializer[Any]):
    """The next version of a list."""

    codes = serializers.ListField(child=serializers.CharField(max_length=33), min_length=1, max_length=5000)
    since = serializers.DateField()
    source = serializers.CharField(max_length=300)  # type: ignore[assignment]
    note = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")


class WordsInput(serializers.Serializer[Any]):
    words = serializers.CharField(max_length=300)


class Lists(HallView):
    """The lists that stand today, with their sizes."""

    who_may = (PUBLIC,)

    @extend_schema(responses=SizedListShape(many=True), operation_id="matter_lists")
    def get(self, request: Request) -> Response:
        return Response(SizedListShape(lists_today(), many=True).data)


class OneList(HallView):
    """The matters on a list on a day."""

    who_may = (PUBLIC,)

    @extend_schema(parameters=[DayQuery], responses=WholeListShape, operation_id="matter_lists_read")
    def get(self, request: Request, kind: str) -> Response:
        query = DayQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        day = query.validated_data["day"]
        row = list_on(kind, day)
        if row is None:
            raise NotFound()
        codes = matters_on_list(kind, day).order_by("code").values_list("code", flat=True)
        return Response({**ListShape(row).data, "codes": list(codes)})


class DraftList(Idempotent, HallView):
    """Draft the next version of a list."""

    who_may = (Role.CATALOGUE_EDITOR,)

    @extend_schema(request=ListInput, responses={201: ListShape}, operation_id="matter_lists_draft")
    def post(self, request: Request, kind: str) -> Response:
        if kind not in ListKind.values:
            raise NotFound()
        body = ListInput(data=request.data)
        body.is_valid(raise_exception=True)
        row = draft_list(kind=kind, by=staff_of(request), **body.validated_data)
        return Response(ListShape(row).data, status=201)


class PublishList(HallView):
    """Publish a drafted version; somebody else than its drafter."""

    who_may = (Role.CATALOGUE_REVIEWER,)

    @extend_schema(request=None, responses=ListShape, operation_id="matter_lists_publish")
    def post(self, request: Request, list_id: int) -> Response:
        return _answer(publish_list(list_id=list_id, by=staff_of(request)))


class RejectList(HallView):
    """Send a drafted version back with words."""

    who_may = (Role.CATALOGUE_REVIEWER,)

    @extend_schema(request=WordsInput, responses=ListShape, operation_id="matter_lists_reject")
    def post(self, request: Request, list_id: int) -> Response:
        body = WordsInput(data=request.data)
        body.is_valid(raise_exception=True)
        return _answer(reject_list(list_id=list_id, words=body.validated_data["words"], by=staff_of(request)))


def _answer(row: MatterList) -> Response:
    return Response(ListShape(row).data)
