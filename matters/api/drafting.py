"""Drafting, reviewing and publishing over the API: what the workplace's pages do, for programs."""

from collections.abc import Callable
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hall.api.idempotency import Idempotent
from hall.kernel.api import HallView
from hall.requests import staff_of
from hall.roles import Role
from matters.catalogue_file.rows import row_of
from matters.catalogue_file.shape import LINE, OPTIONAL, faults
from matters.models import MatterVersion
from matters.queries.drafts import desk, difference_to_previous, faults_of, version_for
from matters.queries.gate import findings_of
from matters.verbs import drafts, versions

PEOPLE = (Role.CATALOGUE_EDITOR, Role.CATALOGUE_REVIEWER, Role.CATALOGUE_PUBLISHER)
WITH_REASON = {"reject", "pause", "withdraw", "discard"}
ACTS: dict[str, Callable[..., MatterVersion]] = {
    "submit": versions.submit,
    "review": versions.review,
    "reject": versions.reject,
    "publish": versions.publish,
    "pause": versions.pause,
    "resume": versions.resume,
    "withdraw": versions.withdraw,
    "discard": drafts.discard_draft,
}


class VersionLineShape(serializers.Serializer[MatterVersion]):
    """A version on somebody's desk."""

    id = serializers.IntegerField()
    code = serializers.CharField(source="matter.code")
    name = serializers.CharField(source="matter.name")
    department = serializers.CharField(source="matter.department.short_name")
    number = serializers.IntegerField()
    state = serializers.CharField()
    revision = serializers.IntegerField()
    since = serializers.DateTimeField(source="in_force.lower", default=None, allow_null=True)
    until = serializers.DateTimeField(source="in_force.upper", default=None, allow_null=True)
    pause_reason = serializers.CharField()
    short_fingerprint = serializers.CharField()


class DeskShape(serializers.Serializer[Any]):
    """What waits for whom."""

    drafts = VersionLineShape(many=True)
    to_review = VersionLineShape(many=True)
    to_publish = VersionLineShape(many=True)
    waiting = VersionLineShape(many=True)
    paused = VersionLineShape(many=True)


class FaultShape(serializers.Serializer[Any]):
    field = serializers.CharField()
    what = serializers.CharField()
    todo = serializers.CharField()


class WholeVersionShape(VersionLineShape):
    """A version with its text (a catalogue line), what it changes, and what stands in its way."""

    standard: Any = serializers.JSONField(help_text="The text in the shape of a line of the catalogue file")
    difference = serializers.ListField(child=serializers.CharField())
    faults = FaultShape(many=True)
    findings = serializers.ListField(child=serializers.CharField(), help_text="Catch-all clauses")


class DraftInput(serializers.Serializer[Any]):
    """The text to save; `revision` is the one that was read."""

    revision = serializers.IntegerField(min_value=0)
    standard: Any = serializers.JSONField(help_text="Fields of a catalogue line; those left out stay as they are")

    def validate_standard(self, given: Any) -> Any:
        if not isinstance(given, dict):
            raise serializers.ValidationError("应为一个 JSON 对象")
        wrong = {field: fault for field, fault in faults(given, LINE, OPTIONAL) if field in given}
        if wrong:
            raise serializers.ValidationError(wrong)
        return given


class ActInput(serializers.Serializer[Any]):
    """Words where they are owed; the moment from which a published version holds (now)."""

    reason = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    at = serializers.DateTimeField(required=False, allow_null=True, default=None)
    over: Any = serializers.IntegerField(
        required=False, allow_null=True, default=None, help_text="Number of the version published since, once seen"
    )


def whole(version: MatterVersion) -> dict[str, Any]:
    """A version as the API tells it."""
    row = row_of(version.matter, version, version.materials.order_by("order"))
    told = [{"field": field, "what": what, "todo": todo} for field, what, todo in faults_of(version)]
    line = VersionLineShape(version).data
    findings = [str(finding) for finding in findings_of(version)]
    return {**line, "standard": row, "difference": difference_to_previous(version).words, "faults": told, "findings": findings}  # fmt: skip


class CatalogueDesk(HallView):
    """What waits for whom."""

    who_may = PEOPLE

    @extend_schema(responses=DeskShape, operation_id="catalogue_desk")
    def get(self, request: Request) -> Response:
        return Response(DeskShape(desk(staff_of(request))).data)


class StartDraft(Idempotent, HallView):
    """Begin the next version as a copy of the standing one."""

    who_may = (Role.CATALOGUE_EDITOR,)

    @extend_schema(request=None, responses={201: WholeVersionShape}, operation_id="catalogue_draft_start")
    def post(self, request: Request, code: str) -> Response:
        draft = drafts.start_draft(code=code, by=staff_of(request))
        return Response(whole(draft), status=201)


class OneVersion(HallView):
    """One version before the catalogue's people; its text is saved with PUT while it is a draft."""

    who_may = PEOPLE

    @extend_schema(responses=WholeVersionShape, operation_id="catalogue_version_read")
    def get(self, request: Request, version_id: int) -> Response:
        return Response(whole(version_for(staff_of(request), version_id)))

    @extend_schema(request=DraftInput, responses=WholeVersionShape, operation_id="catalogue_draft_save")
    def put(self, request: Request, version_id: int) -> Response:
        found = version_for(staff_of(request), version_id)
        given = DraftInput(data=request.data)
        given.is_valid(raise_exception=True)
        now = row_of(found.matter, found, found.materials.order_by("order"))
        row, seen = {**now, **given.validated_data["standard"]}, given.validated_data["revision"]
        drafts.save_draft(version_id=found.pk, row=row, seen_revision=seen, by=staff_of(request))
        return Response(whole(version_for(staff_of(request), version_id)))


class VersionAct(Idempotent, HallView):
    """One act on a version: submit, review, reject, publish, pause, resume, withdraw, discard."""

    who_may = PEOPLE

    @extend_schema(request=ActInput, responses=WholeVersionShape, operation_id="catalogue_version_act")
    def post(self, request: Request, version_id: int, verb: str) -> Response:
        found = version_for(staff_of(request), version_id)
        given = ActInput(data=request.data)
        given.is_valid(raise_exception=True)
        words = {"reason": given.validated_data["reason"]} if verb in WITH_REASON else {}
        when = {name: given.validated_data[name] for name in ("at", "over")} if verb == "publish" else {}
        ACTS[verb](version_id=found.pk, by=staff_of(request), **words, **when)
        return Response(whole(version_for(staff_of(request), version_id)))
