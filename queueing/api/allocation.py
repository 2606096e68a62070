"""The manager's board for programs: who covers what, re-allocating, plans, capability, reserve windows, lunch."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hall.api.idempotency import Idempotent
from hall.kernel.api import HallView
from hall.roles import Role
from queueing.allocation import MODES
from queueing.api.who import own_hall, person
from queueing.models import Capability, Level, Reallocation, WindowPlan
from queueing.queries.window_board import WindowBoard, window_board
from queueing.verbs.allocating import move_windows, reallocate, undo_reallocation
from queueing.verbs.capabilities import drop_capability, set_capability
from queueing.verbs.plans import apply_plan, save_plan
from queueing.verbs.shifts import put_into_service, set_lunch, take_out_of_service

MANAGERS = (Role.HALL_MANAGER,)


class MoveInput(serializers.Serializer[Any]):
    windows = serializers.ListField(child=serializers.CharField(max_length=8), max_length=400)
    queue = serializers.SlugField()
    mode = serializers.ChoiceField(list(MODES.items()))
    reason = serializers.CharField(max_length=200)
    version = serializers.IntegerField(min_value=0, help_text="您看到的分工的版次")


class OrderInput(serializers.Serializer[Any]):
    queues = serializers.ListField(child=serializers.SlugField(), max_length=20, help_text="先叫的在前")
    reason = serializers.CharField(max_length=200)
    version = serializers.IntegerField(min_value=0)


class PlanInput(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=30)
    replace = serializers.BooleanField(required=False, default=False)


class ApplyInput(serializers.Serializer[Any]):
    version = serializers.IntegerField(min_value=0)
    reason = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class CapabilityInput(serializers.Serializer[Any]):
    window_code = serializers.CharField(max_length=8, required=False, allow_blank=True, default="")
    clerk = serializers.CharField(max_length=64, required=False, allow_blank=True, default="")
    matter_code = serializers.CharField(max_length=33, required=False, allow_blank=True, default="")
    department_code = serializers.SlugField(required=False, allow_blank=True, default="")
    level = serializers.ChoiceField(Level.choices)
    assistant = serializers.CharField(max_length=64, required=False, allow_blank=True, default="")


class ReserveInput(serializers.Serializer[Any]):
    in_service = serializers.BooleanField()
    reason = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class LunchInput(serializers.Serializer[Any]):
    windows = serializers.ListField(child=serializers.CharField(max_length=8), min_length=1, max_length=400)
    begins = serializers.TimeField(allow_null=True)
    ends = serializers.TimeField(allow_null=True)


class ReallocationShape(serializers.ModelSerializer[Reallocation]):
    by = serializers.CharField(source="by.name")

    class Meta:
        model = Reallocation
        fields = ("version", "before", "after", "reason", "at", "by")


class PlanShape(serializers.ModelSerializer[WindowPlan]):
    class Meta:
        model = WindowPlan
        fields = ("id", "name", "allocation", "saved_at")


class CapabilityShape(serializers.ModelSerializer[Capability]):
    window = serializers.CharField(source="window.code", default="")
    clerk = serializers.CharField(source="clerk.username", default="")
    matter = serializers.CharField(source="matter.code", default="")
    department = serializers.CharField(source="department.code", default="")
    assistant = serializers.CharField(source="assistant.username", default="")

    class Meta:
        model = Capability
        fields = ("id", "window", "clerk", "matter", "department", "level", "assistant")


class BoardView(HallView):
    """Windows with their state, lines with their waits, whom nobody can serve, and the version of the allocation."""

    who_may = (Role.HALL_MANAGER, Role.SUPERVISOR)

    @extend_schema(operation_id="window_board", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request) -> Response:
        return Response(_board(window_board(own_hall(request))))


class Move(Idempotent, HallView):
    """Several windows do only, first, also or no longer a queue."""

    who_may = MANAGERS

    @extend_schema(operation_id="window_move", request=MoveInput, responses=ReallocationShape)
    def post(self, request: Request) -> Response:
        made = move_windows(hall=own_hall(request), by=person(request), **_given(MoveInput, request))
        return Response(ReallocationShape(made).data)


class Order(Idempotent, HallView):
    """One window covers these queues in this order."""

    who_may = MANAGERS

    @extend_schema(operation_id="window_order", request=OrderInput, responses=ReallocationShape)
    def post(self, request: Request, code: str) -> Response:
        given = _given(OrderInput, request)
        changes = {code: given.pop("queues")}
        made = reallocate(hall=own_hall(request), by=person(request), changes=changes, **given)
        return Response(ReallocationShape(made).data)


class Undo(Idempotent, HallView):
    """The last re-allocation is taken back."""

    who_may = MANAGERS

    @extend_schema(operation_id="window_undo", request=None, responses=ReallocationShape)
    def post(self, request: Request) -> Response:
        return Response(ReallocationShape(undo_reallocation(hall=own_hall(request), by=person(request))).data)


class Plans(Idempotent, HallView):
    """Saved plans; saving the present allocation under a name."""

    who_may = MANAGERS

    @extend_schema(operation_id="window_plans", responses=PlanShape(many=True))
    def get(self, request: Request) -> Response:
        return Response(PlanShape(WindowPlan.objects.of(own_hall(request)), many=True).data)

    @extend_schema(operation_id="window_plan_save", request=PlanInput, responses={201: PlanShape})
    def post(self, request: Request) -> Response:
        plan = save_plan(hall=own_hall(request), by=person(request), **_given(PlanInput, request))
        return Response(PlanShape(plan).data, status=201)


class ApplyPlan(Idempotent, HallView):
    """The windows become as the plan says."""

    who_may = MANAGERS

    @extend_schema(operation_id="window_plan_apply", request=ApplyInput, responses=ReallocationShape)
    def post(self, request: Request, plan_id: int) -> Response:
        made = apply_plan(hall=own_hall(request), plan_id=plan_id, by=person(request), **_given(ApplyInput, request))
        return Response(ReallocationShape(made).data)


class Capabilities(Idempotent, HallView):
    """The rules of capability; one more, or another level for the same window, clerk and matter."""

    who_may = MANAGERS

    @extend_schema(operation_id="window_capabilities", responses=CapabilityShape(many=True))
    def get(self, request: Request) -> Response:
        rules = Capability.objects.of(own_hall(request)).order_by("pk")
        rows = rules.select_related("window", "clerk", "matter", "department", "assistant")
        return Response(CapabilityShape(rows, many=True).data)

    @extend_schema(operation_id="window_capability_set", request=CapabilityInput, responses={201: CapabilityShape})
    def post(self, request: Request) -> Response:
        rule = set_capability(hall=own_hall(request), by=person(request), **_given(CapabilityInput, request))
        return Response(CapabilityShape(rule).data, status=201)


class DropCapability(Idempotent, HallView):
    """The rule no longer holds."""

    who_may = MANAGERS

    @extend_schema(operation_id="window_capability_drop", request=None, responses={204: None})
    def post(self, request: Request, capability_id: int) -> Response:
        drop_capability(hall=own_hall(request), capability_id=capability_id, by=person(request))
        return Response(status=204)


class Reserve(Idempotent, HallView):
    """A reserve window is put into service, or taken out."""

    who_may = MANAGERS

    @extend_schema(operation_id="window_reserve", request=ReserveInput, responses={204: None})
    def post(self, request: Request, code: str) -> Response:
        given, hall, by = _given(ReserveInput, request), own_hall(request), person(request)
        if given["in_service"]:
            put_into_service(hall=hall, window_code=code, reason=given["reason"], by=by)
        else:
            take_out_of_service(hall=hall, window_code=code, by=by)
        return Response(status=204)


class Lunch(Idempotent, HallView):
    """These windows rest between two times; without times they do not."""

    who_may = MANAGERS

    @extend_schema(operation_id="window_lunch", request=LunchInput, responses={204: None})
    def post(self, request: Request) -> Response:
        set_lunch(hall=own_hall(request), by=person(request), **_given(LunchInput, request))
        return Response(status=204)


def _given(shape: type[serializers.Serializer[Any]], request: Request) -> dict[str, Any]:
    body = shape(data=request.data)
    body.is_valid(raise_exception=True)
    return dict(body.validated_data)


def _board(shown: WindowBoard) -> dict[str, Any]:
    return {
        "version": shown.version,
        "as_of": shown.at,
        "windows": [
            {
                "code": tile.window.code, "zone": tile.window.zone, "kind": tile.window.kind, "queues": list(tile.order),
                "state": tile.said.state, "clerk": tile.clerk, "number": tile.number, "since": tile.since,
            }
            for tile in shown.tiles
        ],
        "queues": [
            {
                "code": row.queue.code, "waiting": row.line.waiting, "open_windows": row.line.windows, "windows": row.windows,
                "longest": row.longest, "median": row.median, "p90": row.p90,
                "unserved": [one.ticket.number for one in row.unserved],
                "proposal": row.proposal.words if row.proposal else "",
            }
            for row in shown.rows
        ],
    }  # fmt: skip
