"""The approver's desk over REST: finding, questions to other departments, sending back, the month report."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from applications.api.answers import ApplicationAnswer
from applications.api.intake import READERS, answered
from applications.api.shapes import SeenShape
from applications.models import PhraseUse
from applications.months import month_named
from applications.queries.consulting import asked_us, consultation_for, we_asked
from applications.queries.finding import find
from applications.queries.month_report import COLUMNS, Line, month_report
from applications.queries.phrases import phrases_for
from applications.states import CONSULTATION_LEANINGS
from applications.verbs import consulting, desk, returning
from hall.api.calls import StaffCall, shaped
from hall.api.idempotency import Idempotent
from hall.kernel import clock
from hall.kernel.api import HallView
from hall.models import Department
from hall.roles import Role

SEE_ALL = (Role.HALL_MANAGER, Role.SUPERVISOR, Role.AUDITOR)


class InboxAnswer(serializers.Serializer):
    """One application waiting for a decision."""

    number = serializers.CharField()
    matter = serializers.CharField()
    applicant = serializers.CharField()
    step = serializers.CharField()
    handler = serializers.CharField(help_text="现在由谁办；空为有授权的人都可以")
    before = serializers.CharField(help_text="前一经办")
    group = serializers.CharField()
    stopped = serializers.CharField(help_text="停止计时的特别程序")
    clock = serializers.ListField(child=serializers.CharField(), help_text="时限怎么算的")
    asked = serializers.IntegerField(help_text="等答复的征求意见")
    answered = serializers.IntegerField()
    may_bulk = serializers.BooleanField(help_text="可以批量准予")
    accepted_on = serializers.DateField()
    promise_due = serializers.DateField()
    legal_due = serializers.DateField(allow_null=True)
    is_provisional = serializers.BooleanField()
    colour = serializers.CharField(source="light.colour")
    days_left = serializers.IntegerField(source="light.days_left")
    is_instant = serializers.BooleanField()
    late_outstanding = serializers.BooleanField()


class FindShape(serializers.Serializer):
    """A number, a name or a document; in the body, so that it stands in no address."""

    words = serializers.CharField(max_length=60)


class FoundAnswer(serializers.Serializer):
    """One application that was found; people masked."""

    number = serializers.CharField()
    matter = serializers.CharField()
    department = serializers.CharField()
    applicant = serializers.CharField()
    state = serializers.CharField()
    received_on = serializers.DateField()
    due = serializers.DateField(allow_null=True)


class AskShape(SeenShape):
    """A question to another department, and the materials (rows of the tick list) it may see."""

    department = serializers.CharField(max_length=32)
    question = serializers.CharField(max_length=1000, allow_blank=True)
    working_days = serializers.IntegerField()
    materials = serializers.ListField(child=serializers.IntegerField(), required=False, default=list)


class AnswerShape(serializers.Serializer):
    """The answer of the asked department."""

    leaning = serializers.ChoiceField(choices=CONSULTATION_LEANINGS)
    answer = serializers.CharField(max_length=1000, allow_blank=True)


class CallBackConsultationShape(serializers.Serializer):
    """Why the answer is no longer needed."""

    reason = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")


class ConsultationAnswer(serializers.Serializer):
    """One question to a department."""

    id = serializers.IntegerField(source="pk")
    application = serializers.CharField(source="application.number")
    matter = serializers.CharField(source="application.version.matter.name")
    asking = serializers.CharField(source="application.department.short_name")
    asked = serializers.CharField(source="asked_department.short_name")
    standing = serializers.CharField(source="get_state_display")
    question = serializers.CharField()
    due = serializers.DateField()
    asked_at = serializers.DateTimeField()
    leaning = serializers.CharField(source="get_leaning_display")
    answer = serializers.CharField()
    answered_at = serializers.DateTimeField(allow_null=True)


class ConsultationsAnswer(serializers.Serializer):
    """What others ask us, and what we ask others."""

    asked_us = ConsultationAnswer(many=True)
    we_asked = ConsultationAnswer(many=True)


class ProblemShape(serializers.Serializer):
    """One material and what is wrong with it."""

    material = serializers.IntegerField()
    words = serializers.CharField(max_length=200, allow_blank=True)


class SendBackShape(SeenShape):
    """Everything that is to be corrected, in one go."""

    problems = ProblemShape(many=True)


class PhraseShape(serializers.Serializer):
    """A phrase for opinions."""

    use = serializers.ChoiceField(choices=PhraseUse.choices)
    words = serializers.CharField(max_length=300)
    for_all = serializers.BooleanField(required=False, default=False)


class PhrasesAnswer(serializers.Serializer):
    """The phrases of one use."""

    use = serializers.CharField()
    words = serializers.ListField(child=serializers.CharField())


class ReportAnswer(serializers.Serializer):
    """A month in figures: the total and each line, by the names of the columns."""

    month = serializers.CharField()
    department = serializers.CharField()
    columns = serializers.DictField(child=serializers.CharField())
    total = serializers.DictField()
    lines = serializers.ListField(child=serializers.DictField())


class FindApplications(HallView):
    """Applications within the caller's reach, by number, name or document."""

    who_may = READERS

    @extend_schema(operation_id="find_applications", request=FindShape, responses=FoundAnswer(many=True))
    def post(self, request: StaffCall) -> Response:
        return Response(FoundAnswer(find(request.user, shaped(FindShape, request)["words"]), many=True).data)


