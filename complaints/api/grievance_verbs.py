"""One verb on one thing within the caller's reach, over REST: reach first, then shape, then the verb."""

from collections.abc import Callable
from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from complaints.api.complaint_shapes import EmptyInput
from complaints.complaint_permissions import HANDLERS
from complaints.queries.linking import department_meant
from hall.api.calls import shaped
from hall.api.idempotency import Idempotent
from hall.kernel.api import HallView

Verb = Callable[..., Any]


class GrievanceVerb(Idempotent, HallView):
    """Base: `reach` finds what a number names, or answers as if it did not exist; `out` is the thing after the verb."""

    who_may: tuple[str, ...] = HANDLERS
    reach: ClassVar[Callable[..., Any]]
    out: ClassVar[type[Serializer[Any]]]
    verb: ClassVar[Verb]
    shape: ClassVar[type[Serializer[Any]]]

    def post(self, request: Request, number: str) -> Response:
        found = type(self).reach(request.user, number)
        row = type(self).verb(hall=found.hall, number=found.number, by=request.user, **shaped(self.shape, request))
        return Response(self.out(row, context={"reader": request.user}).data)


def does(verb: Verb, name: str, shape: type[Serializer[Any]] = EmptyInput) -> Any:
    """State what a class does, under which name, and what it takes."""

    def mark(view: Any) -> Any:
        view.verb, view.shape = staticmethod(verb), shape
        return extend_schema_view(post=extend_schema(operation_id=name, request=shape, responses=view.out))(view)

    return mark


def to_department(verb: Verb) -> Verb:
    """The verb with the department's code made the department."""

    def given(**asked: Any) -> Any:
        return verb(**{**asked, "department": department_meant(asked["department"])})

    return given
