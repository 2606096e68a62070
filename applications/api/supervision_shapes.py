"""Shapes of supervision over REST."""

from rest_framework import serializers

from applications.models import Cause


class UrgeShape(serializers.Serializer):
    words = serializers.CharField(max_length=500)


class UrgingAnswerShape(serializers.Serializer):
    answer = serializers.CharField(max_length=500)


class ExplainOverdueShape(serializers.Serializer):
    overdue_cause = serializers.ChoiceField(choices=Cause.choices, source="cause")
    words = serializers.CharField(max_length=500)


class CalendarImportShape(serializers.Serializer):
    year = serializers.IntegerField(min_value=2004, max_value=2100)
    paper = serializers.CharField(max_length=200, help_text="通知文号")
    text = serializers.CharField(max_length=20_000, help_text="通知全文，或每行“日期,放假/上班,节日”")


class UrgingAnswer(serializers.Serializer):
    """An urging and its answer."""

    id = serializers.IntegerField(source="pk")
    application = serializers.CharField(source="application.number")
    words = serializers.CharField()
    asked_by = serializers.CharField(source="asked_by.name")
    asked_at = serializers.DateTimeField()
    answer_due = serializers.DateField()
    answer = serializers.CharField()
    answered_at = serializers.DateTimeField(allow_null=True)


class OverdueReasonAnswer(serializers.Serializer):
    """Why an application ran late."""

    cause = serializers.CharField(source="get_cause_display")
    words = serializers.CharField()
    colour = serializers.CharField()
    days_over = serializers.IntegerField()
    given_at = serializers.DateTimeField()


class AlertAnswer(serializers.Serializer):
    """One stored alert."""

    application = serializers.CharField(source="application.number")
    kind = serializers.CharField()
    label = serializers.CharField(source="get_kind_display")  # type: ignore[assignment]
    step = serializers.CharField()
    round = serializers.IntegerField()
    due = serializers.DateField(allow_null=True)
    words = serializers.CharField()
    fired_at = serializers.DateTimeField()


class SupervisedCaseAnswer(serializers.Serializer):
    """One open application with its light; the applicant masked."""

    number = serializers.CharField()
    matter = serializers.CharField()
    applicant = serializers.CharField()
    department = serializers.CharField()
    state = serializers.CharField()
    step = serializers.CharField()
    promise_due = serializers.DateField()
    legal_due = serializers.DateField(allow_null=True)
    is_provisional = serializers.BooleanField()
    light = serializers.CharField(source="light.colour")
    days_left = serializers.IntegerField(source="light.days_left")
    urging = UrgingAnswer(allow_null=True)
    reason = OverdueReasonAnswer(allow_null=True)


class SupervisionAnswer(serializers.Serializer):
    """Figures of the hall and the lines of one tab."""

    tab = serializers.CharField()
    lights = serializers.DictField(child=serializers.IntegerField())
    unexplained = serializers.IntegerField()
    unanswered = serializers.IntegerField()
    overdue_answers = serializers.IntegerField()
    step_overtime = serializers.IntegerField()
    deemed = serializers.IntegerField()
    rows = SupervisedCaseAnswer(many=True)
    alerts = AlertAnswer(many=True)
    urgings = UrgingAnswer(many=True)
    page = serializers.IntegerField()
    pages = serializers.IntegerField()
    at = serializers.DateTimeField()


class WarningGroupAnswer(serializers.Serializer):
    kind = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    alerts = AlertAnswer(many=True)


class WarningsAnswer(serializers.Serializer):
    """The caller's warnings in groups, urging to answer, applications of which a reason is owed."""

    count = serializers.IntegerField()
    groups = WarningGroupAnswer(many=True)
    urgings = UrgingAnswer(many=True)
    reasons_owed = serializers.ListField(child=serializers.CharField(), source="owed_numbers")


class DayAnswer(serializers.Serializer):
    day = serializers.DateField()
    count = serializers.IntegerField(allow_null=True)
    note = serializers.CharField()


class DateAnswer(serializers.Serializer):
    """One date with why it is this day."""

    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    due = serializers.DateField()
    is_provisional = serializers.BooleanField()
    sentences = serializers.ListField(child=serializers.CharField(), source="explanation.sentences")
    days = DayAnswer(many=True, source="explanation.days")


class MovedDateAnswer(serializers.Serializer):
    application = serializers.CharField(source="application.number")
    kind = serializers.CharField()
    about = serializers.CharField()
    before = serializers.DateField()
    after = serializers.DateField()
    is_provisional = serializers.BooleanField()


class CalendarChangeAnswer(serializers.Serializer):
    """One change of the calendar, how far the recount is, what moved."""

    id = serializers.IntegerField(source="change.pk")
    paper = serializers.CharField(source="change.paper")
    first = serializers.DateField(source="change.first")
    last = serializers.DateField(source="change.last")
    is_finished = serializers.SerializerMethodField()
    moved = MovedDateAnswer(many=True)
    page = serializers.IntegerField()
    pages = serializers.IntegerField()

    def get_is_finished(self, report: object) -> bool:
        recount = getattr(report, "recount", None)
        return recount is not None and recount.finished_at is not None
