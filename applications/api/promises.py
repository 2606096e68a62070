"""Promises over the API: withdrawn, verified, mended, revoked; the list of the excluded; the rule of a matter."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from applications.api.intake import CounterVerb, DepartmentVerb, described
from applications.models.promise import ExclusionGround, Ground, Method
from applications.queries.promises import Excluded, excluded_people, tasks
from applications.verbs import excluding, promising, verifying
from hall.api.calls import StaffCall, shaped
from hall.api.idempotency import Idempotent
from hall.kernel.api import HallView
from hall.models.party import IdType
from hall.roles import Role

WATCHERS = (Role.APPROVER, Role.SUPERVISOR, Role.HALL_MANAGER)


class WithdrawPromiseShape(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=300)


class FindingShape(serializers.Serializer[Any]):
    finding = serializers.CharField(max_length=500)


class RemedyShape(FindingShape):
    remedy = serializers.CharField(max_length=500)
    remedy_due = serializers.DateField()


class RevokeShape(FindingShape):
    is_false = serializers.BooleanField(help_text="虚假承诺；否则为逾期未整改")
    legal_basis = serializers.CharField(max_length=500)
    heard = serializers.CharField(max_length=500, help_text="陈述、申辩情况")


class RevokeAutomaticShape(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=500)
    legal_basis = serializers.CharField(max_length=500)
    heard = serializers.CharField(max_length=500)


class TaskAnswer(serializers.Serializer[Any]):
    """One promise to be verified."""

    number = serializers.CharField()
    matter = serializers.CharField()
    applicant = serializers.CharField()
    promised = serializers.CharField()
    method = serializers.CharField()
    state = serializers.CharField()
    due = serializers.DateField()
    is_over = serializers.BooleanField()


class ExcludeShape(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=200)
    id_type = serializers.ChoiceField(choices=IdType.choices)
    id_number = serializers.CharField(max_length=40)
    ground = serializers.ChoiceField(choices=ExclusionGround.choices)
    document = serializers.CharField(max_length=120)


class RepairShape(serializers.Serializer[Any]):
    document = serializers.CharField(max_length=120)


class ExcludedAnswer(serializers.Serializer[Any]):
    """One line of the list, masked."""

    id = serializers.IntegerField(source="row.pk")
    name = serializers.CharField()
    document_number = serializers.CharField()
    ground = serializers.CharField(source="row.ground")
    document = serializers.CharField(source="row.document")
    since = serializers.DateField(source="row.since")
    repaired_on = serializers.DateField(source="row.repaired_on", allow_null=True)


class PromiseRuleShape(serializers.Serializer[Any]):
    excluded = serializers.ChoiceField(choices=Ground.choices, required=False, allow_blank=True, default="")
    basis = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    verify_days = serializers.IntegerField(min_value=1, max_value=730, default=60)
    method = serializers.ChoiceField(choices=Method.choices, default=Method.WRITTEN.value)


class PromiseRuleAnswer(serializers.Serializer[Any]):
    """What holds for promises of a matter."""

    matter = serializers.CharField(source="matter.code")
    excluded = serializers.CharField()
    basis = serializers.CharField()
    verify_days = serializers.IntegerField()
    method = serializers.CharField()


@described("promise_withdraw", WithdrawPromiseShape)
class WithdrawPromise(CounterVerb):
    """The applicant takes the promise back before the decision."""

    shape, verb = WithdrawPromiseShape, staticmethod(promising.withdraw_promise)


@described("promise_verified", FindingShape)
class Verified(DepartmentVerb):
    """What was promised is true, or was mended."""

    shape, verb = FindingShape, staticmethod(verifying.verify_met)


@described("promise_remedy", RemedyShape)
class OrderRemedy(DepartmentVerb):
    """What was promised is not met yet and is to be mended by a day."""

    shape, verb = RemedyShape, staticmethod(verifying.order_remedy)


@described("promise_revoke", RevokeShape)
class RevokeForPromise(DepartmentVerb):
    """A false promise, or one not mended in time: revoked and recorded."""

    shape, verb = RevokeShape, staticmethod(verifying.revoke_for_promise)


@described("automatic_revoke", RevokeAutomaticShape)
class RevokeAutomatic(DepartmentVerb):
    """A decision of the rules that a review found wrong is revoked."""

    shape, verb = RevokeAutomaticShape, staticmethod(verifying.revoke_automatic)


class Verifications(HallView):
    """The promises to be verified; `tab` is remedy, over or closed."""

    who_may = WATCHERS

    @extend_schema(operation_id="promise_verifications", responses=TaskAnswer(many=True))
    def get(self, request: StaffCall) -> Response:
        return Response(TaskAnswer(tasks(request.user, request.query_params.get("tab", "")), many=True).data)


class ExcludedPeople(Idempotent, HallView):
    """Those whose promises are not taken."""

    who_may = WATCHERS

    @extend_schema(operation_id="promise_excluded", responses=ExcludedAnswer(many=True))
    def get(self, request: StaffCall) -> Response:
        return Response(ExcludedAnswer(excluded_people(), many=True).data)

    @extend_schema(operation_id="promise_exclude", request=ExcludeShape, responses={201: ExcludedAnswer})
    def post(self, request: StaffCall) -> Response:
        row = excluding.exclude(by=request.user, **shaped(ExcludeShape, request))
        return Response(ExcludedAnswer(_line(row.pk)).data, status=201)


class RepairCredit(Idempotent, HallView):
    """The credit is repaired; promises are taken again."""

    who_may = excluding.KEEPERS

    @extend_schema(operation_id="promise_repair", request=RepairShape, responses=ExcludedAnswer)
    def post(self, request: StaffCall, excluded_id: int) -> Response:
        row = excluding.repair_credit(excluded_id=excluded_id, by=request.user, **shaped(RepairShape, request))
        return Response(ExcludedAnswer(_line(row.pk)).data)


class MatterPromises(Idempotent, HallView):
    """Exclude a matter from promises, or say how they are verified."""

    who_may = excluding.RULE_KEEPERS

    @extend_schema(operation_id="matter_promises", request=PromiseRuleShape, responses=PromiseRuleAnswer)
    def post(self, request: StaffCall, matter_code: str) -> Response:
        given = shaped(PromiseRuleShape, request)
        row = excluding.set_promise_rule(matter_code=matter_code, by=request.user, **given)
        return Response(PromiseRuleAnswer(row).data)


def _line(excluded_id: int) -> Excluded:
    return next(one for one in excluded_people() if one.row.pk == excluded_id)
