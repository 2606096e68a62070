"""Photos that citizens sent in, over REST: what waits, what was sent, taken or sent back."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from applications.api.answers import ApplicationAnswer, FileAnswer
from applications.api.intake import answered
from applications.models import Resubmission
from applications.queries.access import application_for
from applications.queries.masked import masked
from applications.queries.sent_in import last_resubmission, sent_photos, waiting_sent_in
from applications.verbs.resubmitting import accept_sent_in, send_back
from hall.api.calls import StaffCall, shaped
from hall.api.idempotency import Idempotent
from hall.kernel.api import HallView
from hall.requests import own_hall
from hall.roles import Role


class ResubmissionAnswer(serializers.ModelSerializer[Resubmission]):
    """What was sent in at one moment, and what the window said."""

    application = serializers.CharField(source="application.number")
    matter = serializers.CharField(source="application.version.matter.name")
    department = serializers.CharField(source="application.department.short_name")
    applicant = serializers.SerializerMethodField(help_text="已遮盖")

    class Meta:
        model = Resubmission
        fields = ["application", "matter", "department", "applicant", "sent_at", "state", "words", "checked_at"]

    def get_applicant(self, row: Resubmission) -> str:
        return masked(row.application.applicant)


class SentMaterialAnswer(serializers.Serializer[Any]):
    """One material the notice asked for, with its photos."""

    material = serializers.IntegerField()
    name = serializers.CharField()
    problem = serializers.CharField()
    files = FileAnswer(many=True)


class SentInAnswer(serializers.Serializer[Any]):
    """The photos beside what the notice asked for."""

    sent = ResubmissionAnswer(allow_null=True)
    materials = SentMaterialAnswer(many=True)


class SendPhotosBackShape(serializers.Serializer[Any]):
    """What is wrong with which photo and how to mend it; the citizen reads it."""

    words = serializers.CharField(max_length=300)


class SentIn(HallView):
    """What waits to be looked at, the oldest first."""

    who_may = (Role.WINDOW_CLERK,)

    @extend_schema(operation_id="sent_in", responses=ResubmissionAnswer(many=True))
    def get(self, request: StaffCall) -> Response:
        return Response(ResubmissionAnswer(waiting_sent_in(own_hall(request)), many=True).data)


class OneSentIn(HallView):
    """What was sent in for one application."""

    who_may = (Role.WINDOW_CLERK,)

    @extend_schema(operation_id="sent_in_photos", responses=SentInAnswer)
    def get(self, request: StaffCall, number: str) -> Response:
        application = application_for(request.user, number)
        found = {"sent": last_resubmission(application), "materials": [
            {"material": row.material_id, "name": row.material.name, "problem": row.problem, "files": files}
            for row, files in sent_photos(application)
        ]}  # fmt: skip
        return Response(SentInAnswer(found, context={"request": request}).data)


class AcceptSentIn(Idempotent, HallView):
    """The photos do: received again as of the moment they were sent in."""

    who_may = (Role.WINDOW_CLERK,)

    @extend_schema(operation_id="accept_sent_in", request=None, responses=ApplicationAnswer)
    def post(self, request: StaffCall, number: str) -> Response:
        found = application_for(request.user, number)
        accept_sent_in(hall=found.hall, number=found.number, by=request.user)
        return answered(request, found.number)


class SendBack(Idempotent, HallView):
    """The photos do not do: the citizen is told why and may send anew within the period."""

    who_may = (Role.WINDOW_CLERK,)

    @extend_schema(operation_id="send_sent_in_back", request=SendPhotosBackShape, responses=ResubmissionAnswer)
    def post(self, request: StaffCall, number: str) -> Response:
        found, words = application_for(request.user, number), shaped(SendPhotosBackShape, request)["words"]
        return Response(
            ResubmissionAnswer(send_back(hall=found.hall, number=found.number, words=words, by=request.user)).data
        )
