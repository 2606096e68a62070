"""What goes in and out of the API of the 办不成事 desk and of improvement tickets: shapes only."""

from typing import Any

from rest_framework import serializers

from complaints.api.complaint_shapes import EmptyInput, GrievanceReasonInput, OfferInput
from complaints.complaint_states import RootCause
from complaints.models import Improvement, UnresolvedCase
from complaints.unresolved_states import CaseKind, Exclusion, ImprovementUnit, Tier
from hall.masking import mask_name

__all__ = ["EmptyInput", "GrievanceReasonInput", "OfferInput"]


class CaseInput(serializers.Serializer[Any]):
    """What could not be done."""

    words = serializers.CharField(help_text="5 至 3000 字")
    name = serializers.CharField(max_length=60)
    phone = serializers.CharField(required=False, allow_blank=True, max_length=20, default="")
    id_number = serializers.CharField(required=False, allow_blank=True, max_length=32, default="")
    matter = serializers.CharField(required=False, allow_blank=True, max_length=33, default="")
    department = serializers.CharField(required=False, allow_blank=True, max_length=32, default="")
    ticket = serializers.CharField(required=False, allow_blank=True, max_length=8, default="")
    application = serializers.CharField(required=False, allow_blank=True, max_length=40, default="")


class CaseOut(serializers.Serializer[UnresolvedCase]):
    """A case as those who handle it see it; the person masked."""

    number = serializers.CharField()
    title = serializers.CharField()
    words = serializers.CharField()
    state = serializers.CharField()
    state_label = serializers.CharField(source="get_state_display")
    kind = serializers.CharField()
    tier = serializers.CharField()
    cause = serializers.CharField()
    exclusion = serializers.CharField()
    handler = serializers.CharField(source="handler_words")
    department = serializers.CharField(source="department.code", default="")
    matter = serializers.CharField(source="matter.code", default="")
    name = serializers.SerializerMethodField()
    taken_down_at = serializers.DateTimeField()
    due = serializers.DateField()
    solution = serializers.CharField()
    unsolved_times = serializers.IntegerField()

    def get_name(self, row: UnresolvedCase) -> str:
        return mask_name(row.name)


class ClassifyInput(serializers.Serializer[Any]):
    """What kind, and how hard."""

    kind = serializers.ChoiceField(choices=CaseKind.choices)
    tier = serializers.ChoiceField(choices=Tier.choices)


class ExcludeInput(serializers.Serializer[Any]):
    """Which excluded class, and words of one's own."""

    exclusion = serializers.ChoiceField(choices=Exclusion.choices)
    words = serializers.CharField(required=False, allow_blank=True, max_length=2000, default="")


class SolveInput(serializers.Serializer[Any]):
    """How it was solved, and its root cause."""

    solution = serializers.CharField(max_length=2000)
    cause = serializers.ChoiceField(choices=RootCause.choices)


class TellInput(serializers.Serializer[Any]):
    """The words for the person."""

    words = serializers.CharField(max_length=2000)
    template = serializers.CharField(required=False, allow_blank=True, max_length=60, default="")


class VerifyInput(serializers.Serializer[Any]):
    """Whether it is really done."""

    is_solved = serializers.BooleanField()
    note = serializers.CharField(max_length=300)


class ImprovementInput(serializers.Serializer[Any]):
    """What is to be mended, by whom."""

    title = serializers.CharField(max_length=100)
    words = serializers.CharField(max_length=2000)
    cause = serializers.ChoiceField(choices=RootCause.choices)
    unit = serializers.ChoiceField(choices=ImprovementUnit.choices)
    department = serializers.CharField(required=False, allow_blank=True, max_length=32, default="")
    case = serializers.CharField(required=False, allow_blank=True, max_length=24, default="")
    complaint = serializers.CharField(required=False, allow_blank=True, max_length=24, default="")


class ImprovementOut(serializers.Serializer[Improvement]):
    """An improvement ticket."""

    number = serializers.CharField()
    title = serializers.CharField()
    words = serializers.CharField()
    cause = serializers.CharField()
    unit = serializers.CharField()
    department = serializers.CharField(source="department.code", default="")
    state = serializers.CharField()
    due = serializers.DateField()
    measure = serializers.CharField()


class NoteInput(serializers.Serializer[Any]):
    """A note for the time line."""

    note = serializers.CharField(max_length=300)


class CauseLineOut(serializers.Serializer[Any]):
    """One root cause."""

    cause = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    cases = serializers.IntegerField()
    share = serializers.IntegerField()
    improvements = serializers.IntegerField()
    improved = serializers.IntegerField()


class CauseFiguresOut(serializers.Serializer[Any]):
    """What could not be done, counted."""

    taken_down = serializers.IntegerField()
    is_open = serializers.IntegerField()
    overdue = serializers.IntegerField()
    solved = serializers.IntegerField()
    in_time = serializers.IntegerField()
    excluded = serializers.IntegerField()
    causes = CauseLineOut(many=True)
