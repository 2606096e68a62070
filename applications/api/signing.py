"""Signing over REST: review, send back, pass on, take back, and many decisions at once."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from applications.api.intake import DepartmentVerb, described
from applications.api.shapes import SeenShape
from applications.routing import BULK_AT_MOST
from applications.verbs import bulk, reviewing
from hall.api.calls import StaffCall, shaped
from hall.api.idempotency import Idempotent
from hall.kernel.api import HallView
from hall.roles import Role


class ReviewShape(SeenShape):
    """The opinion of the first signature."""

    granted = serializers.BooleanField()
    opinion = serializers.CharField(max_length=1000, allow_blank=True)
    legal_basis = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")


class ReturnShape(SeenShape):
    """Why the review is to be done again."""

    reason = serializers.CharField(max_length=500, allow_blank=True)


class TransferShape(SeenShape):
    """Who gets the application (账号), and why."""

    to = serializers.CharField(max_length=64)
    reason = serializers.CharField(max_length=500, allow_blank=True)


class UndoShape(serializers.Serializer):
    """Why the decision is taken back."""

    reason = serializers.CharField(max_length=500, allow_blank=True)


class ManyShape(serializers.Serializer):
    """Applications that are granted together, with one opinion."""

    numbers = serializers.ListField(child=serializers.CharField(max_length=24), allow_empty=False)
    reason = serializers.CharField(max_length=1000, allow_blank=True)


class OutcomeAnswer(serializers.Serializer):
    """What became of one of many."""

    number = serializers.CharField()
    done = serializers.BooleanField()
    words = serializers.CharField(help_text="没有办成的原因")


@described("review_application", ReviewShape)
class Review(DepartmentVerb):
    """The first of two signatures."""

    shape, verb = ReviewShape, staticmethod(reviewing.review)


@described("return_application_to_review", ReturnShape)
class ReturnToReview(DepartmentVerb):
    """Send an application back to its reviewer."""

    shape, verb = ReturnShape, staticmethod(reviewing.return_to_review)


@described("transfer_application", TransferShape)
class Transfer(DepartmentVerb):
    """Pass an application to a colleague."""

    shape, verb = TransferShape, staticmethod(reviewing.transfer)


@described("undo_decision", UndoShape)
class UndoDecision(DepartmentVerb):
    """Take one's decision back, within ten minutes."""

    shape, verb = UndoShape, staticmethod(reviewing.undo_decision)


class Decisions(Idempotent, HallView):
    """Grant many at once, where the department's routes allow it."""

    who_may = (Role.APPROVER,)

    @extend_schema(
        operation_id="decide_many",
        request=ManyShape,
        responses=OutcomeAnswer(many=True),
        description=f"一次最多 {BULK_AT_MOST} 件；每件单独成功或失败。",
    )
    def post(self, request: StaffCall) -> Response:
        outcomes = bulk.decide_many(by=request.user, **shaped(ManyShape, request))
        return Response(OutcomeAnswer(outcomes, many=True).data)