class Consultations(HallView):
    """Questions between departments."""

    who_may = (Role.APPROVER,)

    @extend_schema(operation_id="consultations", responses=ConsultationsAnswer)
    def get(self, request: StaffCall) -> Response:
        rows = {"asked_us": asked_us(request.user), "we_asked": we_asked(request.user)}
        return Response(ConsultationsAnswer({name: [one.row for one in found] for name, found in rows.items()}).data)


class AskDepartment(Idempotent, HallView):
    """Ask another department; no clock stops."""

    who_may = (Role.APPROVER,)

    @extend_schema(operation_id="ask_department", request=AskShape, responses={201: ConsultationAnswer})
    def post(self, request: StaffCall, number: str) -> Response:
        given = shaped(AskShape, request)
        given["seen_state_version"] = given.pop("seen")
        row = consulting.ask_department(number=number, by=request.user, **given)
        return Response(ConsultationAnswer(consultation_for(request.user, row.pk)).data, status=201)


class AnswerConsultation(Idempotent, HallView):
    """Answer for the asked department."""

    who_may = (Role.APPROVER,)

    @extend_schema(operation_id="answer_consultation", request=AnswerShape, responses=ConsultationAnswer)
    def post(self, request: StaffCall, consultation_id: int) -> Response:
        given = shaped(AnswerShape, request)
        row = consulting.answer_consultation(consultation_id=consultation_id, by=request.user, **given)
        return Response(ConsultationAnswer(consultation_for(request.user, row.pk)).data)


class CallBackConsultation(Idempotent, HallView):
    """Call a question back."""

    who_may = (Role.APPROVER,)

    @extend_schema(
        operation_id="call_back_consultation", request=CallBackConsultationShape, responses=ConsultationAnswer
    )
    def post(self, request: StaffCall, consultation_id: int) -> Response:
        given = shaped(CallBackConsultationShape, request)
        row = consulting.call_back_consultation(consultation_id=consultation_id, by=request.user, **given)
        return Response(ConsultationAnswer(consultation_for(request.user, row.pk)).data)


class ReturnForCorrection(Idempotent, HallView):
    """The department's one-time notice on what the window received."""

    who_may = (Role.APPROVER,)

    @extend_schema(operation_id="return_for_correction", request=SendBackShape, responses=ApplicationAnswer)
    def post(self, request: StaffCall, number: str) -> Response:
        given = shaped(SendBackShape, request)
        problems = {row["material"]: row["words"] for row in given["problems"]}
        done = returning.return_for_correction(
            number=number, problems=problems, seen_state_version=given["seen"], by=request.user
        )
        return answered(request, done.number)


class PhrasesView(Idempotent, HallView):
    """Phrases for opinions."""

    who_may = (Role.APPROVER,)

    @extend_schema(operation_id="phrases", responses=PhrasesAnswer(many=True))
    def get(self, request: StaffCall) -> Response:
        return Response(PhrasesAnswer(phrases_for(request.user), many=True).data)

    @extend_schema(operation_id="keep_phrase", request=PhraseShape, responses={201: PhrasesAnswer(many=True)})
    def post(self, request: StaffCall) -> Response:
        desk.keep_phrase(**shaped(PhraseShape, request), by=request.user)
        return Response(PhrasesAnswer(phrases_for(request.user), many=True).data, status=201)


class MonthReportView(HallView):
    """The month report of one's department; of any for those who watch over the hall."""

    who_may = (Role.APPROVER, *SEE_ALL)

    @extend_schema(
        operation_id="month_report",
        parameters=[OpenApiParameter("month", str, description="如 2026-11"), OpenApiParameter("department", str)],
        responses=ReportAnswer,
    )
    def get(self, request: StaffCall) -> Response:
        person, asked = request.user, request.query_params
        department = person.department
        if person.has_role(*SEE_ALL):
            department = Department.objects.filter(code=asked.get("department", "")).first()
        found = month_report(person.hall, month_named(asked.get("month", ""), clock.today()), department)
        body = {
            "month": found.month.key,
            "department": found.title,
            "columns": {key: label for key, label, _ in COLUMNS},
            "total": _figures(found.total),
            "lines": [_figures(line) for line in found.lines],
        }
        return Response(ReportAnswer(body).data)


def _figures(line: Line) -> dict[str, Any]:
    counted = {key: getattr(line, key) for key, _, _ in COLUMNS}
    return {"name": line.name, "code": line.code, **counted, "in_time": line.in_time, "mean_days": line.mean_days}
