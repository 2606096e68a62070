"""The board and the queues over REST; anyone may read them."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from hall.kernel.access import PUBLIC
from hall.kernel.api import HallView
from hall.models import Hall
from hall.queries.halls import default_hall, hall_by_code
from queueing.api.shapes import BoardShape, QueueShape, board_shape, queue_shape
from queueing.queries.board import board
from queueing.queries.lines import lines_of

HALL = OpenApiParameter("hall", str, description="大厅编码；不给时为市级大厅")
ZONE = OpenApiParameter("zone", str, description="区域，如“一层东区”；不给时为全厅")


class BoardOfHall(HallView):
    """What hangs on the screens."""

    who_may = (PUBLIC,)

    @extend_schema(operation_id="board_read", parameters=[HALL, ZONE], responses=BoardShape)
    def get(self, request: Request) -> Response:
        return Response(board_shape(board(_hall(request), request.GET.get("zone", ""))))


class Queues(HallView):
    """The queues with people waiting, open windows and the range."""

    who_may = (PUBLIC,)

    @extend_schema(operation_id="queues_list", parameters=[HALL], responses=QueueShape(many=True))
    def get(self, request: Request) -> Response:
        return Response([queue_shape(line) for line in lines_of(_hall(request))])


def _hall(request: Request) -> Hall:
    code = request.GET.get("hall", "")
    return hall_by_code(code) if code else default_hall()
