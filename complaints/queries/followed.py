"""Following a complaint or a desk case without login: by number and second factor. Nothing can be enumerated."""

import hmac
import re
from dataclasses import dataclass
from datetime import date, datetime

from applications.queries.second_factors import knows
from complaints.complaint_errors import FollowedNotFound
from complaints.complaint_states import COMPLAINT_MOVES
from complaints.grievance_numbers import CASE, normal_grievance_number
from complaints.models import Complaint, Reply, UnresolvedCase
from complaints.verbs.complaining import CODE_LENGTH, code_digest
from hall.kernel import clock
from hall.models import Hall

CODE = re.compile(rf"[0-9A-Z]{{{CODE_LENGTH}}}")
Thing = Complaint | UnresolvedCase


@dataclass(frozen=True)
class Followed:
    """What the person sees."""

    number: str
    kind: str
    state: str
    label: str
    is_open: bool
    hall: Hall
    matter: str
    received_at: datetime
    due: date
    is_provisional: bool
    is_prolonged: bool
    replies: list[Reply]
    may_follow_up: bool
    as_of: datetime


def followed_thing(number: str, factor: str) -> Thing:
    """The thing, for whoever knows its number and the last four of the phone or document left, or its code.

    An unknown number and a wrong factor give the same answer after the same work.
    """
    thing = _thing(number)
    phone, document, code = (thing.phone, thing.id_number, getattr(thing, "code_digest", "")) if thing else ("", "", "")
    right = knows([phone, document], factor)
    given = factor.strip().upper()
    right |= CODE.fullmatch(given) is not None and hmac.compare_digest(code_digest(given), code or "-")
    if not right or thing is None:
        raise FollowedNotFound()
    return thing


def followed_by_number(number: str) -> Followed:
    """What the person sees of a thing they opened before. Raises FollowedNotFound."""
    thing = _thing(number)
    if thing is None:
        raise FollowedNotFound()
    return followed(thing)


def complaint_followed(number: str) -> Complaint:
    """The complaint somebody opened before. Raises FollowedNotFound."""
    thing = _thing(number)
    if not isinstance(thing, Complaint):
        raise FollowedNotFound()
    return thing


def followed(thing: Thing) -> Followed:
    """What a person sees of a thing that is known to be theirs."""
    is_complaint = isinstance(thing, Complaint)
    return Followed(
        number=thing.number,
        kind=str(thing.get_kind_display()) if is_complaint else "",
        state=thing.state,
        label=str(thing.get_state_display()),
        is_open=thing.is_open,
        hall=thing.hall,
        matter=thing.matter.name if thing.matter else "",
        received_at=(thing.received_at if isinstance(thing, Complaint) else thing.taken_down_at).astimezone(
            clock.BEIJING
        ),
        due=thing.due,
        is_provisional=thing.due_is_provisional,
        is_prolonged=isinstance(thing, Complaint) and thing.prolonged_at is not None,
        replies=list(thing.replies.order_by("id")),
        may_follow_up=isinstance(thing, Complaint)
        and thing.state in COMPLAINT_MOVES["reopen"].start
        and not thing.follow_up,
        as_of=clock.now(),
    )


def _thing(number: str) -> Thing | None:
    known = normal_grievance_number(number)
    model = UnresolvedCase if known.startswith(CASE) else Complaint
    return model.objects.select_related("hall", "matter").filter(number=known).first()
