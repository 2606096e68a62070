"""What the API answers a citizen about an application; masked."""

from rest_framework import serializers


class StatusStepAnswer(serializers.Serializer):
    """One step of the way."""

    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    mark = serializers.ChoiceField(choices=["done", "here", "later"])
    at = serializers.DateTimeField(allow_null=True)
    note = serializers.CharField()


class MissingAnswer(serializers.Serializer):
    """What is missing and how to mend it."""

    name = serializers.CharField()
    problem = serializers.CharField()
    standard = serializers.CharField()


class FetchingAnswer(serializers.Serializer):
    """How the result is fetched; addresses and phones masked."""

    way = serializers.CharField()
    way_label = serializers.CharField()
    may_change = serializers.BooleanField()
    cut_off = serializers.DateTimeField(allow_null=True)
    promise = serializers.CharField()
    to = serializers.CharField()
    phone = serializers.CharField()


class StatusAnswer(serializers.Serializer):
    """What a citizen sees of an application; masked."""

    number = serializers.CharField()
    state = serializers.CharField()
    state_label = serializers.CharField()
    headline = serializers.CharField()
    todo = serializers.CharField()
    matter = serializers.CharField()
    department = serializers.CharField()
    department_phone = serializers.CharField()
    hall = serializers.CharField()
    hall_phone = serializers.CharField()
    applicant = serializers.CharField()
    promise_due = serializers.DateField(allow_null=True)
    is_provisional = serializers.BooleanField()
    correction_due = serializers.DateField(allow_null=True)
    missing = MissingAnswer(many=True)
    result_name = serializers.CharField()
    result_number = serializers.CharField()
    result_until = serializers.DateField(allow_null=True)
    stopped = serializers.CharField()
    fetching = FetchingAnswer(allow_null=True)
    steps = StatusStepAnswer(many=True)
    as_of = serializers.DateTimeField()
