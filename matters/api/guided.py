"""Guided questions over the API: read them, and learn what answers lead to. Open to everybody."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hall.kernel.access import PUBLIC
from hall.kernel.api import HallView
from matters.api.serializers import MaterialSerializer
from matters.errors import AnswerUnknown
from matters.guided.questions import questions_of
from matters.queries.guide import guide
from matters.queries.guided import Guided, guided


class OptionShape(serializers.Serializer[Any]):
    """One answer a person may give."""

    id = serializers.CharField()
    say = serializers.CharField()
    situation = serializers.CharField()
    needs = serializers.ListField(child=serializers.CharField(), help_text="Conditional materials this answer brings")
    next = serializers.CharField(help_text="Id of a later question, or end; blank: the following one")
    matter = serializers.CharField(help_text="Code of another matter this answer leads to; blank: this one")


class QuestionShape(serializers.Serializer[Any]):
    """One guided question."""

    id = serializers.CharField()
    ask = serializers.CharField()
    help = serializers.CharField()
    options = OptionShape(many=True)


class QuestionsShape(serializers.Serializer[Any]):
    """The questions of the standard that stands now."""

    code = serializers.CharField()
    version_number = serializers.IntegerField()
    fingerprint = serializers.CharField()
    questions = QuestionShape(many=True)


class AnswersInput(serializers.Serializer[Any]):
    """Answers so far: question id to option id."""

    answers = serializers.DictField(child=serializers.CharField(max_length=24), required=False, default=dict)


class OutcomeShape(serializers.Serializer[Any]):
    """Where answers lead."""

    code = serializers.CharField()
    version_number = serializers.IntegerField()
    fingerprint = serializers.CharField()
    short_fingerprint = serializers.CharField()
    answers = serializers.DictField(child=serializers.CharField(), help_text="Those that count, in the order asked")
    situation = serializers.CharField(allow_blank=True)
    is_complete = serializers.BooleanField()
    next_question = QuestionShape(allow_null=True)
    other_matter = serializers.CharField(allow_blank=True)
    materials = MaterialSerializer(many=True, help_text="To be brought in this situation")
    undecided = MaterialSerializer(many=True, help_text="Depend on questions not yet answered")
    not_needed = MaterialSerializer(many=True)


class MatterQuestions(HallView):
    """The guided questions of a matter, and what answers lead to."""

    who_may = (PUBLIC,)

    @extend_schema(responses=QuestionsShape, operation_id="matters_questions")
    def get(self, request: Request, code: str) -> Response:
        version = guide(code).version
        row = {"code": code, "version_number": version.number, "fingerprint": version.fingerprint}
        return Response(QuestionsShape({**row, "questions": questions_of(version.questions)}).data)

    @extend_schema(request=AnswersInput, responses=OutcomeShape, operation_id="matters_answer")
    def post(self, request: Request, code: str) -> Response:
        body = AnswersInput(data=request.data)
        body.is_valid(raise_exception=True)
        answers = body.validated_data["answers"]
        shown = guide(code)
        mine = guided(shown.version, answers, shown.materials)
        ignored = sorted(answers.keys() - mine.outcome.answers.keys()) if mine else sorted(answers)
        if ignored:
            raise AnswerUnknown(matter=shown.matter.name, question=ignored[0])
        return Response(OutcomeShape(_outcome(code, mine, shown)).data)


def _outcome(code: str, mine: Guided | None, shown: Any) -> dict[str, Any]:
    """The answer's values; a matter without questions has its whole list, with conditions."""
    version = shown.version
    row = {"code": code, "version_number": version.number, "fingerprint": version.fingerprint}
    row["short_fingerprint"] = version.short_fingerprint
    if mine is None:
        nothing = {"answers": {}, "situation": "", "is_complete": False, "next_question": None, "other_matter": ""}
        needed = [material for material in shown.materials if material.necessity == "required"]
        undecided = [material for material in shown.materials if material.necessity != "required"]
        return {**row, **nothing, "materials": needed, "undecided": undecided, "not_needed": []}
    outcome = mine.outcome
    return {
        **row,
        "answers": outcome.answers,
        "situation": outcome.situation,
        "is_complete": outcome.is_complete,
        "next_question": outcome.following,
        "other_matter": outcome.other_matter,
        "materials": outcome.needed,
        "undecided": outcome.undecided,
        "not_needed": outcome.spared,
    }
