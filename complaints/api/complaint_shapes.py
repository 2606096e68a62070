"""What goes in and out of the API of complaints: shapes only; rules live in the verbs."""

from typing import Any

from rest_framework import serializers

from complaints.complaint_forms import COUNTER_SOURCES
from complaints.complaint_permissions import is_kept_from
from complaints.complaint_states import Category, ComplaintKind, Finding, RootCause, Unit
from complaints.models import Complaint
from hall.masking import mask_name, mask_phone


class GrievancePersonInput(serializers.Serializer[Any]):
    """Who says it, if they want to say so."""

    is_anonymous = serializers.BooleanField(required=False, default=False)
    name = serializers.CharField(required=False, allow_blank=True, max_length=60, default="")
    phone = serializers.CharField(required=False, allow_blank=True, max_length=20, default="")
    id_number = serializers.CharField(required=False, allow_blank=True, max_length=32, default="")


class ComplaintInput(GrievancePersonInput):
    """A complaint, suggestion or question."""

    kind = serializers.ChoiceField(choices=ComplaintKind.choices)
    category = serializers.ChoiceField(choices=Category.choices)
    words = serializers.CharField(help_text="5 至 3000 字")
    about_whom = serializers.CharField(required=False, allow_blank=True, max_length=200, default="")
    matter = serializers.CharField(required=False, allow_blank=True, max_length=33, default="", help_text="事项编码")
    department = serializers.CharField(
        required=False, allow_blank=True, max_length=32, default="", help_text="部门编码"
    )


class CounterComplaintInput(ComplaintInput):
    """The same, taken down by staff."""

    source = serializers.ChoiceField(choices=COUNTER_SOURCES)  # type: ignore[assignment]
    ticket = serializers.CharField(required=False, allow_blank=True, max_length=8, default="")
    application = serializers.CharField(required=False, allow_blank=True, max_length=40, default="")


class AskedInput(serializers.Serializer[Any]):
    """One thing that was asked for."""

    material = serializers.CharField(max_length=200)
    told = serializers.CharField(required=False, allow_blank=True, max_length=200, default="")


class NotOnListInput(GrievancePersonInput):
    """What was asked that is not on the list: from a matter (with the hall) or from a notice."""

    matter = serializers.CharField(required=False, allow_blank=True, max_length=33, default="")
    notice = serializers.CharField(
        required=False, allow_blank=True, max_length=40, default="", help_text="告知书验证码"
    )
    hall = serializers.CharField(required=False, allow_blank=True, max_length=32, default="")
    asked = AskedInput(many=True, required=False, default=list, max_length=20)  # type: ignore[call-arg]
    notice_lines = serializers.ListField(child=serializers.IntegerField(min_value=0), required=False, default=list)
    words = serializers.CharField(required=False, allow_blank=True, default="")


class ComplaintReceipt(serializers.Serializer[Any]):
    """The number, until when an answer is due, and the code where neither phone nor document was left."""

    number = serializers.CharField(source="complaint.number")
    due = serializers.DateField(source="complaint.due")
    code = serializers.CharField(allow_blank=True)


class FollowInput(serializers.Serializer[Any]):
    """Number and second factor."""

    number = serializers.CharField(max_length=40)
    factor = serializers.CharField(max_length=20)


class ReplyOut(serializers.Serializer[Any]):
    """Words that were told."""

    occasion = serializers.CharField()
    words = serializers.CharField()
    told_at = serializers.DateTimeField()


class FollowedOut(serializers.Serializer[Any]):
    """What the person sees."""

    number = serializers.CharField()
    state = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    is_open = serializers.BooleanField()
    due = serializers.DateField()
    is_prolonged = serializers.BooleanField()
    may_follow_up = serializers.BooleanField()
    replies = ReplyOut(many=True)


class FollowUpInput(FollowInput):
    """Not satisfied, and why; once."""

    words = serializers.CharField()


class ComplaintOut(serializers.Serializer[Complaint]):
    """A complaint as those who handle it see it; the person masked."""

    number = serializers.CharField()
    kind = serializers.CharField()
    category = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]
    title = serializers.CharField()
    words = serializers.CharField()
    state = serializers.CharField()
    state_label = serializers.CharField(source="get_state_display")
    unit = serializers.CharField()
    holder = serializers.CharField(source="holder_words")
    offered_to = serializers.CharField(source="offered_words")
    department = serializers.CharField(source="department.code", default="")
    matter = serializers.CharField(source="matter.code", default="")
    for_bureau_only = serializers.BooleanField()
    name = serializers.SerializerMethodField()
    phone = serializers.SerializerMethodField()
    received_at = serializers.DateTimeField()
    due = serializers.DateField()
    due_is_provisional = serializers.BooleanField()
    is_overdue = serializers.SerializerMethodField()
    finding = serializers.CharField()
    cause = serializers.CharField()
    reopened = serializers.IntegerField()

    def get_name(self, row: Complaint) -> str:
        return "" if self._is_kept(row) else mask_name(row.name)

    def get_phone(self, row: Complaint) -> str:
        return "" if self._is_kept(row) else mask_phone(row.phone)

    def _is_kept(self, row: Complaint) -> bool:
        reader = self.context.get("reader")
        return reader is not None and is_kept_from(reader, row)

    def get_is_overdue(self, row: Complaint) -> bool:
        return row.overdue_at is not None


class EmptyInput(serializers.Serializer[Any]):
    """Nothing to say."""


class OfferInput(serializers.Serializer[Any]):
    """To whom, and why."""

    unit = serializers.ChoiceField(choices=[Unit.HALL, Unit.BUREAU, Unit.DEPARTMENT])
    department = serializers.CharField(required=False, allow_blank=True, max_length=32, default="")
    reason = serializers.CharField(max_length=300)


class GrievanceReasonInput(serializers.Serializer[Any]):
    """Why."""

    reason = serializers.CharField(max_length=300)


class AnswerInput(serializers.Serializer[Any]):
    """The words for the person, what was found, and the root cause."""

    words = serializers.CharField(max_length=2000)
    finding = serializers.ChoiceField(choices=Finding.choices)
    cause = serializers.ChoiceField(choices=RootCause.choices, required=False, allow_blank=True, default="")
    template = serializers.CharField(required=False, allow_blank=True, max_length=60, default="")


class OtherWayInput(serializers.Serializer[Any]):
    """Which other way."""

    way = serializers.CharField(max_length=20)
