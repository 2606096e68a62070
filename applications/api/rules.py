"""Automatic approval over the API: the public rules, the two people who keep them, the sample to review."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from applications.models import AutomaticDecision, RuleSet
from applications.queries.access import application_for
from applications.queries.automatic import to_review, versions_of
from applications.rules import Test
from applications.verbs import automatic
from hall.api.calls import StaffCall, shaped
from hall.api.idempotency import Idempotent
from hall.kernel.access import PUBLIC
from hall.kernel.api import HallView
from hall.roles import Role
from matters.queries.catalogue import matter_by_code


class ConditionShape(serializers.Serializer[Any]):
    """One row of the table; `value` is a number, yes or no, a choice, or a list of choices."""

    case = serializers.CharField(max_length=40, required=False, allow_blank=True, default="")
    fact = serializers.CharField(max_length=240)
    test = serializers.ChoiceField(choices=[(test.value, test.value) for test in Test])
    value = serializers.JSONField()
    basis = serializers.CharField(max_length=200)


class DraftRulesShape(serializers.Serializer[Any]):
    """The next version of a matter's rules."""

    conditions = ConditionShape(many=True, allow_empty=False)
    opinion = serializers.CharField(max_length=500)
    document = serializers.CharField(max_length=120)
    valid_until = serializers.DateField()
    sample_percent = serializers.IntegerField(min_value=1, max_value=100, default=10)
    note = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")


class WordsShape(serializers.Serializer[Any]):
    words = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")


class RuleRowAnswer(serializers.Serializer[Any]):
    """A condition in words."""

    case = serializers.CharField()
    words = serializers.CharField()
    basis = serializers.CharField()


class RuleSetAnswer(serializers.Serializer[Any]):
    """One version of the rules, in words and as data."""

    id = serializers.IntegerField(source="rules.pk")
    number = serializers.IntegerField(source="rules.number")
    state = serializers.CharField(source="rules.state")
    opinion = serializers.CharField(source="rules.opinion")
    document = serializers.CharField(source="rules.document")
    valid_until = serializers.DateField(source="rules.valid_until")
    sample_percent = serializers.IntegerField(source="rules.sample_percent")
    published_at = serializers.DateTimeField(source="rules.decided_at", allow_null=True)
    ended_at = serializers.DateTimeField(source="rules.ended_at", allow_null=True)
    rows = RuleRowAnswer(many=True)
    conditions = serializers.JSONField(source="rules.conditions")


class ReviewRowAnswer(serializers.Serializer[Any]):
    """A decision of the rules that a person still has to look at."""

    number = serializers.CharField()
    matter = serializers.CharField()
    applicant = serializers.CharField()
    made_on = serializers.DateField()
    due = serializers.DateField()
    is_over = serializers.BooleanField()


class ReviewAutomaticShape(serializers.Serializer[Any]):
    is_right = serializers.BooleanField()
    words = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")


class AutomaticAnswer(serializers.ModelSerializer[AutomaticDecision]):
    """What the rules found on one application, with every input."""

    application = serializers.CharField(source="application.number")
    rules = serializers.IntegerField(source="rules.number")
    inputs = serializers.JSONField()

    class Meta:
        model = AutomaticDecision
        fields = ("application", "rules", "inputs", "granted", "made_at", "review_due", "verdict", "review_words")


class MatterRules(HallView):
    """The rules by which a matter is decided at once: every version that was in force."""

    who_may = (PUBLIC,)

    @extend_schema(operation_id="matter_rules", responses=RuleSetAnswer(many=True))
    def get(self, request: Request, matter_code: str) -> Response:
        return Response(RuleSetAnswer(versions_of(matter_by_code(matter_code), is_public=True), many=True).data)


class DraftRules(Idempotent, HallView):
    """An editor writes the next version; it waits for another person."""

    who_may = (Role.CATALOGUE_EDITOR,)

    @extend_schema(operation_id="matter_rules_draft", request=DraftRulesShape, responses={201: RuleSetAnswer})
    def post(self, request: StaffCall, matter_code: str) -> Response:
        given = shaped(DraftRulesShape, request)
        given["conditions"] = [dict(row) for row in given["conditions"]]
        return _answer(automatic.draft_rules(matter_code=matter_code, by=request.user, **given), 201)


class PublishRules(Idempotent, HallView):
    """Another person puts the rules in force."""

    who_may = automatic.PUBLISHERS

    @extend_schema(operation_id="matter_rules_publish", request=WordsShape, responses=RuleSetAnswer)
    def post(self, request: StaffCall, rules_id: int) -> Response:
        return _answer(automatic.publish_rules(rules_id=rules_id, by=request.user, **shaped(WordsShape, request)))


class RejectRules(Idempotent, HallView):
    """Another person sends a draft back."""

    who_may = automatic.PUBLISHERS

    @extend_schema(operation_id="matter_rules_reject", request=WordsShape, responses=RuleSetAnswer)
    def post(self, request: StaffCall, rules_id: int) -> Response:
        return _answer(automatic.reject_rules(rules_id=rules_id, by=request.user, **shaped(WordsShape, request)))


class StopRules(Idempotent, HallView):
    """One person stops rules at once."""

    who_may = automatic.STOPPERS

    @extend_schema(operation_id="matter_rules_stop", request=WordsShape, responses=RuleSetAnswer)
    def post(self, request: StaffCall, rules_id: int) -> Response:
        return _answer(automatic.stop_rules(rules_id=rules_id, by=request.user, **shaped(WordsShape, request)))


class AutomaticReviews(HallView):
    """The sample that the caller's department still has to look at."""

    who_may = (Role.APPROVER,)

    @extend_schema(operation_id="automatic_reviews", responses=ReviewRowAnswer(many=True))
    def get(self, request: StaffCall) -> Response:
        return Response(ReviewRowAnswer(to_review(request.user), many=True).data)


class ReviewAutomatic(Idempotent, HallView):
    """Whether a decision of the rules was right; one that was wrong stops the rules."""

    who_may = (Role.APPROVER,)

    @extend_schema(operation_id="automatic_review", request=ReviewAutomaticShape, responses=AutomaticAnswer)
    def post(self, request: StaffCall, number: str) -> Response:
        given = shaped(ReviewAutomaticShape, request)
        found = application_for(request.user, number)
        reviewed = automatic.review_automatic(application_id=found.pk, by=request.user, **given)
        return Response(AutomaticAnswer(reviewed).data)


def _answer(rules: RuleSet, status: int = 200) -> Response:
    shown = next(one for one in versions_of(rules.matter, is_public=False) if one.rules.pk == rules.pk)
    return Response(RuleSetAnswer(shown).data, status=status)
