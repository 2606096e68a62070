"""Shapes of the queue's REST answers and requests."""

from typing import Any

from rest_framework import serializers

from hall.models.party import IdType
from queueing.models import Channel, PriorityReason
from queueing.queries.board import Board
from queueing.queries.lines import QueueLine
from queueing.queries.tickets import Followed
from queueing.waiting import WaitingRange

AT_THE_DOOR = [(one.value, one.label) for one in Channel if one not in (Channel.APPOINTMENT, Channel.TRANSFER)]


class PrincipalInput(serializers.Serializer[Any]):
    """The person someone comes for."""

    name = serializers.CharField(max_length=200)
    id_type = serializers.ChoiceField(IdType.choices)
    id_number = serializers.CharField(max_length=40)


class TicketInput(serializers.Serializer[Any]):
    """What a machine or a guide asks of a person who wants a ticket."""

    hall = serializers.SlugField(help_text="大厅编码", required=False)
    matter_codes = serializers.ListField(child=serializers.CharField(max_length=33), min_length=1, max_length=20)
    name = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    id_type = serializers.ChoiceField(IdType.choices, default=IdType.RESIDENT)
    id_number = serializers.CharField(max_length=40)
    phone = serializers.CharField(max_length=32, required=False, allow_blank=True, default="")
    priority = serializers.ChoiceField(PriorityReason.choices, required=False, allow_blank=True, default="")
    channel = serializers.ChoiceField(AT_THE_DOOR, required=False, help_text="预约签到用 appointments/check-in/")
    queue = serializers.SlugField(required=False, default="comprehensive", help_text="队列编码")
    principal = PrincipalInput(required=False, allow_null=True, default=None)
    answers = serializers.DictField(
        child=serializers.DictField(child=serializers.CharField(max_length=24)),
        required=False,
        default=dict,
        help_text="情形引导的回答：事项编码到{问题 id: 选项 id}",
    )


class TicketAnswerInput(serializers.Serializer[Any]):
    """Answers to the guided questions of one matter: question id to option id."""

    matter_code = serializers.CharField(max_length=33)
    answers = serializers.DictField(child=serializers.CharField(max_length=24))


