"""Taking in a matter at the window over REST: people, ticks, application and the link to the ticket in one act."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from applications.completeness import Tick
from applications.models import AgencyKind, Application, Tells
from applications.states import MaterialStatus
from applications.verbs.acting import Acting
from hall.kernel.api import HallView
from hall.models.party import IdType
from hall.roles import Role
from queueing.api.who import own_hall, person
from queueing.verbs import taking_in

THEN = (taking_in.ACCEPT, taking_in.NOTICE, taking_in.RECEIVE, taking_in.REFUSE)


FORM_VALUE = serializers.CharField(max_length=2000, allow_blank=True)


class PersonInput(serializers.Serializer[Any]):
    """An applicant or agent, by their document."""

    name = serializers.CharField(max_length=200)
    id_type = serializers.ChoiceField(IdType.choices)
    id_number = serializers.CharField(max_length=40)
    phone = serializers.CharField(max_length=32, required=False, allow_blank=True, default="")


class TickInput(serializers.Serializer[Any]):
    """What the window got of one listed material."""

    material = serializers.IntegerField()
    status = serializers.ChoiceField(MaterialStatus.choices)
    problem = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class ActingInput(serializers.Serializer[Any]):
    """In what capacity an agent comes, by what authority, and who is told."""

    kind = serializers.ChoiceField(AgencyKind.choices)
    authority = serializers.CharField(max_length=120)
    authority_seen = serializers.BooleanField(required=False, default=False)
    tells = serializers.ChoiceField(Tells.choices, required=False, default=Tells.AGENT)
    helper = serializers.CharField(max_length=64, required=False, allow_blank=True, default="")


class TakeInInput(serializers.Serializer[Any]):
    """One matter as handed in; without an applicant it is the ticket's own person."""

    matter = serializers.CharField(max_length=33, help_text="事项编码")
    applicant = PersonInput(required=False, allow_null=True, default=None)
    agent = PersonInput(required=False, allow_null=True, default=None)
    ticks = TickInput(many=True, required=False, default=list)
    form = serializers.DictField(child=FORM_VALUE, required=False, default=dict)
    then = serializers.ChoiceField(THEN, required=False, default=taking_in.ACCEPT)
    standard_line = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")
    reason = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")
    answers = serializers.DictField(
        child=serializers.CharField(max_length=24),
        required=False,
        allow_null=True,
        default=None,
        help_text="情形引导的回答；不给时用取号时的回答",
    )
    reuse = serializers.DictField(
        child=serializers.CharField(max_length=24),
        required=False,
        default=dict,
        help_text="沿用此前办件的栏目：栏目名到原办件编号；须先记录同意",
    )
    acting = ActingInput(required=False, allow_null=True, default=None)


class TakenShape(serializers.ModelSerializer[Application]):
    """What was taken in; everything else of it: `applications/{number}/`."""

    state_label = serializers.CharField(source="get_state_display")
    matter = serializers.CharField(source="version.matter.code")
    department = serializers.CharField(source="department.code")
    is_instant = serializers.BooleanField(source="version.is_instant")

    class Meta:
        model = Application
        fields = ["number", "state", "state_label", "matter", "department", "is_instant", "visit", "promise_due"]


class TakeIn(HallView):
    """Receive one matter of the person at this window, then accept it, give the one-time notice, refuse, or leave it."""

    who_may = (Role.WINDOW_CLERK,)

    @extend_schema(operation_id="windows_take_in", request=TakeInInput, responses={201: TakenShape})
    def post(self, request: Request, code: str) -> Response:
        body = TakeInInput(data=request.data)
        body.is_valid(raise_exception=True)
        given = dict(body.validated_data)
        acting = given.pop("acting")
        application = taking_in.take_in(
            hall=own_hall(request),
            window_code=code,
            matter_code=given.pop("matter"),
            ticks=[Tick(row["material"], row["status"], row["problem"]) for row in given.pop("ticks")],
            acting=Acting(**acting) if acting else None,
            by=person(request),
            **given,
        )
        return Response(TakenShape(application).data, status=201)
