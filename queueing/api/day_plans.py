"""Service hours, the slot plan and the end of the day over REST."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hall.api.idempotency import Idempotent
from hall.kernel import clock
from hall.kernel.access import PUBLIC
from hall.kernel.api import HallView
from hall.opening_hours import Span
from hall.queries.halls import default_hall, hall_by_code
from hall.roles import Role
from hall.verbs.service_hours import close_day, set_weekday_hours
from queueing.api.who import own_hall, person
from queueing.models import ClosingPolicy, HallRules, SlotStaffing
from queueing.queries.closings import close_out
from queueing.queries.hall_rules import rules_of
from queueing.queries.hours_pages import next_days
from queueing.slots import Staffed
from queueing.verbs.day_end import close_the_day, reopen_day, stop_tickets, to_turn_away_now, turn_away
from queueing.verbs.planning import RULES, close_slot, reopen_slot, set_rules, set_staffing

MANAGER = (Role.HALL_MANAGER,)


class SpanShape(serializers.Serializer[Any]):
    opens = serializers.TimeField()
    closes = serializers.TimeField()
    mode = serializers.CharField(max_length=16)
    appointment_only = serializers.BooleanField(required=False, default=False)


class HoursDayShape(serializers.Serializer[Any]):
    day = serializers.DateField()
    note = serializers.CharField()
    is_closed = serializers.BooleanField()
    spans = SpanShape(many=True)


class WeekdayInput(serializers.Serializer[Any]):
    weekday = serializers.IntegerField(min_value=1, max_value=7)
    spans = SpanShape(many=True)


class ClosedDayInput(serializers.Serializer[Any]):
    day = serializers.DateField()
    reason = serializers.CharField(max_length=100)


class StaffingShape(serializers.Serializer[Any]):
    weekday = serializers.IntegerField(min_value=1, max_value=7)
    begins = serializers.TimeField()
    ends = serializers.TimeField()
    windows = serializers.IntegerField(min_value=0, max_value=500)


class SlotRulesShape(serializers.ModelSerializer[HallRules]):
    class Meta:
        model = HallRules
        fields = RULES


class SlotInput(serializers.Serializer[Any]):
    begins_at = serializers.DateTimeField()
    reason = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class CalledOffShape(serializers.Serializer[Any]):
    called_off = serializers.IntegerField()


class StopInput(serializers.Serializer[Any]):
    policy = serializers.ChoiceField(ClosingPolicy.choices, required=False, allow_blank=True, default="")
    words = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class CloseOutShape(serializers.Serializer[Any]):
    day = serializers.DateField()
    state = serializers.CharField(source="closing.state", default="")
    policy = serializers.CharField(source="closing.policy", default="")
    taken = serializers.IntegerField()
    finished = serializers.IntegerField()
    unserved = serializers.IntegerField()
    tickets = serializers.SerializerMethodField()

    def get_tickets(self, out: Any) -> dict[str, str]:
        return {line.ticket.number: line.outcome for line in out.lines}


class Hours(HallView):
    """The next two weeks as they really are."""

    who_may = (PUBLIC,)

    @extend_schema(
        operation_id="hours_list", parameters=[OpenApiParameter("hall", str)], responses=HoursDayShape(many=True)
    )
    def get(self, request: Request) -> Response:
        code = request.GET.get("hall", "")
        return Response(HoursDayShape(next_days(hall_by_code(code) if code else default_hall()), many=True).data)


class WeekdayHours(Idempotent, HallView):
    who_may = MANAGER

    @extend_schema(operation_id="hours_set_weekday", request=WeekdayInput, responses={204: None})
    def post(self, request: Request) -> Response:
        given = WeekdayInput(data=request.data)
        given.is_valid(raise_exception=True)
        spans = [Span(**span) for span in given.validated_data["spans"]]
        weekday = given.validated_data["weekday"]
        set_weekday_hours(hall=own_hall(request), weekday=weekday, spans=spans, by=person(request))
        return Response(status=204)


class CloseDay(Idempotent, HallView):
    """No service on a day; who is booked is told."""

    who_may = MANAGER

    @extend_schema(operation_id="hours_close_day", request=ClosedDayInput, responses={204: None})
    def post(self, request: Request) -> Response:
        given = ClosedDayInput(data=request.data)
        given.is_valid(raise_exception=True)
        close_day(hall=own_hall(request), by=person(request), **given.validated_data)
        return Response(status=204)


class Staffing(HallView):
    """The slot plan: read it, replace it."""

    who_may = (Role.HALL_MANAGER, Role.SUPERVISOR)

    @extend_schema(operation_id="slot_plan_read", responses=StaffingShape(many=True))
    def get(self, request: Request) -> Response:
        return Response(StaffingShape(SlotStaffing.objects.of(own_hall(request)), many=True).data)

    @extend_schema(operation_id="slot_plan_set", request=StaffingShape(many=True), responses=StaffingShape(many=True))
    def put(self, request: Request) -> Response:
        given = StaffingShape(data=request.data, many=True)
        given.is_valid(raise_exception=True)
        plan: dict[int, list[Staffed]] = {}
        for row in given.validated_data:
            plan.setdefault(row["weekday"], []).append(Staffed(row["begins"], row["ends"], row["windows"]))
        rows = set_staffing(hall=own_hall(request), plan=plan, by=person(request))
        return Response(StaffingShape(rows, many=True).data)


class Rules(HallView):
    """The rules for appointments and closing."""

    who_may = (Role.HALL_MANAGER, Role.SUPERVISOR)

    @extend_schema(operation_id="slot_rules_read", responses=SlotRulesShape)
    def get(self, request: Request) -> Response:
        return Response(SlotRulesShape(rules_of(own_hall(request))).data)

    @extend_schema(operation_id="slot_rules_set", request=SlotRulesShape, responses=SlotRulesShape)
    def patch(self, request: Request) -> Response:
        given = SlotRulesShape(data=request.data, partial=True)
        given.is_valid(raise_exception=True)
        rules = set_rules(hall=own_hall(request), values=given.validated_data, by=person(request))
        return Response(SlotRulesShape(rules).data)


class CloseSlot(Idempotent, HallView):
    """Nobody is expected in a slot any more; those who were are told why."""

    who_may = MANAGER

    @extend_schema(operation_id="slot_close", request=SlotInput, responses=CalledOffShape)
    def post(self, request: Request) -> Response:
        given = SlotInput(data=request.data)
        given.is_valid(raise_exception=True)
        told = close_slot(hall=own_hall(request), by=person(request), **given.validated_data)
        return Response({"called_off": len(told)})


class ReopenSlot(Idempotent, HallView):
    who_may = MANAGER

    @extend_schema(operation_id="slot_reopen", request=SlotInput, responses={204: None})
    def post(self, request: Request) -> Response:
        given = SlotInput(data=request.data)
        given.is_valid(raise_exception=True)
        reopen_slot(hall=own_hall(request), begins_at=given.validated_data["begins_at"], by=person(request))
        return Response(status=204)


class DayEnd(HallView):
    """Today's end: who still waits, what became of whom."""

    who_may = (Role.HALL_MANAGER, Role.SUPERVISOR)

    @extend_schema(operation_id="day_end_read", responses=CloseOutShape)
    def get(self, request: Request) -> Response:
        return _out(request)