class ReasonInput(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class SilenceInput(serializers.Serializer[Any]):
    """Whether messages about the place in the line stop."""

    is_silent = serializers.BooleanField()


class FamilyPhoneInput(serializers.Serializer[Any]):
    """A second phone in the family; blank for none."""

    phone = serializers.CharField(max_length=32, allow_blank=True)


class OpenInput(serializers.Serializer[Any]):
    browser = serializers.CharField(max_length=64, required=False, allow_blank=True, default="")
    take_over = serializers.BooleanField(required=False, default=False)


class TransferInput(serializers.Serializer[Any]):
    """Where to: a queue, a window, or a colleague; a window or colleague needs no queue."""

    queue = serializers.SlugField(required=False, allow_blank=True, default="", help_text="转到哪个队列")
    to_window = serializers.CharField(
        max_length=16, required=False, allow_blank=True, default="", help_text="转到哪个窗口"
    )
    to_clerk = serializers.CharField(
        max_length=64, required=False, allow_blank=True, default="", help_text="转给谁（账号）"
    )
    reason = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class RoomInput(serializers.Serializer[Any]):
    room = serializers.CharField(max_length=40, help_text="办事人去哪个房间，屏幕会显示")


class NumberInput(serializers.Serializer[Any]):
    number = serializers.CharField(max_length=8, help_text="排队号")


class ChosenInput(NumberInput):
    reason = serializers.CharField(max_length=200, help_text="为什么不按顺序")


class MatterInput(serializers.Serializer[Any]):
    matter_code = serializers.CharField(max_length=33)


class ListedTicket(serializers.Serializer[Any]):
    """A ticket as others than its holder see it: without personal data and without its secret."""

    number = serializers.CharField()
    state = serializers.CharField()
    state_label = serializers.CharField(source="get_state_display")
    queue = serializers.CharField(source="queue.code")
    window = serializers.CharField(source="window.code", default=None, allow_null=True)
    room = serializers.CharField()
    priority = serializers.CharField()
    slot_begins_at = serializers.DateTimeField(allow_null=True)
    slot_ends_at = serializers.DateTimeField(allow_null=True)
    calls = serializers.IntegerField()
    issued_at = serializers.DateTimeField()
    called_at = serializers.DateTimeField(allow_null=True)
    estimate_low = serializers.IntegerField()
    estimate_high = serializers.IntegerField(help_text="0：取号时没有窗口开放，没有告知估计")


class TicketShape(ListedTicket):
    """A ticket with the secret by which it is followed: for whoever took it or has the secret already."""

    token = serializers.CharField()


UNKNOWN = "没有能办理的窗口开放时为空：不能估计"


class WaitShape(serializers.Serializer[Any]):
    ahead = serializers.IntegerField()
    low = serializers.IntegerField(allow_null=True, help_text=UNKNOWN)
    high = serializers.IntegerField(allow_null=True, help_text=UNKNOWN)


class FollowedShape(TicketShape):
    """A ticket as its holder sees it."""

    matters = serializers.ListField(child=serializers.CharField())
    matter_codes = serializers.ListField(child=serializers.CharField())
    answers = serializers.DictField(child=serializers.DictField(child=serializers.CharField()))
    wait = WaitShape(allow_null=True)
    zones = serializers.ListField(child=serializers.CharField())
    as_of = serializers.DateTimeField()


class TicketAtWindow(ListedTicket):
    """The ticket a window holds, with what the person came for."""

    matter_codes = serializers.ListField(child=serializers.CharField())


class WindowShape(serializers.Serializer[Any]):
    code = serializers.CharField()
    kind = serializers.CharField()
    zone = serializers.CharField()
    state = serializers.CharField()
    pause_reason = serializers.CharField()
    clerk = serializers.CharField(allow_null=True)
    ticket = TicketAtWindow(allow_null=True)


class QueueShape(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()
    prefix = serializers.CharField()
    waiting = serializers.IntegerField()
    windows = serializers.IntegerField()
    low = serializers.IntegerField(allow_null=True, help_text=UNKNOWN)
    high = serializers.IntegerField(allow_null=True, help_text=UNKNOWN)


class CallShape(serializers.Serializer[Any]):
    number = serializers.CharField()
    window = serializers.CharField()
    zone = serializers.CharField()
    is_issuing = serializers.BooleanField()
    again = serializers.BooleanField()
    at = serializers.DateTimeField()
    sequence = serializers.IntegerField()
    has_arrived = serializers.BooleanField()


class AwayShape(serializers.Serializer[Any]):
    number = serializers.CharField()
    room = serializers.CharField()


class BoardShape(serializers.Serializer[Any]):
    hall = serializers.CharField()
    zone = serializers.CharField(allow_blank=True)
    version = serializers.CharField()
    as_of = serializers.DateTimeField()
    calls = CallShape(many=True)
    missed = serializers.ListField(child=serializers.CharField())
    rooms = AwayShape(many=True)
    waiting = serializers.IntegerField()
    queues = QueueShape(many=True)
    open_windows = serializers.IntegerField()
    paused_windows = serializers.IntegerField()


def queue_shape(line: QueueLine) -> dict[str, Any]:
    """A queue's figures."""
    queue = line.queue
    return {
        "code": queue.code,
        "name": queue.name,
        "prefix": queue.prefix,
        "waiting": line.waiting,
        "windows": line.windows,
        **_minutes(line.range),
    }


def _minutes(wait: WaitingRange) -> dict[str, int | None]:
    low, high = wait.told or (None, None)
    return {"low": low, "high": high}


def board_shape(shown: Board) -> dict[str, Any]:
    """The board as JSON; displays and the API read the same."""
    values = {"queues": [queue_shape(line) for line in shown.lines]}
    names = (
        "hall",
        "zone",
        "version",
        "as_of",
        "calls",
        "missed",
        "rooms",
        "waiting",
        "open_windows",
        "paused_windows",
    )
    return dict(BoardShape({**values, **{name: getattr(shown, name) for name in names}}).data)


def followed_shape(shown: Followed) -> dict[str, Any]:
    """A followed ticket as JSON."""
    more = FollowedExtras(
        {
            "matters": [matter.name for matter in shown.matters],
            "matter_codes": [matter.code for matter in shown.matters],
            "answers": shown.answers,
            "wait": {"ahead": shown.wait.ahead, **_minutes(shown.wait)} if shown.wait else None,
            "zones": shown.zones,
            "as_of": shown.as_of,
        }
    )
    return {**TicketShape(shown.ticket).data, **more.data}


class FollowedExtras(serializers.Serializer[Any]):
    matters = serializers.ListField(child=serializers.CharField())
    matter_codes = serializers.ListField(child=serializers.CharField())
    answers = serializers.DictField(child=serializers.DictField(child=serializers.CharField()))
    wait = WaitShape(allow_null=True)
    zones = serializers.ListField(child=serializers.CharField())
    as_of = serializers.DateTimeField()
