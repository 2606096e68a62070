"""The publish gate over the API: the report, one text, the exceptions list."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hall.api.idempotency import Idempotent
from hall.kernel.access import STAFF
from hall.kernel.api import HallView
from hall.roles import Role
from matters.catch_all import Clause, Place, catch_all_clauses
from matters.models import WordingException
from matters.queries.gate import allowed_wordings
from matters.queries.gate_report import Report, gate_report
from matters.verbs import exceptions

PROPOSERS = (Role.CATALOGUE_EDITOR, Role.CATALOGUE_REVIEWER)


class FoundSerializer(serializers.Serializer[Any]):
    """A clause found in the catalogue."""

    code = serializers.CharField()
    matter = serializers.CharField()
    department = serializers.CharField()
    where = serializers.CharField()
    text = serializers.CharField()
    words = serializers.CharField()
    rule = serializers.CharField()
    why = serializers.CharField()
    proposal = serializers.CharField()


class DepartmentFaredSerializer(serializers.Serializer[Any]):
    """How one department's matters fared."""

    name = serializers.CharField()
    checked = serializers.IntegerField()
    refused = serializers.IntegerField()
    clauses = serializers.IntegerField()


class ReportSerializer(serializers.Serializer[Report]):
    """The gate over the whole catalogue."""

    made_at = serializers.DateTimeField()
    checked = serializers.IntegerField()
    texts = serializers.IntegerField()
    refused = serializers.IntegerField()
    intact = serializers.IntegerField(help_text="Standards whose stored content gives the published fingerprint")
    exceptions = serializers.IntegerField()
    by_rule = serializers.DictField(child=serializers.IntegerField())
    departments = DepartmentFaredSerializer(many=True)
    lines = FoundSerializer(many=True)
    drafts = FoundSerializer(many=True)


class CheckShape(serializers.Serializer[Any]):
    """A text to try."""

    text = serializers.CharField(max_length=1000)
    place = serializers.ChoiceField(choices=Place.choices, default=Place.NAME.value)


class ClauseSerializer(serializers.Serializer[Clause]):
    """A catch-all clause in a text."""

    words = serializers.CharField()
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    rule = serializers.CharField(source="rule.id")
    name = serializers.CharField(source="rule.name")
    why = serializers.CharField(source="rule.why")
    proposal = serializers.CharField()


class ExceptionSerializer(serializers.ModelSerializer[WordingException]):
    """An exception, and the two people who answer for it."""

    matter = serializers.CharField(source="matter.code", allow_null=True, default=None)
    proposed_by = serializers.CharField(source="proposed_by.name")
    reviewed_by = serializers.CharField(source="reviewed_by.name", allow_null=True, default=None)

    class Meta:
        model = WordingException
        fields = (
            "id", "words", "place", "matter", "reason", "source", "state", "proposed_by", "proposed_at", "reviewed_by",
            "reviewed_at", "review_words",
        )  # fmt: skip


class ProposeShape(serializers.Serializer[Any]):
    """The name of a real document."""

    words = serializers.CharField(max_length=200)
    reason = serializers.CharField(max_length=500)
    source = serializers.CharField(max_length=300)  # type: ignore[assignment]
    place = serializers.ChoiceField(choices=Place.choices, default="", allow_blank=True)
    matter_code = serializers.CharField(max_length=33, default="", allow_blank=True)


class DecideExceptionShape(serializers.Serializer[Any]):
    """What becomes of an exception."""

    act = serializers.ChoiceField(choices=["allow", "refuse", "end"])
    words = serializers.CharField(max_length=300, default="", allow_blank=True)


class GateReport(HallView):
    """The report over the whole catalogue."""

    who_may = (STAFF,)

    @extend_schema(responses=ReportSerializer, operation_id="catalogue_gate_report")
    def get(self, request: Request) -> Response:
        return Response(ReportSerializer(gate_report()).data)


class GateCheck(HallView):
    """What the gate says of one text."""

    who_may = (STAFF,)

    @extend_schema(request=CheckShape, responses=ClauseSerializer(many=True), operation_id="catalogue_gate_check")
    def post(self, request: Request) -> Response:
        asked = CheckShape(data=request.data)
        asked.is_valid(raise_exception=True)
        place = Place(asked.validated_data["place"])
        found = catch_all_clauses(asked.validated_data["text"], allowed_wordings(), place=place)
        return Response(ClauseSerializer(found, many=True).data)  # type: ignore[arg-type]


class Exceptions(Idempotent, HallView):
    """The exceptions list; editors and reviewers propose."""

    who_may = (STAFF,)

    @extend_schema(responses=ExceptionSerializer(many=True), operation_id="catalogue_exceptions")
    def get(self, request: Request) -> Response:
        rows = WordingException.objects.select_related("matter", "proposed_by", "reviewed_by")
        return Response(ExceptionSerializer(rows, many=True).data)

    @extend_schema(
        request=ProposeShape, responses={201: ExceptionSerializer}, operation_id="catalogue_exception_propose"
    )
    def post(self, request: Any) -> Response:
        asked = ProposeShape(data=request.data)
        asked.is_valid(raise_exception=True)
        row = exceptions.propose_exception(**asked.validated_data, by=request.user)
        return Response(ExceptionSerializer(row).data, status=201)


class ExceptionDecision(Idempotent, HallView):
    """Another person allows or refuses; an allowed one may be ended."""

    who_may = (Role.CATALOGUE_REVIEWER, Role.CATALOGUE_PUBLISHER)

    @extend_schema(
        request=DecideExceptionShape, responses=ExceptionSerializer, operation_id="catalogue_exception_decide"
    )
    def post(self, request: Any, exception_id: int) -> Response:
        asked = DecideExceptionShape(data=request.data)
        asked.is_valid(raise_exception=True)
        act, words = asked.validated_data["act"], asked.validated_data["words"]
        if act == "end":
            row = exceptions.end_exception(exception_id=exception_id, reason=words, by=request.user)
        else:
            verb = exceptions.allow_exception if act == "allow" else exceptions.refuse_exception
            row = verb(exception_id=exception_id, words=words, by=request.user)
        return Response(ExceptionSerializer(row).data)
