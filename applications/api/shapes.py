"""What the API takes in: shapes only, the rules live in the verbs."""

from rest_framework import serializers

from applications.completeness import Tick
from applications.models.result import CollectorKind
from applications.states import MaterialStatus
from hall.api.parties import PartyInputSerializer


class PartyShape(PartyInputSerializer):
    """An applicant or agent, as people are registered everywhere."""


class TickShape(serializers.Serializer):
    """What the window got of one listed material."""

    material = serializers.IntegerField()
    status = serializers.ChoiceField(choices=MaterialStatus.choices)
    problem = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class SeenShape(serializers.Serializer):
    """The `revision` of the application as the caller saw it; a changed one answers 409."""

    seen = serializers.IntegerField(required=False, allow_null=True, default=None)


class ReceiveShape(serializers.Serializer):
    """One matter of one applicant, as handed in."""

    matter = serializers.CharField(max_length=33, help_text="事项编码")
    applicant = PartyShape()
    agent = PartyShape(required=False, allow_null=True, default=None)
    ticks = TickShape(many=True, required=False, default=list)
    form = serializers.DictField(
        child=serializers.CharField(max_length=2000, allow_blank=True, trim_whitespace=False),
        required=False,
        default=dict,
    )
    answers = serializers.DictField(
        child=serializers.CharField(max_length=24),
        required=False,
        default=dict,
        help_text="情形引导：问题 id 到选项 id",
    )
    area_code = serializers.RegexField(
        r"^(\d{6}|\d{12})?$", required=False, allow_blank=True, default="", help_text="办理地点区划代码，决定审批部门"
    )
    visit = serializers.CharField(max_length=40, required=False, allow_blank=True, default="")
    window = serializers.CharField(max_length=8, required=False, allow_blank=True, default="")


class TicksShape(SeenShape):
    """Ticks of materials."""

    ticks = TickShape(many=True)


class CorrectionShape(SeenShape):
    """A second notice that asks for something new needs a supervisor's reason."""

    reason = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")


class RefuseShape(SeenShape):
    """Why an application is not accepted: a line of the published standard, and the reason."""

    standard_line = serializers.CharField(max_length=500)
    reason = serializers.CharField(max_length=500, allow_blank=True)
    right_authority = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class DecideShape(SeenShape):
    """Granted or denied, with a reason; a denial names its legal basis."""

    granted = serializers.BooleanField()
    reason = serializers.CharField(max_length=1000, allow_blank=True)
    legal_basis = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")


class WithdrawShape(SeenShape):
    """The applicant's wish to withdraw."""

    reason = serializers.CharField(max_length=500, allow_blank=True)


class UploadShape(serializers.Serializer):
    """A scan: JPEG, PNG or PDF."""

    file = serializers.FileField()


class FindResultsShape(serializers.Serializer):
    """Whose results: by application or ticket number, or by document; never in an address."""

    application = serializers.CharField(max_length=24, required=False, allow_blank=True, default="")
    ticket = serializers.CharField(max_length=8, required=False, allow_blank=True, default="")
    id_number = serializers.CharField(max_length=40, required=False, allow_blank=True, default="")


class HandOverShape(serializers.Serializer):
    """Which results go to whom."""

    numbers = serializers.ListField(child=serializers.CharField(max_length=24), allow_empty=True)
    collector_kind = serializers.ChoiceField(choices=CollectorKind.choices)
    collector_name = serializers.CharField(max_length=200)
    collector_id = serializers.CharField(max_length=40, required=False, allow_blank=True, default="")
    code = serializers.CharField(
        max_length=20, required=False, allow_blank=True, default="", help_text="持码领取时的取件码"
    )
    authorisation_seen = serializers.BooleanField(required=False, default=False)
    window = serializers.CharField(max_length=8, required=False, allow_blank=True, default="")


class StatusQueryShape(serializers.Serializer):
    """The number and the last four characters of the applicant's or agent's phone or document."""

    number = serializers.CharField(max_length=40)
    second_factor = serializers.CharField(max_length=40)


def ticks_of(rows: list[dict[str, object]]) -> list[Tick]:
    """The ticks as the verbs take them."""
    return [Tick(int(str(row["material"])), str(row["status"]), str(row.get("problem", ""))) for row in rows]
