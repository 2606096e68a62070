"""The public history of a standard over the API; open to everybody."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hall.kernel.access import PUBLIC
from hall.kernel.api import HallView
from matters.queries.history import EARLIER, PAUSED, STANDING, WAITING, WITHDRAWN, Chapter, History, history_of


class ChangeSerializer(serializers.Serializer[Any]):
    """One field that says something else."""

    field = serializers.CharField(source="key")
    label = serializers.CharField()  # type: ignore[assignment]
    before = serializers.CharField()
    after = serializers.CharField()
    words = serializers.CharField(help_text="The change as one sentence")


class MaterialChangeSerializer(serializers.Serializer[Any]):
    """A material that came, went or changed."""

    kind = serializers.ChoiceField(choices=["added", "removed", "changed"])
    name = serializers.CharField()
    former_name = serializers.CharField()
    changes = ChangeSerializer(many=True)
    words = serializers.CharField()


class ChapterSerializer(serializers.Serializer[Chapter]):
    """One version in the history."""

    number = serializers.IntegerField(source="version.number")
    standing = serializers.ChoiceField(choices=[WAITING, STANDING, PAUSED, EARLIER, WITHDRAWN])
    since = serializers.DateTimeField()
    until = serializers.DateTimeField(allow_null=True)
    reason = serializers.CharField(help_text="Why it is paused or was withdrawn")
    fingerprint = serializers.CharField(source="version.fingerprint")
    short_fingerprint = serializers.CharField(source="version.short_fingerprint")
    changes = ChangeSerializer(source="difference.changes", many=True, default=())
    materials = MaterialChangeSerializer(source="difference.materials", many=True, default=())


class HistorySerializer(serializers.Serializer[History]):
    """All versions of a matter, newest first."""

    code = serializers.CharField(source="matter.code")
    name = serializers.CharField(source="matter.name")
    versions = ChapterSerializer(source="chapters", many=True)


class MatterHistory(HallView):
    """Every version of a standard with dates, and what it said otherwise than the one before."""

    who_may = (PUBLIC,)

    @extend_schema(responses=HistorySerializer, operation_id="matters_history")
    def get(self, request: Request, code: str) -> Response:
        return Response(HistorySerializer(history_of(code)).data)
