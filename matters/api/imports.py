"""Catalogue files over the API: upload, follow, read the report, decide; and the export."""

from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.request import Request
from rest_framework.response import Response

from hall.api.idempotency import Idempotent
from hall.kernel.access import STAFF
from hall.kernel.api import HallView
from hall.kernel.errors import NotFound
from hall.models import StaffMember
from hall.roles import Role
from matters.api.serializers import FindMattersQuery
from matters.import_progress import progress_of
from matters.models import CatalogueImport, ImportLine, LineKind
from matters.queries.imports import READERS, counts, import_by_id, report
from matters.verbs import catalogue_imports as verbs
from matters.views.exports import workbook_answer

PER_PAGE = 100


class ImportUploadShape(serializers.Serializer[Any]):
    """A workbook, or the CSV of matters with the CSV of materials."""

    file = serializers.FileField()
    materials = serializers.FileField(required=False)


class ImportProblemShape(serializers.Serializer[Any]):
    """A cell to be corrected."""

    sheet = serializers.CharField()
    line = serializers.IntegerField()
    column = serializers.CharField()
    field = serializers.CharField()
    value = serializers.CharField()
    what = serializers.CharField()
    todo = serializers.CharField()


class ImportAnswer(serializers.ModelSerializer[CatalogueImport]):
    """One import: how far it is and what the check found."""

    uploaded_by = serializers.CharField(source="uploaded_by.name")
    decided_by = serializers.CharField(source="decided_by.name", default="")
    problems = ImportProblemShape(many=True)
    state_words = serializers.CharField(source="get_state_display")
    counts = serializers.SerializerMethodField()
    progress = serializers.SerializerMethodField()

    class Meta:
        model = CatalogueImport
        fields = (
            "id", "kind", "name", "size", "sha256", "state", "state_words", "uploaded_by", "uploaded_at", "checked_at",
            "takes_effect", "decided_by", "decided_at", "decision", "applied_at", "rows", "unchanged", "counts",
            "problem_count", "problems", "trouble", "progress",
        )  # fmt: skip

    def get_counts(self, row: CatalogueImport) -> dict[str, int]:
        return counts(row)

    def get_progress(self, row: CatalogueImport) -> dict[str, Any] | None:
        found = progress_of(row.pk) if row.is_under_way else None
        return {"phase": found.phase, "done": found.done, "all": found.all} if found else None


class ImportLineAnswer(serializers.ModelSerializer[ImportLine]):
    """A line of the change report."""

    differences = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = ImportLine
        fields = ("kind", "line", "code", "name", "department", "differences")


class ImportReportAnswer(serializers.Serializer[Any]):
    """One page of the change report."""

    count = serializers.IntegerField()
    pages = serializers.IntegerField()
    results = ImportLineAnswer(many=True)


class ReportQuery(serializers.Serializer[Any]):
    """Which lines."""

    kind = serializers.ChoiceField(choices=LineKind.choices, required=False)
    page = serializers.IntegerField(required=False, min_value=1)


class ImportActShape(serializers.Serializer[Any]):
    """What is needed for the act: a day for proposing, a reason for refusing."""

    takes_effect = serializers.DateField(required=False, allow_null=True, default=None)
    reason = serializers.CharField(required=False, allow_blank=True, default="", max_length=500)


class StaffCall(Request):
    """A call of someone logged in."""

    user: StaffMember  # type: ignore[assignment]


class CatalogueUpload(Idempotent, HallView):
    """Upload a catalogue file; it is checked by a worker, and changes nothing."""

    who_may = (Role.CATALOGUE_EDITOR,)

    @extend_schema(
        operation_id="catalogue_import_upload",
        request={"multipart/form-data": ImportUploadShape},
        responses={201: ImportAnswer},
    )
    def post(self, request: StaffCall) -> Response:
        shape = ImportUploadShape(data=request.data)
        shape.is_valid(raise_exception=True)
        given = shape.validated_data
        row = verbs.upload(file=given["file"], materials=given.get("materials"), by=request.user)
        return Response(ImportAnswer(row).data, status=201)


class OneImport(HallView):
    """How far an import is and what its check found."""

    who_may = READERS

    @extend_schema(operation_id="catalogue_import", responses=ImportAnswer)
    def get(self, request: Request, import_id: int) -> Response:
        return Response(ImportAnswer(import_by_id(import_id)).data)


class ImportReport(HallView):
    """The change report, line by line."""

    who_may = READERS

    @extend_schema(operation_id="catalogue_import_report", parameters=[ReportQuery], responses=ImportReportAnswer)
    def get(self, request: Request, import_id: int) -> Response:
        query = ReportQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        asked = query.validated_data
        pages = Paginator(report(import_by_id(import_id), asked.get("kind", "")), PER_PAGE)
        page = pages.get_page(asked.get("page", 1))
        answer = {"count": pages.count, "pages": pages.num_pages, "results": list(page)}
        return Response(ImportReportAnswer(answer).data)


class ImportAct(Idempotent, HallView):
    """propose, approve, release, refuse, recheck or abandon."""

    who_may = (Role.CATALOGUE_EDITOR, Role.CATALOGUE_REVIEWER, Role.CATALOGUE_PUBLISHER)

    @extend_schema(operation_id="catalogue_import_act", request=ImportActShape, responses=ImportAnswer)
    def post(self, request: Request, import_id: int, verb: str) -> Response:
        shape = ImportActShape(data=request.data)
        shape.is_valid(raise_exception=True)
        more = {
            "propose": {"takes_effect": shape.validated_data["takes_effect"]},
            "refuse": {"reason": shape.validated_data["reason"]},
        }
        if verb not in {"propose", "approve", "release", "refuse", "recheck", "abandon"}:
            raise NotFound()
        getattr(verbs, verb)(import_id=import_id, by=request.user, **more.get(verb, {}))
        return Response(ImportAnswer(import_by_id(import_id)).data)


class AnyAccept(DefaultContentNegotiation):
    """A file is what it is, whatever kinds the caller names."""

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        return renderers[0], renderers[0].media_type


class CatalogueExport(HallView):
    """The standing catalogue as the workbook that the import takes."""

    who_may = (STAFF,)
    content_negotiation_class = AnyAccept

    @extend_schema(operation_id="catalogue_export", parameters=[FindMattersQuery], responses={200: OpenApiTypes.BINARY})
    def get(self, request: Request) -> FileResponse:
        query = FindMattersQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        return workbook_answer(query.form().filters())
