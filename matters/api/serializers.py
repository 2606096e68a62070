"""Shapes of the catalogue's answers."""

from typing import Any

from rest_framework import serializers

from matters.forms import FindMattersForm
from matters.models import ListKind, Material, MatterVersion
from matters.queries.guide import Guide
from matters.queries.listing import Filters, unknown_places
from matters.queries.standard import Standard


class FindMattersQuery(serializers.Serializer[Any]):
    """What the list may be narrowed by."""

    q = serializers.CharField(required=False, help_text="Names, everyday words, pinyin, initials")
    department = serializers.CharField(required=False, help_text="Code of a department")
    audience = serializers.ChoiceField(required=False, choices=["person", "company"])
    kind = serializers.ChoiceField(required=False, choices=["instant", "promised"])
    online = serializers.ChoiceField(required=False, choices=["1", "2", "3", "4"], help_text="Least depth online")
    hall = serializers.CharField(required=False, help_text="Code of a hall where it is stationed")
    theme = serializers.CharField(required=False)
    list = serializers.ChoiceField(required=False, choices=ListKind.choices, help_text="Only matters on this list")
    instant = serializers.BooleanField(required=False)
    one_window = serializers.BooleanField(required=False)
    page = serializers.IntegerField(required=False, min_value=1)
    page_size = serializers.IntegerField(required=False, min_value=1)

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        """Name a department, hall or theme that is not there instead of answering with nothing."""
        named = Filters(**{name: given.get(name, "") for name in ("department", "hall", "theme")})
        wrong = [f"{label}：{value}" for label, value in unknown_places(named)]
        if wrong:
            raise serializers.ValidationError("没有这样的" + "、".join(wrong))
        return given

    def form(self) -> FindMattersForm:
        return FindMattersForm(self.validated_data)


class MatterLineSerializer(serializers.Serializer[Any]):
    """A matter in a list."""

    code = serializers.CharField(source="matter.code")
    name = serializers.CharField(source="matter.name")
    department = serializers.CharField(source="matter.department.short_name")
    department_code = serializers.CharField(source="matter.department.code")
    matter_type = serializers.CharField(source="matter.get_matter_type_display")
    why = serializers.CharField()
    paused = serializers.CharField(help_text="Why it cannot be chosen now; empty when it can")
    case_kind = serializers.CharField(source="version.case_kind")
    promised_limit = serializers.IntegerField(source="version.promised_limit")
    promised_unit = serializers.CharField(source="version.promised_unit")
    is_one_window = serializers.BooleanField(source="matter.is_one_window")


class MatterPageSerializer(serializers.Serializer[Any]):
    """One page of matters."""

    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = MatterLineSerializer(many=True)


class MaterialSerializer(serializers.ModelSerializer[Material]):
    """One material that may be asked for."""

    class Meta:
        model = Material
        exclude = ("version",)


class VersionSerializer(serializers.ModelSerializer[MatterVersion]):
    """A version of a standard."""

    in_force_since = serializers.DateTimeField(source="in_force.lower", allow_null=True)

    class Meta:
        model = MatterVersion
        exclude = ("id", "matter", "in_force")


class GuideSerializer(serializers.Serializer[Guide]):
    """The guide of a matter: what the page and the paper say."""

    code = serializers.CharField(source="matter.code")
    implementation_code = serializers.CharField(source="matter.implementation_code")
    basic_code = serializers.CharField(source="matter.basic_item.code")
    name = serializers.CharField(source="matter.name")
    main_item = serializers.CharField(source="matter.main_item")
    department = serializers.CharField(source="matter.department.short_name")
    department_code = serializers.CharField(source="matter.department.code")
    matter_type = serializers.CharField(source="matter.matter_type")
    applicants = serializers.ListField(source="matter.applicants", child=serializers.CharField())
    aliases = serializers.ListField(source="matter.aliases", child=serializers.CharField())
    themes = serializers.ListField(source="matter.themes", child=serializers.CharField())
    is_stationed = serializers.BooleanField(source="matter.is_stationed")
    is_one_window = serializers.BooleanField(source="matter.is_one_window")
    paused = serializers.CharField(help_text="Why it cannot be chosen now; empty when it can")
    version = VersionSerializer()
    short_fingerprint = serializers.CharField(source="version.short_fingerprint")
    materials = MaterialSerializer(many=True)


class TickListSerializer(serializers.Serializer[Standard]):
    """All that a window may ask for, under the version in force."""

    code = serializers.CharField(source="matter.code")
    name = serializers.CharField(source="matter.name")
    version_number = serializers.IntegerField(source="version.number")
    fingerprint = serializers.CharField(source="version.fingerprint")
    short_fingerprint = serializers.CharField(source="version.short_fingerprint")
    materials = MaterialSerializer(many=True)
