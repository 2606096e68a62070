"""Second notices and figures of intake over REST."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from applications.models import NoticeRequest
from applications.queries.access import application_for
from applications.queries.intake_figures import figures
from applications.verbs.second_notice import answer_second_notice, ask_second_notice
from hall.api.calls import StaffCall, shaped
from hall.api.idempotency import Idempotent
from hall.kernel import clock
from hall.kernel.api import HallView
from hall.requests import own_hall
from hall.roles import Role

READERS = (Role.SUPERVISOR, Role.HALL_MANAGER)


class AskNoticeShape(serializers.Serializer[Any]):
    """Why the first notice did not name it."""

    words = serializers.CharField(max_length=300)


class AnswerNoticeShape(serializers.Serializer[Any]):
    """Yes or no, with a reason."""

    granted = serializers.BooleanField()
    reason = serializers.CharField(max_length=300)


class MissingItemShape(serializers.Serializer[Any]):
    """One material asked for."""

    material = serializers.IntegerField()
    name = serializers.CharField()
    problem = serializers.CharField(allow_blank=True)


class NoticeRequestShape(serializers.ModelSerializer[NoticeRequest]):
    """A second notice as a window asked for it, and what the supervisor said."""

    application = serializers.CharField(source="application.number")
    missing = MissingItemShape(many=True)
    asked_by = serializers.CharField(source="asked_by.name")

    class Meta:
        model = NoticeRequest
        fields = ["id", "application", "missing", "words", "asked_by", "asked_at", "granted", "reason", "decided_at"]


class IntakeRowShape(serializers.Serializer[Any]):
    """One clerk's intake."""

    clerk = serializers.CharField(source="clerk.name")
    received = serializers.IntegerField()
    notices = serializers.IntegerField()
    seconds = serializers.IntegerField(help_text="再次告知")
    retyped = serializers.IntegerField(help_text="重复录入项数")
    carried = serializers.IntegerField(help_text="自动沿用项数")


class IntakeFiguresShape(serializers.Serializer[Any]):
    """The hall's intake between two days."""

    since = serializers.DateField()
    until = serializers.DateField()
    rows = IntakeRowShape(many=True)
    totals = IntakeRowShape()
    deemed = serializers.IntegerField()
    consents = serializers.IntegerField()
    reused = serializers.IntegerField()
    resumed = serializers.IntegerField()


class DaysShape(serializers.Serializer[Any]):
    """From and to, both included; this month when not given."""

    since = serializers.DateField(required=False, default=None, allow_null=True)
    until = serializers.DateField(required=False, default=None, allow_null=True)


class AskSecondNotice(Idempotent, HallView):
    """Ask a supervisor for a second, different notice."""

    who_may = (Role.WINDOW_CLERK,)

    @extend_schema(operation_id="ask_second_notice", request=AskNoticeShape, responses={201: NoticeRequestShape})
    def post(self, request: StaffCall, number: str) -> Response:
        words = shaped(AskNoticeShape, request)["words"]
        found = application_for(request.user, number)
        asked = ask_second_notice(hall=found.hall, number=found.number, words=words, by=request.user)
        return Response(NoticeRequestShape(asked).data, status=201)


class SecondNotices(HallView):
    """What windows ask for, the oldest first."""

    who_may = READERS

    @extend_schema(operation_id="second_notices", responses=NoticeRequestShape(many=True))
    def get(self, request: StaffCall) -> Response:
        rows = NoticeRequest.objects.of(own_hall(request)).filter(granted=None)
        return Response(NoticeRequestShape(rows.select_related("application", "asked_by"), many=True).data)


class AnswerSecondNotice(Idempotent, HallView):
    """Yes gives the notice at once; both need a reason."""

    who_may = (Role.SUPERVISOR,)

    @extend_schema(operation_id="answer_second_notice", request=AnswerNoticeShape, responses=NoticeRequestShape)
    def post(self, request: StaffCall, request_id: int) -> Response:
        given = shaped(AnswerNoticeShape, request)
        done = answer_second_notice(hall=own_hall(request), request_id=request_id, by=request.user, **given)
        return Response(NoticeRequestShape(done).data)


class IntakeFigures(HallView):
    """Notices and second notices, fields typed twice, what was reused."""

    who_may = READERS

    @extend_schema(
        operation_id="intake_figures",
        parameters=[OpenApiParameter("since", str), OpenApiParameter("until", str)],
        responses=IntakeFiguresShape,
    )
    def get(self, request: StaffCall) -> Response:
        asked = DaysShape(data=request.query_params)
        asked.is_valid(raise_exception=True)
        today = clock.today()
        until = asked.validated_data["until"] or today
        since = min(asked.validated_data["since"] or today.replace(day=1), until)
        return Response(IntakeFiguresShape(figures(own_hall(request), since, until)).data)
