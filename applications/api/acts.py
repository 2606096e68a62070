"""What is done beside accepting and deciding, over REST: one class for each act, all through the same table."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.response import Response

from applications.acts import ACTS, done
from applications.api.answers import ApplicationAnswer
from applications.api.intake import answered
from applications.api.shapes import SeenShape
from applications.models.procedure import PROCEDURES
from applications.queries.access import application_for
from hall.api.calls import StaffCall, shaped
from hall.api.idempotency import Idempotent
from hall.kernel.api import HallView
from hall.roles import Role


class BeginProcedureShape(SeenShape):
    kind = serializers.ChoiceField(choices=PROCEDURES)
    expected_days = serializers.IntegerField(min_value=1, max_value=365, help_text="预计工作日")
    reason = serializers.CharField(max_length=500)
    legal_basis = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class EndProcedureShape(SeenShape):
    result = serializers.CharField(max_length=200)
    opinion = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")


class AskExtensionShape(SeenShape):
    working_days = serializers.IntegerField(min_value=1, max_value=15)
    reason = serializers.CharField(max_length=500)


class DecideExtensionShape(SeenShape):
    approved = serializers.BooleanField()
    opinion = serializers.CharField(max_length=500)


class ForwardShape(SeenShape):
    superior = serializers.CharField(max_length=100)
    opinion = serializers.CharField(max_length=500)


class TerminateShape(SeenShape):
    reason = serializers.CharField(max_length=500)


class TurnAwayShape(SeenShape):
    needs_no_permit = serializers.BooleanField()
    reason = serializers.CharField(max_length=500)
    right_authority = serializers.CharField(max_length=100, required=False, allow_blank=True, default="")


class AmendShape(SeenShape):
    changes = serializers.DictField(
        child=serializers.CharField(max_length=500), allow_empty=False, help_text="字段→新值；contact_phone 为联系手机"
    )
    reason = serializers.CharField(max_length=300)


class OneAct(Idempotent, HallView):
    """One act on one application within the caller's reach; answers with how it stands then."""

    who_may: tuple[str, ...] = (Role.APPROVER,)
    name: ClassVar[str]
    shape: ClassVar[type[SeenShape]]

    def post(self, request: StaffCall, number: str) -> Response:
        given: dict[str, Any] = shaped(self.shape, request)
        given["seen_state_version"] = given.pop("seen")
        changed = done(ACTS[self.name], application_for(request.user, number), given, request.user)
        return answered(request, changed.number)


SHAPES: dict[str, type[SeenShape]] = {
    "begin-procedure": BeginProcedureShape,
    "end-procedure": EndProcedureShape,
    "ask-extension": AskExtensionShape,
    "decide-extension": DecideExtensionShape,
    "forward": ForwardShape,
    "terminate": TerminateShape,
    "turn-away": TurnAwayShape,
    "amend": AmendShape,
}


def act_view(name: str) -> Any:
    """The class of one act, described in the API's documentation."""
    described = extend_schema(
        operation_id=f"{name.replace('-', '_')}_application", request=SHAPES[name], responses=ApplicationAnswer
    )
    made = type(
        name.title().replace("-", ""),
        (OneAct,),
        {"name": name, "shape": SHAPES[name], "who_may": ACTS[name].who, "__doc__": ACTS[name].help},
    )
    return extend_schema_view(post=described)(made)
