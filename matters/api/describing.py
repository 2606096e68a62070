"""What is said of a matter beside its standard, over the API: proposed by one person, decided by another."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hall.api.idempotency import Idempotent
from hall.kernel.api import HallView
from hall.requests import staff_of
from hall.roles import Role
from matters.description_words import DESCRIBED
from matters.draft_forms import DescribeForm
from matters.models import DescriptionChange
from matters.queries.catalogue import matter_by_code
from matters.queries.describing import change_for, said, waiting_changes
from matters.verbs import describing

PEOPLE = (Role.CATALOGUE_EDITOR, Role.CATALOGUE_REVIEWER, Role.CATALOGUE_PUBLISHER)
ACTS = ("approve", "refuse", "withdraw")


class ChangeShape(serializers.Serializer[Any]):
    """One change with who, when, why and the difference."""

    id = serializers.IntegerField()
    code = serializers.CharField(source="matter.code")
    name = serializers.CharField(source="matter.name")
    state = serializers.CharField()
    reason = serializers.CharField()
    before: Any = serializers.JSONField()
    after: Any = serializers.JSONField()
    difference = serializers.SerializerMethodField()
    proposed_by = serializers.CharField(source="proposed_by.name")
    proposed_at = serializers.DateTimeField()
    decided_by = serializers.CharField(source="decided_by.name", default="")
    decided_at = serializers.DateTimeField(allow_null=True)
    decision = serializers.CharField()

    def get_difference(self, row: DescriptionChange) -> list[str]:
        return [one.words for one in said(row)]


class ProposeInput(serializers.Serializer[Any]):
    """What is to be said instead; fields left out stay as they are."""

    described: Any = serializers.JSONField(help_text="Some of: " + ", ".join(DESCRIBED))
    reason = serializers.CharField(max_length=300)


class DecisionWords(serializers.Serializer[Any]):
    """Words where they are owed."""

    words = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")


class Changes(HallView):
    """What waits for a reviewer."""

    who_may = PEOPLE

    @extend_schema(responses=ChangeShape(many=True), operation_id="catalogue_description_changes")
    def get(self, request: Request) -> Response:
        return Response(ChangeShape(waiting_changes(staff_of(request)), many=True).data)


class Describe(Idempotent, HallView):
    """Propose what a matter is to be said to be."""

    who_may = (Role.CATALOGUE_EDITOR,)

    @extend_schema(request=ProposeInput, responses={201: ChangeShape}, operation_id="catalogue_description_propose")
    def post(self, request: Request, code: str) -> Response:
        given = ProposeInput(data=request.data)
        given.is_valid(raise_exception=True)
        matter = matter_by_code(code)
        fields = {**{name: getattr(matter, name) for name in DESCRIBED}, **_fields(given.validated_data["described"])}
        seen = matter.history.first()
        row = describing.propose_description(
            code=code, fields=fields, seen=seen.history_id if seen else 0, reason=given.validated_data["reason"],
            by=staff_of(request),
        )  # fmt: skip
        return Response(ChangeShape(change_for(staff_of(request), row.pk)).data, status=201)


def _fields(described: Any) -> dict[str, Any]:
    """The given fields, checked as the page checks them."""
    if not isinstance(described, dict) or described.keys() - set(DESCRIBED):
        raise serializers.ValidationError({"described": f"应为对象，只能有：{'、'.join(DESCRIBED)}"})
    joined = {"aliases": "\n", "themes": "、"}
    data = {k: joined[k].join(map(str, v)) if k in joined and isinstance(v, list) else v for k, v in described.items()}
    form = DescribeForm(data=data)
    form.full_clean()
    wrong = {name: list(map(str, errors)) for name, errors in form.errors.items() if name in described}
    if wrong:
        raise serializers.ValidationError(wrong)
    return {name: form.cleaned_data[name] for name in described}


class ChangeAct(Idempotent, HallView):
    """Approve, refuse with words, or take back."""

    who_may = (Role.CATALOGUE_EDITOR, Role.CATALOGUE_REVIEWER)

    @extend_schema(request=DecisionWords, responses=ChangeShape, operation_id="catalogue_description_act")
    def post(self, request: Request, change_id: int, verb: str) -> Response:
        row = change_for(staff_of(request), change_id)
        given = DecisionWords(data=request.data)
        given.is_valid(raise_exception=True)
        words = {} if verb == "withdraw" else {"words": given.validated_data["words"]}
        getattr(describing, f"{verb}_description")(change_id=row.pk, by=staff_of(request), **words)
        return Response(ChangeShape(change_for(staff_of(request), change_id)).data)
