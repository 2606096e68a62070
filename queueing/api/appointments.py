"""Appointments over REST: slots on offer, booking, following by the secret, giving up, checking in; a day's list for staff."""

from datetime import date
from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from applications.verbs import guessing
from hall.addresses import address_of
from hall.api.idempotency import Idempotent
from hall.kernel import clock
from hall.kernel.access import PUBLIC
from hall.kernel.api import HallView, Pages
from hall.kernel.errors import NotFound
from hall.masking import mask_id, mask_name
from hall.models import Hall, StaffMember
from hall.models.party import IdType
from hall.permissions import system_person
from hall.queries.halls import default_hall, hall_by_code
from hall.roles import Role
from queueing.api.shapes import FollowedShape, ReasonInput, followed_shape
from queueing.api.who import own_hall, person
from queueing.models import BookedBy, Queue
from queueing.queries.appointments import (
    appointment_by_token,
    appointment_for_citizen,
    appointments_on,
    expected_today,
    matters_of,
    normal,
)
from queueing.queries.slots import OfferedDay, offered_days
from queueing.queries.tickets import followed
from queueing.verbs.appointments import cancel_appointment, check_in
from queueing.verbs.booking import QUEUE, book
from queueing.verbs.strangers import count_booking

REPEAT_KEY = OpenApiParameter(
    "Idempotency-Key", str, OpenApiParameter.HEADER, description="同一请求重发时用同一个键，只会得到同一个预约"
)
DESK = (Role.GUIDE, Role.WINDOW_CLERK, Role.HALL_MANAGER)


class SlotShape(serializers.Serializer[Any]):
    begins_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    mode = serializers.CharField()
    free = serializers.IntegerField(allow_null=True, help_text="还可约几人；空为不限")
    is_free = serializers.BooleanField()
    closed_reason = serializers.CharField()


class SlotDayShape(serializers.Serializer[Any]):
    day = serializers.DateField()
    slots = SlotShape(many=True)


class BookingInput(serializers.Serializer[Any]):
    """Who is expected, when and for what."""

    hall = serializers.SlugField(required=False, default="", help_text="大厅编码")
    matter_codes = serializers.ListField(child=serializers.CharField(max_length=33), min_length=1, max_length=6)
    begins_at = serializers.DateTimeField(help_text="时段开始")
    name = serializers.CharField(max_length=200)
    id_type = serializers.ChoiceField(IdType.choices, default=IdType.RESIDENT)
    id_number = serializers.CharField(max_length=40)
    phone = serializers.CharField(max_length=32, required=False, allow_blank=True, default="")


class AppointmentShape(serializers.Serializer[Any]):
    """An appointment without plain personal data."""

    number = serializers.CharField()
    state = serializers.CharField()
    state_label = serializers.CharField(source="get_state_display")
    day = serializers.DateField()
    begins_at = serializers.DateTimeField(source="slot.begins_at")
    ends_at = serializers.DateTimeField(source="slot.ends_at")
    name = serializers.SerializerMethodField()
    id_number = serializers.SerializerMethodField()
    channel = serializers.CharField()
    is_late = serializers.BooleanField()
    reason = serializers.CharField()
    ticket = serializers.CharField(source="ticket.number", default=None, allow_null=True)

    def get_name(self, row: Any) -> str:
        return mask_name(row.name)

    def get_id_number(self, row: Any) -> str:
        return mask_id(row.party.id_number)


class OwnAppointmentShape(AppointmentShape):
    """For whoever booked it or has the secret already."""

    token = serializers.CharField()
    matters = serializers.SerializerMethodField()

    def get_matters(self, row: Any) -> list[str]:
        return [matter.code for matter in matters_of(row)]


class FindInput(serializers.Serializer[Any]):
    number = serializers.CharField(max_length=20)
    second_factor = serializers.CharField(max_length=8, help_text="证件号码或手机号码的后四位")


class CheckInInput(serializers.Serializer[Any]):
    words = serializers.CharField(max_length=40, help_text="预约号或证件号码")
    id_type = serializers.ChoiceField(IdType.choices, default=IdType.RESIDENT)
    priority = serializers.CharField(max_length=16, required=False, allow_blank=True, default="")


class Slots(HallView):
    """The days one may book now and their slots."""

    who_may = (PUBLIC,)

    @extend_schema(
        operation_id="slots_list", parameters=[OpenApiParameter("hall", str)], responses=SlotDayShape(many=True)
    )
    def get(self, request: Request) -> Response:
        return Response([_day(day) for day in offered_days(*_place(request.GET.get("hall", "")))])


