"""What is told to the person: kept word for word, and announced by a message that says where to read it."""

from complaints.complaint_errors import ReplyLeftOpen, ReplyMissing
from complaints.complaint_states import Occasion
from complaints.models import Complaint, Reply, UnresolvedCase
from complaints.queries.handling import first_template, values_of
from complaints.reply_words import LONGEST_REPLY, fill, left_open
from hall.kernel import clock
from hall.models import StaffMember
from hall.verbs.messages import queue_message

MESSAGES = {
    Occasion.RECEIVED: "complaint_received",
    Occasion.PROLONGED: "complaint_prolonged",
    Occasion.REOPENED: "complaint_prolonged",
}


def keep_reply(
    thing: Complaint | UnresolvedCase,
    occasion: str,
    words: str,
    *,
    template: str = "",
    is_written: bool = True,
    by: StaffMember,
) -> Reply:
    """Keep the words told, within the transaction of the act; part of a verb, not one."""
    words = words.strip()
    if not 2 <= len(words) <= LONGEST_REPLY:
        raise ReplyMissing(most=LONGEST_REPLY)
    if is_written and left_open(words):
        raise ReplyLeftOpen(open=left_open(words))
    is_complaint = isinstance(thing, Complaint)
    reply = Reply.objects.create(
        hall_id=thing.hall_id,
        complaint=thing if is_complaint else None,
        case=None if is_complaint else thing,
        occasion=occasion,
        template=template[:60],
        words=words,
        told_at=clock.now(),
        told_by=by,
    )
    queue_message(
        MESSAGES.get(Occasion(occasion), "complaint_answered"),
        hall=thing.hall,
        phone=thing.phone,
        dedupe_key=f"reply:{reply.pk}",
        about=thing.number,
        values={"number": thing.number, "due": f"{thing.due.month}月{thing.due.day}日"},
    )
    return reply


def reply_by_template(thing: Complaint | UnresolvedCase, occasion: str, *, by: StaffMember, **more: object) -> Reply:
    """Tell what the hall's first template for the occasion says."""
    template = first_template(thing.hall, occasion)
    words = fill(template.words, values_of(thing, **more), leave_open=False)
    return keep_reply(thing, occasion, words, template=template.name, is_written=False, by=by)
