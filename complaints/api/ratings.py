"""Rating over the API: by the token of the message, or by the pad of a window."""

from typing import Any, cast

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from complaints.api.wrong_links import CountsWrongLinks
from complaints.queries.ratings import Pad, pad_of
from complaints.rating_tokens import token_for
from complaints.rules import LONGEST_WORDS
from complaints.states import RatingChannel, RatingLevel
from complaints.verbs import ratings
from hall.api.idempotency import Idempotent
from hall.kernel.access import PUBLIC
from hall.kernel.api import HallView
from hall.kernel.errors import NotFound
from hall.models import StaffMember
from hall.permissions import system_person
from hall.roles import Role


class RateInput(serializers.Serializer[Any]):
    """A citizen's answer; nothing has a default. Which way it came is seen, not told."""

    token = serializers.CharField(max_length=64)
    level = serializers.ChoiceField(choices=RatingLevel.choices)
    tags = serializers.ListField(child=serializers.CharField(max_length=4), required=False, max_length=8)
    words = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST_WORDS)


class RatingTaken(serializers.Serializer[Any]):
    """That the answer was taken; it is not repeated."""

    state = serializers.CharField()


class Ratings(Idempotent, CountsWrongLinks):
    """Rate one service, once."""

    who_may = (PUBLIC,)

    @extend_schema(request=RateInput, responses={201: RatingTaken}, operation_id="ratings_rate")
    def post(self, request: Request) -> Response:
        given = RateInput(data=request.data)
        given.is_valid(raise_exception=True)
        by = request.user if isinstance(request.user, StaffMember) else system_person("public")
        channel = RatingChannel.PAD if by.has_role(Role.PAD) else RatingChannel.API
        rating = ratings.rate(channel=channel, **given.validated_data, by=by)
        return Response({"state": rating.state}, status=201)


class PadNow(serializers.Serializer[Pad]):
    """What the pad shows now; without a token it is idle."""

    window = serializers.CharField(source="window.code")
    ticket = serializers.CharField(source="service.ticket.number", default=None)
    asks_until = serializers.DateTimeField()
    token = serializers.SerializerMethodField()

    def get_token(self, pad: Pad) -> str | None:
        return token_for(pad.service.pk) if pad.service else None


class WindowPad(HallView):
    """The service that just ended at the pad's window and waits for an answer (inviting is the task's work)."""

    who_may = (Role.PAD,)

    @extend_schema(responses=PadNow, operation_id="windows_pad")
    def get(self, request: Request, code: str) -> Response:
        pad = pad_of(cast(StaffMember, request.user))
        if pad.window.code != code:
            raise NotFound()
        return Response(PadNow(pad).data)
