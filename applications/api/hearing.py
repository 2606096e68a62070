"""Hearings over REST: where one stands, and its four acts."""

from collections.abc import Callable
from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.response import Response

from applications.models import Hearing
from applications.queries.access import application_for
from applications.verbs import hearing as verbs
from applications.views.files import READERS
from hall.api.calls import StaffCall, shaped
from hall.api.idempotency import Idempotent
from hall.kernel.api import HallView
from hall.kernel.errors import NotFound
from hall.roles import Role


class TellHearingShape(serializers.Serializer[Any]):
    """What the hearing would be about, and who besides the applicant is told."""

    about = serializers.CharField(max_length=300)
    interested = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")


class AskHearingShape(serializers.Serializer[Any]):
    """Who asks for it."""

    asked_by = serializers.CharField(max_length=100)


class AnnounceHearingShape(serializers.Serializer[Any]):
    """When and where, and who chairs."""

    held_at = serializers.DateTimeField()
    place = serializers.CharField(max_length=200)
    chair = serializers.CharField(max_length=100)


class RecordHearingShape(serializers.Serializer[Any]):
    """Who was there, and what was said."""

    present = serializers.CharField(max_length=500)
    record = serializers.CharField(max_length=20_000)


class HearingAnswer(serializers.ModelSerializer[Hearing]):
    """A hearing as it stands."""

    class Meta:
        model = Hearing
        fields = [
            "about", "interested", "told_on", "ask_until", "asked_by", "asked_on", "hold_by", "announced_on", "held_at",
            "place", "chair", "recorded_on", "present", "record",
        ]  # fmt: skip


class HearingOf(HallView):
    """The hearing of an application within the caller's reach."""

    who_may = READERS

    @extend_schema(operation_id="hearing", responses=HearingAnswer)
    def get(self, request: StaffCall, number: str) -> Response:
        row = Hearing.objects.filter(application=application_for(request.user, number)).first()
        if row is None:
            raise NotFound()
        return Response(HearingAnswer(row).data)


class HearingVerb(Idempotent, HallView):
    """One act of a hearing, by the department; answers with how it stands then."""

    who_may = (Role.APPROVER,)
    shape: ClassVar[type[serializers.Serializer[Any]]]
    verb: ClassVar[Callable[..., Hearing]]

    def post(self, request: StaffCall, number: str) -> Response:
        found, given = application_for(request.user, number), shaped(self.shape, request)
        return Response(HearingAnswer(self.verb(number=found.number, by=request.user, **given)).data)


def described(name: str, shape: type[serializers.Serializer[Any]]) -> Any:
    """Name the act in the API's description."""
    return extend_schema_view(post=extend_schema(operation_id=name, request=shape, responses=HearingAnswer))


@described("tell_hearing_right", TellHearingShape)
class TellHearingRight(HearingVerb):
    """Tell applicant and interested parties that they may ask for a hearing."""

    shape, verb = TellHearingShape, staticmethod(verbs.tell_hearing_right)


@described("ask_hearing", AskHearingShape)
class AskHearing(HearingVerb):
    """Somebody asks for it in time; the clocks stand still."""

    shape, verb = AskHearingShape, staticmethod(verbs.ask_hearing)


@described("announce_hearing", AnnounceHearingShape)
class AnnounceHearing(HearingVerb):
    """Time, place and chair are announced."""

    shape, verb = AnnounceHearingShape, staticmethod(verbs.announce_hearing)


@described("record_hearing", RecordHearingShape)
class RecordHearing(HearingVerb):
    """The record is kept; the clocks run again."""

    shape, verb = RecordHearingShape, staticmethod(verbs.record_hearing)
