"""What the API takes in and answers about papers on their way; people and addresses masked."""

from typing import Any

from rest_framework import serializers

from applications.api.answers import ResultAnswer
from applications.models import Delivery, LockerStay, Posting
from applications.queries.ageing import PaperRow
from applications.result_states import Way
from hall.masking import mask_address, mask_name, mask_phone


class PaperAnswer(ResultAnswer):
    """A result with the place of its paper."""

    paper_state = serializers.CharField(source="state")
    place = serializers.CharField()

    class Meta(ResultAnswer.Meta):
        fields = [*ResultAnswer.Meta.fields, "paper_state", "place", "issue_due", "available_at", "cut_off"]


class PaperGroupAnswer(serializers.Serializer[Any]):
    """One kind of work with papers and how much of it there is."""

    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    count = serializers.IntegerField()


class PaperRowAnswer(serializers.Serializer[Any]):
    """One paper with its age and what travels with it."""

    result = PaperAnswer()
    days = serializers.IntegerField()
    age = serializers.CharField()
    reminded = serializers.IntegerField()
    locker = serializers.SerializerMethodField()
    box = serializers.IntegerField(source="stay.box", default=None, allow_null=True)
    expires_at = serializers.DateTimeField(source="stay.expires_at", default=None, allow_null=True)
    carrier = serializers.CharField(source="posting.carrier", default="")
    tracking_number = serializers.CharField(source="posting.tracking_number", default="")

    def get_locker(self, row: PaperRow) -> str:
        return row.stay.locker.code if row.stay else ""


class PapersAnswer(serializers.Serializer[Any]):
    """The groups with their counts, and the rows of the group that was asked for."""

    groups = PaperGroupAnswer(many=True)
    rows = PaperRowAnswer(many=True)


class ShelveShape(serializers.Serializer[Any]):
    """Which slot; blank means the first free one."""

    shelf = serializers.CharField(max_length=8, required=False, allow_blank=True, default="")
    slot = serializers.IntegerField(required=False, allow_null=True, default=None, min_value=1)


class PaperReasonShape(serializers.Serializer[Any]):
    """Why."""

    reason = serializers.CharField(max_length=200, allow_blank=True)


class LockerShape(serializers.Serializer[Any]):
    """Which locker."""

    locker = serializers.CharField(max_length=8)


class OpenLockerShape(LockerShape):
    """Which locker, and the code that was typed at it."""

    code = serializers.CharField(max_length=20)


class PostShape(serializers.Serializer[Any]):
    """Who carries it under which number."""

    carrier = serializers.CharField(max_length=40, allow_blank=True)
    tracking_number = serializers.CharField(max_length=40, allow_blank=True)


class ArrivedShape(serializers.Serializer[Any]):
    """Who received it, by the carrier's word."""

    received_by = serializers.CharField(max_length=60, allow_blank=True)


class WayShape(serializers.Serializer[Any]):
    """How the result is to be fetched; the post needs a whole address."""

    way = serializers.ChoiceField(choices=Way.choices)
    addressee = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")
    phone = serializers.CharField(max_length=20, required=False, allow_blank=True, default="")
    address = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class CollectorShape(serializers.Serializer[Any]):
    """Whom the applicant names; both blank withdraws."""

    collector_name = serializers.CharField(max_length=60, allow_blank=True)
    collector_id = serializers.CharField(max_length=40, allow_blank=True)
    authority = serializers.CharField(max_length=120, required=False, allow_blank=True, default="")


class StayAnswer(serializers.ModelSerializer[LockerStay]):
    """One result in one box."""

    locker = serializers.CharField(source="locker.code")

    class Meta:
        model = LockerStay
        fields = ["locker", "box", "put_in_at", "expires_at", "expired_at", "opened_at", "taken_back_at"]


class PostingAnswer(serializers.ModelSerializer[Posting]):
    """One sending by post."""

    class Meta:
        model = Posting
        fields = [
            "carrier",
            "tracking_number",
            "posted_at",
            "arrived_at",
            "received_by",
            "returned_at",
            "return_reason",
        ]


class DeliveryAnswer(serializers.ModelSerializer[Delivery]):
    """How a result is fetched; people and addresses masked."""

    addressee = serializers.SerializerMethodField()
    phone = serializers.SerializerMethodField()
    address = serializers.SerializerMethodField()
    collector = serializers.SerializerMethodField()

    class Meta:
        model = Delivery
        fields = ["way", "addressee", "phone", "address", "collector", "collector_authority", "chosen_at"]

    def get_addressee(self, row: Delivery) -> str:
        return mask_name(row.addressee)

    def get_phone(self, row: Delivery) -> str:
        return mask_phone(row.phone)

    def get_address(self, row: Delivery) -> str:
        return mask_address(row.address)

    def get_collector(self, row: Delivery) -> str:
        return mask_name(row.collector_name)


class SentAnswer(serializers.Serializer[Any]):
    """When a code was sent; the code itself is told to the phone alone."""

    sent_at = serializers.DateTimeField(source="made_at")
