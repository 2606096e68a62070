"""Documents, scans and plain data of an application over the API, each through the application it belongs to."""

from typing import Any

from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.request import Request
from rest_framework.response import Response

from applications.api.answers import DocumentAnswer
from applications.models import Document
from applications.permissions import ROLES
from applications.queries.access import application_for
from applications.queries.documents import document_for
from applications.queries.files import file_for
from applications.verbs import files
from applications.verbs.documents import count_print
from applications.views.files import READERS, opened
from hall.api.calls import StaffCall, shaped
from hall.api.idempotency import Idempotent
from hall.api.throttles import CalmThrottle
from hall.kernel.api import HallView
from hall.roles import Role
from hall.verbs.parties import reveal


class WhomShape(serializers.Serializer[Any]):
    """Whose plain data, and why."""

    party = serializers.ChoiceField(choices=[("applicant", "申请人"), ("agent", "经办人")], default="applicant")
    reason = serializers.CharField(max_length=500)


class PlainAnswer(serializers.Serializer[Any]):
    """A person unmasked; who looked, when and why is on record."""

    name = serializers.CharField()
    id_type = serializers.CharField()
    id_number = serializers.CharField()
    phone = serializers.CharField()
    address = serializers.CharField()


class FullDocumentAnswer(DocumentAnswer):
    """A document with its content as it was issued."""

    application = serializers.CharField(source="application.number")
    content = serializers.JSONField()

    class Meta(DocumentAnswer.Meta):
        fields = [*DocumentAnswer.Meta.fields, "application", "content"]


class AnyAccept(DefaultContentNegotiation):
    """A file is what it is, whatever kinds the caller names."""

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        return renderers[0], renderers[0].media_type


class RevealParty(HallView):
    """The plain data of the applicant or agent of an application within the caller's reach, for a reason on record."""

    who_may = READERS
    throttle_classes = [CalmThrottle]

    @extend_schema(operation_id="application_reveal", request=WhomShape, responses=PlainAnswer)
    def post(self, request: StaffCall, number: str) -> Response:
        given = shaped(WhomShape, request)
        plain = reveal(party_of(request, number, given["party"]), by=request.user, reason=given["reason"])
        return Response(PlainAnswer(plain).data, headers={"Cache-Control": "no-store"})


def party_of(request: StaffCall, number: str, role: str) -> Any:
    """The applicant or agent of an application within reach; ApplicationNotFound when there is none."""
    party = getattr(application_for(request.user, number), role)
    return party if party is not None else application_for(request.user, "")


class OneDocument(HallView):
    """A document of an application within the caller's reach, with its content."""

    who_may = READERS

    @extend_schema(operation_id="document", responses=FullDocumentAnswer)
    def get(self, request: StaffCall, verification_code: str) -> Response:
        return Response(FullDocumentAnswer(document_for(request.user, verification_code)).data)


class PrintDocument(Idempotent, HallView):
    """Count one printing; from the second on the paper is marked 补打."""

    who_may = ROLES["print"]

    @extend_schema(operation_id="document_print", request=None, responses=FullDocumentAnswer)
    def post(self, request: StaffCall, verification_code: str) -> Response:
        found: Document = document_for(request.user, verification_code)
        count_print(hall=found.hall, verification_code=found.verification_code, by=request.user)
        return Response(FullDocumentAnswer(document_for(request.user, verification_code)).data)


class OneFile(HallView):
    """A scan of an application within the caller's reach."""

    who_may = READERS
    content_negotiation_class = AnyAccept

    @extend_schema(operation_id="material_file", responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    def get(self, request: StaffCall, number: str, file_id: int) -> FileResponse:
        return opened(file_for(request.user, number, file_id), as_download=True)


class RemoveFile(Idempotent, HallView):
    """Take a wrongly attached scan away, before acceptance; the step remains."""

    who_may = (Role.WINDOW_CLERK,)

    @extend_schema(operation_id="remove_material_file", request=None, responses={204: None})
    def post(self, request: StaffCall, number: str, file_id: int) -> Response:
        found = application_for(request.user, number)
        files.remove_file(hall=found.hall, number=found.number, file_id=file_id, by=request.user)
        return Response(status=204)
