"""The limits of a hall's ratings over the API, and the telephone of a rater."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from complaints.models import RatingRules
from complaints.permissions import HANDLERS
from complaints.queries.rating_rules import rating_rules
from complaints.queries.rectifications import rectification_for
from complaints.verbs.rating_rules import set_rating_rules
from complaints.verbs.rectifying import phone_of
from hall.api.calls import StaffCall, shaped
from hall.api.idempotency import Idempotent
from hall.kernel.api import HallView
from hall.requests import own_hall
from hall.verbs.parties import reveal


class RulesShape(serializers.Serializer[RatingRules]):
    """Days, each at least one."""

    contact_working_days = serializers.IntegerField(min_value=1, max_value=10)
    rectify_days = serializers.IntegerField(min_value=1, max_value=60)
    invite_after_days = serializers.IntegerField(min_value=1, max_value=6)


class HallRatingRules(Idempotent, HallView):
    """How many days each limit has in the caller's hall."""

    who_may = HANDLERS

    @extend_schema(operation_id="rating_rules", responses=RulesShape)
    def get(self, request: StaffCall) -> Response:
        return Response(RulesShape(rating_rules(own_hall(request))).data)

    @extend_schema(operation_id="set_rating_rules", request=RulesShape, responses=RulesShape)
    def post(self, request: StaffCall) -> Response:
        rules = set_rating_rules(hall=own_hall(request), by=request.user, **shaped(RulesShape, request))
        return Response(RulesShape(rules).data)


class WhyShape(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=200)


class RaterAnswer(serializers.Serializer[Any]):
    name = serializers.CharField()
    phone = serializers.CharField()


class RevealRater(HallView):
    """The rater's telephone, to call them; who looked, when and why is on record."""

    who_may = HANDLERS

    @extend_schema(operation_id="rectification_reveal", request=WhyShape, responses=RaterAnswer)
    def post(self, request: StaffCall, number: str) -> Response:
        rating = rectification_for(request.user, number).rating
        plain = reveal(rating.service.ticket.party, by=request.user, reason=shaped(WhyShape, request)["reason"])
        return Response({"name": plain["name"], "phone": phone_of(rating)})
