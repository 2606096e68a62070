"""Windows over REST: one POST sub-path for each verb, named like the verb."""

from collections.abc import Callable
from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hall.api.idempotency import Idempotent
from hall.kernel.api import HallView
from hall.roles import Role
from queueing.api.shapes import (
    ChosenInput,
    MatterInput,
    NumberInput,
    OpenInput,
    ReasonInput,
    RoomInput,
    TransferInput,
    WindowShape,
)
from queueing.api.who import own_hall, person
from queueing.queries.windows import window_holding, window_now, windows_of
from queueing.verbs import calling, windows

SEES_WINDOWS = (Role.WINDOW_CLERK, Role.ISSUING_CLERK, Role.GUIDE, Role.HALL_MANAGER, Role.SUPERVISOR)


class Windows(HallView):
    """All windows of my hall as they are now."""

    who_may = SEES_WINDOWS

    @extend_schema(operation_id="windows_list", responses=WindowShape(many=True))
    def get(self, request: Request) -> Response:
        return Response(WindowShape(windows_of(own_hall(request)), many=True).data)


class Window(HallView):
    """One window as it is now."""

    who_may = SEES_WINDOWS

    @extend_schema(operation_id="windows_read", responses=WindowShape)
    def get(self, request: Request, code: str) -> Response:
        return _window(request, code)


class WindowVerb(Idempotent, HallView):
    """Base of a verb at a window: the clerk's own hall, the answer is the window after it."""

    who_may = (Role.WINDOW_CLERK, Role.ISSUING_CLERK, Role.GUIDE)
    shape: ClassVar[type[serializers.Serializer[Any]] | None] = None
    names: ClassVar[dict[str, str]] = {}
    verb: Callable[..., Any]

    def post(self, request: Request, code: str) -> Response:
        given: dict[str, Any] = {}
        if self.shape is not None:
            body = self.shape(data=request.data)
            body.is_valid(raise_exception=True)
            given = {self.names.get(name, name): value for name, value in body.validated_data.items()}
        done = type(self).verb(hall=own_hall(request), window_code=code, by=person(request), **given)
        return self.answer(request, code, done)

    def answer(self, request: Request, code: str, done: Any) -> Response:
        """The window after the verb."""
        return _window(request, code)


def _window(request: Request, code: str) -> Response:
    return Response(WindowShape(window_now(own_hall(request), code)).data)


def _documented(name: str, body: Any) -> Callable[[Any], Any]:
    """Put a verb into the schema under its own name."""
    return extend_schema_view(post=extend_schema(operation_id=f"windows_{name}", request=body, responses=WindowShape))


@_documented("open", OpenInput)
class OpenWindow(WindowVerb):
    shape, verb = OpenInput, staticmethod(windows.open_window)


@_documented("pause", ReasonInput)
class PauseWindow(WindowVerb):
    shape, verb = ReasonInput, staticmethod(windows.pause_window)


@_documented("resume", None)
class ResumeWindow(WindowVerb):
    verb = staticmethod(windows.resume_window)


@_documented("close", None)
class CloseWindow(WindowVerb):
    verb = staticmethod(windows.close_window)


@_documented("call_next", None)
class CallNext(WindowVerb):
    verb = staticmethod(calling.call_next)

    def answer(self, request: Request, code: str, done: Any) -> Response:
        if done is None:
            return _window(request, code)
        return Response(WindowShape(window_holding(done, person(request))).data)


@_documented("call_chosen", ChosenInput)
class CallChosen(WindowVerb):
    shape, verb = ChosenInput, staticmethod(calling.call_chosen)


@_documented("park", RoomInput)
class Park(WindowVerb):
    shape, verb = RoomInput, staticmethod(calling.park)


@_documented("take_back", NumberInput)
class TakeBack(WindowVerb):
    shape, verb = NumberInput, staticmethod(calling.take_back)


@_documented("recall", None)
class Recall(WindowVerb):
    verb = staticmethod(calling.recall)


@_documented("undo_call", None)
class UndoCall(WindowVerb):
    verb = staticmethod(calling.undo_call)


@_documented("start", None)
class Start(WindowVerb):
    verb = staticmethod(calling.start)


@_documented("miss", ReasonInput)
class Miss(WindowVerb):
    shape, verb = ReasonInput, staticmethod(calling.miss)


@_documented("finish", None)
class Finish(WindowVerb):
    verb = staticmethod(calling.finish)


@_documented("transfer", TransferInput)
class Transfer(WindowVerb):
    shape, verb, names = TransferInput, staticmethod(calling.transfer), {"queue": "queue_code"}


@_documented("add_matter", MatterInput)
class AddMatter(WindowVerb):
    shape, verb = MatterInput, staticmethod(calling.add_matter)
