"""What a citizen does by the link of a message, over the API: rate once more, opt out."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from complaints.api.wrong_links import CountsWrongLinks
from complaints.rules import LONGEST_WORDS
from complaints.states import RatingChannel, RatingLevel
from complaints.verbs.asking import opt_out
from complaints.verbs.rating_again import rate_again
from hall.api.calls import shaped
from hall.api.idempotency import Idempotent
from hall.kernel.access import PUBLIC
from hall.models import StaffMember
from hall.permissions import system_person


class AgainShape(serializers.Serializer[Any]):
    """The second answer, after the rectification."""

    token = serializers.CharField(max_length=64)
    level = serializers.ChoiceField(choices=RatingLevel.choices)
    words = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST_WORDS)


class LinkShape(serializers.Serializer[Any]):
    token = serializers.CharField(max_length=64)


class Done(serializers.Serializer[Any]):
    state = serializers.CharField()


class RateAgain(Idempotent, CountsWrongLinks):
    """Rate once more after a bad rating was rectified, once."""

    who_may = (PUBLIC,)

    @extend_schema(request=AgainShape, responses={201: Done}, operation_id="ratings_rate_again", auth=[])
    def post(self, request: Request) -> Response:
        by = request.user if isinstance(request.user, StaffMember) else system_person("public")
        row = rate_again(channel=RatingChannel.API, by=by, **shaped(AgainShape, request))
        return Response({"state": row.state}, status=201)


class OptOut(Idempotent, CountsWrongLinks):
    """No more invitations to this telephone."""

    who_may = (PUBLIC,)

    @extend_schema(request=LinkShape, responses=Done, operation_id="ratings_opt_out", auth=[])
    def post(self, request: Request) -> Response:
        opt_out(**shaped(LinkShape, request))
        return Response({"state": "opted_out"})
