"""How opinions and decisions are told over REST."""

from rest_framework import serializers

from applications.models import Signature


class SignatureAnswer(serializers.ModelSerializer):
    """One signed opinion; `set_aside_at` when it was returned or undone."""

    signed_by = serializers.CharField(source="signed_by.name")
    on_behalf_of = serializers.CharField(source="on_behalf_of.name", default="")
    authorisation = serializers.CharField(source="authorisation.document", default="")

    class Meta:
        model = Signature
        fields = [
            "step", "granted", "opinion", "legal_basis", "signed_by", "on_behalf_of", "authorisation", "signed_at",
            "set_aside_at",
        ]  # fmt: skip


class DecisionAnswer(serializers.Serializer):
    """The department's decision."""

    granted = serializers.BooleanField()
    reason = serializers.CharField()
    legal_basis = serializers.CharField()
    decided_by = serializers.CharField(source="decided_by.name")
    decided_at = serializers.DateTimeField()
    release_at = serializers.DateTimeField(help_text="此前决定人可以撤回")