class Appointments(HallView):
    """Book; staff see a day's list."""

    who_may = (PUBLIC,)

    @extend_schema(
        operation_id="appointments_list",
        parameters=[OpenApiParameter("day", date), OpenApiParameter("q", str)],
        responses=AppointmentShape(many=True),
    )
    def get(self, request: Request) -> Response:
        if not (request.user.is_authenticated and person(request).has_role(*DESK)):
            raise NotFound()
        rows = appointments_on(own_hall(request), _date(request.GET.get("day", "")), request.GET.get("q", ""))
        pages = Pages()
        return pages.get_paginated_response(AppointmentShape(pages.paginate_queryset(rows, request), many=True).data)

    @extend_schema(
        operation_id="appointments_book",
        request=BookingInput,
        responses={201: OwnAppointmentShape},
        parameters=[REPEAT_KEY],
    )
    def post(self, request: Request) -> Response:
        given = BookingInput(data=request.data)
        given.is_valid(raise_exception=True)
        wishes = dict(given.validated_data)
        is_staff = request.user.is_authenticated and not person(request).is_machine
        if not is_staff:
            count_booking(address_of(request._request))
        code = wishes.pop("hall")
        made = book(
            hall=own_hall(request) if is_staff and not code else _hall(code),
            channel=BookedBy.GUIDE_DESK if is_staff else BookedBy.PROGRAM,
            idempotency_key=request.headers.get("Idempotency-Key", ""),
            by=_by(request),
            **wishes,
        )
        return Response(OwnAppointmentShape(made).data, status=201)


class OneAppointment(HallView):
    """One appointment by its secret."""

    who_may = (PUBLIC,)

    @extend_schema(operation_id="appointments_read", responses=OwnAppointmentShape)
    def get(self, request: Request, token: str) -> Response:
        return Response(OwnAppointmentShape(appointment_by_token(token)).data)


class FindAppointment(HallView):
    """By number and the last four of a document or phone; guesses are counted."""

    who_may = (PUBLIC,)

    @extend_schema(operation_id="appointments_find", request=FindInput, responses=OwnAppointmentShape)
    def post(self, request: Request) -> Response:
        given = FindInput(data=request.data)
        given.is_valid(raise_exception=True)
        number, address = normal(given.validated_data["number"]), address_of(request._request)
        guessing.count_try(f"Y-{number}", address)
        found = appointment_for_citizen(number, given.validated_data["second_factor"])
        guessing.give_back(f"Y-{number}", address)
        return Response(OwnAppointmentShape(found).data)


class CancelAppointment(Idempotent, HallView):
    who_may: ClassVar[tuple[str, ...]] = (PUBLIC,)

    @extend_schema(operation_id="appointments_cancel", request=ReasonInput, responses=OwnAppointmentShape)
    def post(self, request: Request, token: str) -> Response:
        given = ReasonInput(data=request.data)
        given.is_valid(raise_exception=True)
        hall = appointment_by_token(token).hall
        cancel_appointment(hall=hall, token=token, by=_by(request), **given.validated_data)
        return Response(OwnAppointmentShape(appointment_by_token(token)).data)


class ComeAppointment(Idempotent, HallView):
    """The holder has come: the ticket."""

    who_may: ClassVar[tuple[str, ...]] = (PUBLIC,)

    @extend_schema(operation_id="appointments_come", request=None, responses=FollowedShape)
    def post(self, request: Request, token: str) -> Response:
        ticket = check_in(hall=appointment_by_token(token).hall, token=token, by=_by(request))
        return Response(followed_shape(followed(ticket.token)))


class CheckIn(Idempotent, HallView):
    """A machine or desk of the hall checks somebody in by number or document."""

    who_may = (Role.KIOSK, *DESK)

    @extend_schema(operation_id="appointments_check_in", request=CheckInInput, responses={201: FollowedShape})
    def post(self, request: Request) -> Response:
        given = CheckInInput(data=request.data)
        given.is_valid(raise_exception=True)
        words, hall = given.validated_data, own_hall(request)
        found = expected_today(hall, words["words"], words["id_type"])
        ticket = check_in(hall=hall, token=found.token, priority=words["priority"], by=person(request))
        return Response(followed_shape(followed(ticket.token)), status=201)


def _by(request: Request) -> StaffMember:
    return person(request) if request.user.is_authenticated else system_person("appointments")


def _hall(code: str) -> Hall:
    return hall_by_code(code) if code else default_hall()


def _place(code: str) -> tuple[Hall, Queue]:
    hall = _hall(code)
    queue = Queue.objects.of(hall).filter(code=QUEUE).first()
    if queue is None:
        raise NotFound()
    return hall, queue


def _day(day: OfferedDay) -> dict[str, Any]:
    return dict(SlotDayShape(day).data)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return clock.today()
