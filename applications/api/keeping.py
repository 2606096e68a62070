"""Authorisations, routes and absences of a department over REST."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from applications.models import Absence, Authorisation, Power, Route
from applications.queries import keeping
from applications.verbs import absences, authorising
from hall.api.calls import StaffCall, shaped
from hall.api.idempotency import Idempotent
from hall.kernel.api import HallView
from hall.kernel.errors import NotFound
from hall.models import Department
from hall.roles import Role

KEEPERS = (Role.APPROVER, Role.DEPARTMENT_HEAD, Role.HALL_MANAGER)
OF = OpenApiParameter("department", str, description="部门编码；空为本人部门")
ENDED = OpenApiParameter("ended", bool, description="true 为已结束的")


class AuthorisationAnswer(serializers.ModelSerializer):
    """A stored authorisation."""

    person = serializers.CharField(source="person.username")
    name = serializers.CharField(source="person.name")
    matter = serializers.CharField(source="matter.code", default="")
    granted_by = serializers.CharField(source="granted_by.name")

    class Meta:
        model = Authorisation
        fields = ["id", "person", "name", "power", "matter", "valid_from", "valid_until", "document", "granted_by", "revoked_at"]  # fmt: skip


class AuthoriseShape(serializers.Serializer):
    """A letter of authorisation."""

    person = serializers.CharField(max_length=64, help_text="账号")
    power = serializers.ChoiceField(choices=Power.choices)
    matter_code = serializers.CharField(max_length=33, required=False, allow_blank=True, default="")
    valid_from = serializers.DateField()
    valid_until = serializers.DateField()
    document = serializers.CharField(max_length=120)


class RevokeAuthorisationShape(serializers.Serializer):
    """Why an authorisation ends."""

    reason = serializers.CharField(max_length=200, allow_blank=True)


class RouteAnswer(serializers.ModelSerializer):
    """A line of the table of routes."""

    matter = serializers.CharField(source="matter.code", default="")
    competent = serializers.CharField(source="competent.code", default="")
    reviewer = serializers.CharField(source="reviewer.username", default="")
    decider = serializers.CharField(source="decider.username", default="")

    class Meta:
        model = Route
        fields = ["id", "matter", "area_code", "competent", "signatures", "allows_bulk", "reviewer", "decider"]


class RouteShape(serializers.Serializer):
    """A line to lay down; the same matter and area changes it."""

    matter_code = serializers.CharField(max_length=33, required=False, allow_blank=True, default="")
    area_code = serializers.RegexField(r"^(\d{6}|\d{12})?$", required=False, allow_blank=True, default="")
    signatures = serializers.IntegerField(min_value=1, max_value=2)
    competent = serializers.CharField(max_length=32, required=False, allow_blank=True, default="")
    allows_bulk = serializers.BooleanField(required=False, default=False)
    reviewer = serializers.CharField(max_length=64, required=False, allow_blank=True, default="")
    decider = serializers.CharField(max_length=64, required=False, allow_blank=True, default="")


class AbsenceAnswer(serializers.ModelSerializer):
    """Who is away, and who stands in."""

    person = serializers.CharField(source="person.username")
    substitute = serializers.CharField(source="substitute.username")

    class Meta:
        model = Absence
        fields = ["id", "person", "substitute", "begins", "ends", "reason", "called_off_at"]


class AbsenceShape(serializers.Serializer):
    """An absence to enter."""

    person = serializers.CharField(max_length=64)
    substitute = serializers.CharField(max_length=64)
    begins = serializers.DateField()
    ends = serializers.DateField()
    reason = serializers.CharField(max_length=100, required=False, allow_blank=True, default="")


class OfADepartment(Idempotent, HallView):
    """What belongs to one department, within the caller's reach."""

    who_may = KEEPERS

    def department(self, request: StaffCall) -> Department:
        return keeping.department_for(request.user, request.query_params.get("department", ""))

    def ended(self, request: StaffCall) -> bool:
        return request.query_params.get("ended", "").lower() in {"1", "true"}


class Authorisations(OfADepartment):
    """Who may sign what until when."""

    @extend_schema(operation_id="authorisations", parameters=[OF, ENDED], responses=AuthorisationAnswer(many=True))
    def get(self, request: StaffCall) -> Response:
        rows = keeping.authorisations_of(self.department(request), ended=self.ended(request))[:500]
        return Response(AuthorisationAnswer(rows, many=True).data)

    @extend_schema(
        operation_id="authorise", parameters=[OF], request=AuthoriseShape, responses={201: AuthorisationAnswer}
    )
    def post(self, request: StaffCall) -> Response:
        given = shaped(AuthoriseShape, request)
        row = authorising.authorise(department=self.department(request), by=request.user, **given)
        return Response(AuthorisationAnswer(row).data, status=201)


class RevokeAuthorisation(OfADepartment):
    """End an authorisation now."""

    @extend_schema(
        operation_id="revoke_authorisation",
        parameters=[OF],
        request=RevokeAuthorisationShape,
        responses=AuthorisationAnswer,
    )
    def post(self, request: StaffCall, authorisation_id: int) -> Response:
        rows = Authorisation.objects.filter(department=self.department(request), pk=authorisation_id)
        if not rows.exists():
            raise NotFound()
        row = authorising.revoke(
            authorisation_id=authorisation_id, by=request.user, **shaped(RevokeAuthorisationShape, request)
        )
        return Response(AuthorisationAnswer(row).data)


class Routes(OfADepartment):
    """The department's table of routes."""

    @extend_schema(operation_id="signing_routes", parameters=[OF], responses=RouteAnswer(many=True))
    def get(self, request: StaffCall) -> Response:
        return Response(RouteAnswer(keeping.routes_of(self.department(request)), many=True).data)

    @extend_schema(operation_id="lay_signing_route", parameters=[OF], request=RouteShape, responses=RouteAnswer)
    def post(self, request: StaffCall) -> Response:
        given = shaped(RouteShape, request)
        row = authorising.lay_route(department=self.department(request), by=request.user, **given)
        return Response(RouteAnswer(row).data)


class DropRoute(OfADepartment):
    """Take a line out of the table."""

    @extend_schema(operation_id="drop_signing_route", parameters=[OF], request=None, responses={204: None})
    def post(self, request: StaffCall, route_id: int) -> Response:
        if not Route.objects.filter(department=self.department(request), pk=route_id).exists():
            raise NotFound()
        authorising.drop_route(route_id=route_id, by=request.user)
        return Response(status=204)


class Absences(OfADepartment):
    """Who is away, and who stands in."""

    @extend_schema(operation_id="absences", parameters=[OF, ENDED], responses=AbsenceAnswer(many=True))
    def get(self, request: StaffCall) -> Response:
        rows = keeping.absences_of(self.department(request), ended=self.ended(request))[:500]
        return Response(AbsenceAnswer(rows, many=True).data)

    @extend_schema(operation_id="record_absence", request=AbsenceShape, responses={201: AbsenceAnswer})
    def post(self, request: StaffCall) -> Response:
        row = absences.record_absence(by=request.user, **shaped(AbsenceShape, request))
        return Response(AbsenceAnswer(row).data, status=201)


class CallOffAbsence(OfADepartment):
    """Back early, or not away after all."""

    @extend_schema(operation_id="call_off_absence", parameters=[OF], request=None, responses=AbsenceAnswer)
    def post(self, request: StaffCall, absence_id: int) -> Response:
        if not Absence.objects.filter(person__department=self.department(request), pk=absence_id).exists():
            raise NotFound()
        return Response(AbsenceAnswer(absences.call_off_absence(absence_id=absence_id, by=request.user)).data)
