"""What the API answers; people masked."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.reverse import reverse

from applications.act_words import act_words
from applications.api.signed import DecisionAnswer, SignatureAnswer
from applications.models import Application, ApplicationMaterial, Document, MaterialFile, Result
from applications.permissions import may, may_read_form
from applications.queries.access import seen_version
from applications.queries.masked import masked
from applications.states import APPLICATION_MOVES, MaterialStatus
from hall import steps
from hall.kernel.moves import verbs_from


class MatterBrief(serializers.Serializer):
    """Which matter, of which department, by which standard."""

    code = serializers.CharField(source="matter.code")
    name = serializers.CharField(source="matter.name")
    version = serializers.IntegerField(source="number")
    fingerprint = serializers.CharField(source="short_fingerprint")
    case_kind = serializers.CharField()


class FileAnswer(serializers.ModelSerializer[MaterialFile]):
    """One scan and where the entitled may open it."""

    url = serializers.SerializerMethodField()

    class Meta:
        model = MaterialFile
        fields = ["id", "name", "content_type", "size", "sha256", "uploaded_at", "url"]

    def get_url(self, row: MaterialFile) -> str:
        number = row.application_material.application.number
        return reverse("api-material-file", args=[number, row.pk], request=self.context.get("request"))


class MaterialAnswer(serializers.ModelSerializer[ApplicationMaterial]):
    """What became of one listed material."""

    material = serializers.IntegerField(source="material_id")
    name = serializers.CharField(source="material.name")
    status_label = serializers.CharField(source="get_status_display")
    files = FileAnswer(many=True)

    class Meta:
        model = ApplicationMaterial
        fields = ["material", "name", "status", "status_label", "problem", "due", "files"]


class DocumentAnswer(serializers.ModelSerializer[Document]):
    """A numbered document; anyone may verify its code."""

    kind = serializers.CharField(help_text="文种")
    title = serializers.CharField(source="content.title")

    class Meta:
        model = Document
        fields = ["kind", "title", "number", "issued_at", "verification_code", "prints"]


class StepAnswer(serializers.Serializer):
    """One act in the time line."""

    verb = serializers.CharField()
    label = serializers.SerializerMethodField()  # type: ignore[assignment]
    by = serializers.CharField(source="by.name")
    at = serializers.DateTimeField()
    reason = serializers.CharField()

    def get_label(self, step: Any) -> str:
        return act_words(step.verb)


class ApplicationLine(serializers.ModelSerializer[Application]):
    """An application in a list."""

    state_label = serializers.CharField(source="get_state_display")
    matter = MatterBrief(source="version")
    department = serializers.CharField(source="department.short_name")
    applicant = serializers.SerializerMethodField()

    class Meta:
        model = Application
        fields = ["number", "state", "state_label", "matter", "department", "applicant", "visit", "received_at",
                  "notice_due", "correction_due", "accepted_at", "promise_due", "legal_due", "due_is_provisional",
                  "closed_at"]  # fmt: skip

    def get_applicant(self, application: Application) -> str:
        return masked(application.applicant)


class ResultAnswer(serializers.ModelSerializer[Result]):
    """A result at the issuing counter."""

    application = serializers.CharField(source="application.number")
    matter = serializers.CharField(source="application.version.matter.name")
    department = serializers.CharField(source="application.department.short_name")
    applicant = serializers.SerializerMethodField()

    class Meta:
        model = Result
        fields = ["application", "matter", "department", "applicant", "name", "number", "valid_until", "ready_at",
                  "delivery_due"]  # fmt: skip

    def get_applicant(self, result: Result) -> str:
        return masked(result.application.applicant)


class ApplicationAnswer(ApplicationLine):
    """An application with its materials, documents, time line, and what the caller may do with it now."""

    agent = serializers.SerializerMethodField()
    form = serializers.SerializerMethodField(help_text="仅受理窗口和审批部门可见，其他人为 null")
    revision = serializers.SerializerMethodField(help_text="作为 seen 传回，防止在过时页面上办理")
    verbs = serializers.SerializerMethodField(help_text="您现在可以办理的动作")
    materials = serializers.SerializerMethodField()
    documents = DocumentAnswer(many=True)
    decision = serializers.SerializerMethodField()
    result = serializers.SerializerMethodField()
    handler = serializers.SerializerMethodField(help_text="现在由谁办理，空为部门中任何有授权的人")
    signatures = serializers.SerializerMethodField()
    steps = serializers.SerializerMethodField()

    class Meta(ApplicationLine.Meta):
        fields = [*ApplicationLine.Meta.fields, "project_number", "agent", "form", "situation", "answers", "revision", "verbs", "materials",
                  "documents", "step", "step_since", "handler", "signatures", "decision", "result", "steps"]  # fmt: skip

    def get_agent(self, application: Application) -> str:
        return masked(application.agent) if application.agent else ""

    @extend_schema_field(serializers.DictField(allow_null=True))
    def get_form(self, application: Application) -> Any:
        return application.form if may_read_form(self.context["request"].user, application) else None

    def get_revision(self, application: Application) -> int:
        return seen_version(application)

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_verbs(self, application: Application) -> list[str]:
        person = self.context["request"].user
        known = {"release_result", "stand_in", "deem_accepted", "deem_withdrawn", "end_late", "archive"}
        possible = [verb for verb in verbs_from(application.state, APPLICATION_MOVES) if verb not in known]
        return [verb for verb in possible if may(person, verb, application)]

    @extend_schema_field(MaterialAnswer(many=True))
    def get_materials(self, application: Application) -> Any:
        rows = application.materials.select_related("material").prefetch_related("files")
        rows = rows.order_by("material__order")
        for row in rows:
            row.application = application
            for file in row.files.all():
                file.application_material = row
        return MaterialAnswer(rows, many=True, context=self.context).data

    @extend_schema_field(serializers.CharField(allow_blank=True))
    def get_handler(self, application: Application) -> str:
        return application.handler.name if application.handler else ""

    @extend_schema_field(SignatureAnswer(many=True))
    def get_signatures(self, application: Application) -> Any:
        rows = application.signatures.select_related("signed_by", "on_behalf_of", "authorisation")
        return SignatureAnswer(rows, many=True).data

    @extend_schema_field(DecisionAnswer(allow_null=True))
    def get_decision(self, application: Application) -> Any:
        decision = getattr(application, "decision", None)
        return DecisionAnswer(decision).data if decision else None

    @extend_schema_field(ResultAnswer(allow_null=True))
    def get_result(self, application: Application) -> Any:
        result = getattr(application, "result", None)
        return ResultAnswer(result).data if result else None

    @extend_schema_field(StepAnswer(many=True))
    def get_steps(self, application: Application) -> Any:
        return StepAnswer(steps.steps_of(application), many=True).data


class SheetMaterial(serializers.Serializer):
    """One line of the tick list."""

    material = serializers.IntegerField(source="material.pk")
    name = serializers.CharField(source="material.name")
    necessity = serializers.CharField(source="material.necessity")
    condition = serializers.CharField(source="material.condition")
    acceptance_standard = serializers.CharField(source="material.acceptance_standard")
    choices = serializers.SerializerMethodField()

    @extend_schema_field(serializers.ListField(child=serializers.ChoiceField(choices=MaterialStatus.choices)))
    def get_choices(self, line: Any) -> list[str]:
        return [status for status, _ in line.choices]


class SheetAnswer(serializers.Serializer):
    """The standard in force of a matter, with its tick list."""

    matter = MatterBrief(source="version")
    conditions = serializers.JSONField(source="version.conditions")
    materials = SheetMaterial(source="lines", many=True)


class HandOverAnswer(serializers.Serializer):
    """A result handed over, with its numbered service receipt."""

    application = serializers.CharField(source="result.application.number")
    result = serializers.CharField(source="result.number")
    handed_at = serializers.DateTimeField()
    receipt = serializers.SerializerMethodField()

    def get_receipt(self, given: Any) -> str:
        receipt = given.result.application.documents.filter(kind="service_receipt").last()
        return receipt.verification_code if receipt else ""


class VerifiedAnswer(serializers.Serializer):
    """What anyone may know of a document whose code they hold."""

    title = serializers.CharField()
    number = serializers.CharField()
    issuer = serializers.CharField()
    matter = serializers.CharField()
    application = serializers.CharField()
    applicant = serializers.CharField()
    issued_on = serializers.DateField()
    has_file = serializers.BooleanField(source="file.is_made")
    sha256 = serializers.CharField(source="file.sha256")
    signature_holds = serializers.BooleanField(source="file.holds")
