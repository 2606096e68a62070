"""Earlier answers and materials of the ticket's person over REST, their consent, and earlier applications taken up."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from applications.models import ConsentWay
from applications.queries.reusable import NOTHING, has_earlier, offer_of, standing_consent
from applications.verbs.consenting import take_consent, withdraw_consent
from hall.kernel.api import HallView
from hall.roles import Role
from matters.queries.catalogue import matter_by_code, tick_list, version_in_force
from queueing.api.intake import TakenShape
from queueing.api.scans import ticket_at_window
from queueing.api.who import own_hall, person
from queueing.queries.applicants import visit_name
from queueing.verbs.drafts import at_window
from queueing.verbs.resuming import resume


class ConsentInput(serializers.Serializer[Any]):
    """How the person agreed."""

    way = serializers.ChoiceField(ConsentWay.choices, required=False, default=ConsentWay.SPOKEN)


class ConsentShape(serializers.Serializer[Any]):
    """The consent of this visit."""

    way = serializers.CharField()
    purpose = serializers.CharField()
    given_at = serializers.DateTimeField()
    withdrawn_at = serializers.DateTimeField(allow_null=True)


class OfferedAnswerShape(serializers.Serializer[Any]):
    """An earlier answer with its date."""

    name = serializers.CharField()
    value = serializers.CharField()
    on = serializers.DateField()
    application = serializers.CharField(source="source.number")


class OfferedMaterialShape(serializers.Serializer[Any]):
    """An earlier material with its date."""

    material = serializers.IntegerField(source="material.pk")
    name = serializers.CharField(source="material.name")
    on = serializers.DateField()
    application = serializers.CharField(source="source.number")


class ReusableShape(serializers.Serializer[Any]):
    """How many earlier applications there are; what they hold only with a consent."""

    count = serializers.IntegerField()
    consent = ConsentShape(allow_null=True)
    answers = OfferedAnswerShape(many=True)
    materials = OfferedMaterialShape(many=True)


class ResumeInput(serializers.Serializer[Any]):
    """An open application of the person at the window."""

    application = serializers.CharField(max_length=24)


class Reusable(HallView):
    """What the ticket's person may use again for a matter."""

    who_may = (Role.WINDOW_CLERK,)

    @extend_schema(operation_id="windows_reusable", responses=ReusableShape)
    def get(self, request: Request, code: str, matter_code: str) -> Response:
        hall = own_hall(request)
        ticket = at_window(hall, ticket_at_window(hall, code).pk, person(request))
        consent = standing_consent(hall, ticket.party, visit_name(ticket))
        version = version_in_force(matter_by_code(matter_code))
        offer = offer_of(hall, ticket.party, version, tick_list(version)) if consent else NOTHING
        found = {"count": has_earlier(hall, ticket.party), "consent": consent}
        return Response(ReusableShape({**found, "answers": offer.answers, "materials": offer.materials}).data)


class TakeConsent(HallView):
    """The ticket's person agrees for this visit."""

    who_may = (Role.WINDOW_CLERK,)

    @extend_schema(operation_id="windows_take_consent", request=ConsentInput, responses={201: ConsentShape})
    def post(self, request: Request, code: str) -> Response:
        body = ConsentInput(data=request.data)
        body.is_valid(raise_exception=True)
        hall, by = own_hall(request), person(request)
        ticket = at_window(hall, ticket_at_window(hall, code).pk, by)
        way = body.validated_data["way"]
        consent = take_consent(hall=hall, party=ticket.party, visit=visit_name(ticket), way=way, by=by)
        return Response(ConsentShape(consent).data, status=201)


class WithdrawConsent(HallView):
    """The ticket's person takes the consent back."""

    who_may = (Role.WINDOW_CLERK,)

    @extend_schema(operation_id="windows_withdraw_consent", request=None, responses={204: None})
    def post(self, request: Request, code: str) -> Response:
        hall, by = own_hall(request), person(request)
        ticket = at_window(hall, ticket_at_window(hall, code).pk, by)
        consent = standing_consent(hall, ticket.party, visit_name(ticket))
        if consent is not None:
            withdraw_consent(hall=hall, consent_id=consent.pk, by=by)
        return Response(status=204)


class Resume(HallView):
    """Go on with an earlier application of the person at this window."""

    who_may = (Role.WINDOW_CLERK,)

    @extend_schema(operation_id="windows_resume_application", request=ResumeInput, responses=TakenShape)
    def post(self, request: Request, code: str) -> Response:
        body = ResumeInput(data=request.data)
        body.is_valid(raise_exception=True)
        number = body.validated_data["application"]
        application = resume(hall=own_hall(request), window_code=code, number=number, by=person(request))
        return Response(TakenShape(application).data)
