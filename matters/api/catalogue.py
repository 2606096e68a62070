"""Reading the catalogue over the API; open to everybody."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from hall.kernel.access import PUBLIC
from hall.kernel.api import HallView, Pages
from matters.api.serializers import (
    FindMattersQuery,
    GuideSerializer,
    MatterLineSerializer,
    MatterPageSerializer,
    TickListSerializer,
)
from matters.queries.catalogue import matter_by_code
from matters.queries.guide import guide
from matters.queries.listing import lines, listed
from matters.queries.search import asked
from matters.queries.standard import standard_in_force


class MatterList(HallView):
    """The matters, by words and filters."""

    who_may = (PUBLIC,)

    @extend_schema(parameters=[FindMattersQuery], responses=MatterPageSerializer, operation_id="matters_list")
    def get(self, request: Request) -> Response:
        query = FindMattersQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        filters = query.form().filters()
        pages = Pages()
        question = asked(filters.words)
        found = pages.paginate_queryset(listed(filters, question), request, view=self) or []
        return pages.get_paginated_response(MatterLineSerializer(lines(found, question), many=True).data)


class MatterDetail(HallView):
    """The guide of one matter."""

    who_may = (PUBLIC,)

    @extend_schema(responses=GuideSerializer, operation_id="matters_read")
    def get(self, request: Request, code: str) -> Response:
        return Response(GuideSerializer(guide(code)).data)


class MatterTickList(HallView):
    """What a window may ask for; refused while the matter cannot be applied for."""

    who_may = (PUBLIC,)

    @extend_schema(responses=TickListSerializer, operation_id="matters_tick_list")
    def get(self, request: Request, code: str) -> Response:
        return Response(TickListSerializer(standard_in_force(matter_by_code(code))).data)