class DayEndVerb(Idempotent, HallView):
    """One act on today's end; answers with how it stands then."""

    who_may = MANAGER


class StopTickets(DayEndVerb):
    @extend_schema(operation_id="day_end_stop", request=StopInput, responses=CloseOutShape)
    def post(self, request: Request) -> Response:
        given = StopInput(data=request.data)
        given.is_valid(raise_exception=True)
        stop_tickets(hall=own_hall(request), by=person(request), **given.validated_data)
        return _out(request)


class TurnAway(DayEndVerb):
    """All who still wait come back another day, first in line then."""

    @extend_schema(operation_id="day_end_turn_away", request=None, responses=CloseOutShape)
    def post(self, request: Request) -> Response:
        for ticket_id in to_turn_away_now(own_hall(request)):
            turn_away(ticket_id=ticket_id, by=person(request))
        return _out(request)


class ReopenDay(DayEndVerb):
    @extend_schema(operation_id="day_end_reopen", request=None, responses=CloseOutShape)
    def post(self, request: Request) -> Response:
        reopen_day(hall=own_hall(request), by=person(request))
        return _out(request)


class CloseTheDay(DayEndVerb):
    @extend_schema(operation_id="day_end_close", request=None, responses=CloseOutShape)
    def post(self, request: Request) -> Response:
        close_the_day(hall=own_hall(request), by=person(request))
        return _out(request)


def _out(request: Request) -> Response:
    return Response(CloseOutShape(close_out(own_hall(request), clock.today())).data)
