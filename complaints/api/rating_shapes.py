"""Shapes of bad ratings over the API."""

from typing import Any

from rest_framework import serializers

from complaints.models import AppealSide, CallBackOutcome, Finding
from complaints.queries.rectifications import Detail, Row
from complaints.rectifying_rules import MOST, MOST_SHORT


class Nothing(serializers.Serializer[Any]):
    """Nothing to say."""


class ContactShape(serializers.Serializer[Any]):
    words = serializers.CharField(max_length=MOST)


class RectifyShape(serializers.Serializer[Any]):
    finding = serializers.ChoiceField(choices=Finding.choices)
    measures = serializers.CharField(max_length=MOST)


class CallBackShape(serializers.Serializer[Any]):
    outcome = serializers.ChoiceField(choices=CallBackOutcome.choices)
    words = serializers.CharField(max_length=MOST)


class ReasonShape(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=MOST_SHORT)


class AppealShape(serializers.Serializer[Any]):
    side = serializers.ChoiceField(choices=AppealSide.choices)
    reason = serializers.CharField(max_length=MOST)


class DecisionShape(serializers.Serializer[Any]):
    upheld = serializers.BooleanField()
    reason = serializers.CharField(max_length=MOST)


class ClockShape(serializers.Serializer[Any]):
    label = serializers.CharField()  # type: ignore[assignment]
    colour = serializers.CharField()
    words = serializers.CharField()
    due = serializers.DateField(allow_null=True)


class RectificationRow(serializers.Serializer[Row]):
    number = serializers.CharField()
    level = serializers.CharField()
    tags = serializers.ListField(child=serializers.CharField())
    words = serializers.CharField()
    place = serializers.CharField()
    given_at = serializers.DateTimeField()
    state = serializers.CharField()
    clock = ClockShape()
    is_real_name = serializers.BooleanField()
    has_evidence = serializers.BooleanField()
    appeal = serializers.CharField()
    is_late = serializers.BooleanField()


class RectificationAnswer(serializers.Serializer[Detail]):
    number = serializers.CharField(source="row.number")
    state = serializers.CharField(source="row.state")
    level = serializers.CharField(source="rating.level")
    tags = serializers.ListField(child=serializers.CharField(), source="rating.tags")
    words = serializers.CharField(source="rating.words")
    evidence = serializers.JSONField(source="rating.evidence")
    channel = serializers.CharField()
    window = serializers.CharField(source="rating.window.code")
    given_at = serializers.DateTimeField(source="rating.given_at")
    rater = serializers.CharField()
    is_real_name = serializers.BooleanField(source="row.is_real_name")
    contact_due = serializers.DateField(source="row.contact_due")
    rectify_due = serializers.DateField(source="row.rectify_due")
    clock = ClockShape()
    contacted_at = serializers.DateTimeField(source="row.contacted_at", allow_null=True)
    rectified_at = serializers.DateTimeField(source="row.rectified_at", allow_null=True)
    finding = serializers.CharField(source="row.finding")
    measures = serializers.CharField(source="row.measures")
    called_back_at = serializers.DateTimeField(source="row.called_back_at", allow_null=True)
    call_back_outcome = serializers.CharField(source="row.call_back_outcome")
    second_level = serializers.CharField(source="row.again_level")
    closed_at = serializers.DateTimeField(source="row.closed_at", allow_null=True)
    appeal_state = serializers.SerializerMethodField()
    may = serializers.DictField(child=serializers.BooleanField())

    def get_appeal_state(self, detail: Detail) -> str:
        return detail.appeal.state if detail.appeal else ""
