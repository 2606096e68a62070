"""The 办不成事 desk: take down, classify, forward, solve, tell, verify, file."""

from collections.abc import Sequence

from django.db import transaction

from complaints.complaint_errors import ChoiceUnknown, FindingMissing, NobodyThere, ReplyMissing
from complaints.complaint_permissions import TAKERS_DOWN, require_may_solve
from complaints.complaint_states import Occasion, RootCause, Unit
from complaints.grievance_numbers import CASE, grievance_number
from complaints.models import UnresolvedCase
from complaints.other_ways import EXCLUSION_WORDS
from complaints.queries.handling import days_for, due_after
from complaints.reply_words import LONGEST_REPLY
from complaints.unresolved_states import CASE_MOVES, CaseKind, Exclusion, Tier
from complaints.verbs.complaining import TITLE, About, check_words
from complaints.verbs.complaint_files import Sent, checked_files, keep_files
from complaints.verbs.handling import OFFERABLE, reasoned
from complaints.verbs.replying import keep_reply, reply_by_template
from hall import steps
from hall.contact import cleaned_name, cleaned_phone
from hall.identity import cleaned
from hall.kernel import clock
from hall.kernel.moves import locked, make_move
from hall.models import Department, Hall, StaffMember
from hall.permissions import require


def take_down(
    *,
    hall: Hall,
    words: str,
    name: str,
    phone: str = "",
    id_number: str = "",
    about: About | None = None,
    files: Sequence[Sent] = (),
    by: StaffMember,
) -> UnresolvedCase:
    """Take down what could not be done, linked to ticket, application and matter. Counts as complex until classified."""
    check_words(words)
    person = {
        "name": cleaned_name(name)[:60],
        "phone": cleaned_phone(phone),
        "id_number": cleaned(id_number)[:32],
    }
    scans = checked_files(files)
    with transaction.atomic():
        require(by, *TAKERS_DOWN, hall=hall)
        now = clock.now()
        due, provisional = due_after(now.date(), days_for(hall, Tier.COMPLEX).working_days)
        case = UnresolvedCase.objects.create(
            hall=hall,
            number=grievance_number(CASE, hall.area_code, now.date()),
            title=words.strip().splitlines()[0][:TITLE],
            words=words.strip(),
            taken_down_at=now,
            taken_down_by=by,
            due=due,
            due_is_provisional=provisional,
            **person,
            **(about or About()).known(),
        )
        keep_files(case, scans)
        steps.record(case, "take_down", by)
        reply_by_template(case, Occasion.RECEIVED, by=by)
    return case


def _case(hall: Hall, number: str, verb: str, by: StaffMember) -> UnresolvedCase:
    """The case under its lock, once it is known that this person may do `verb` with it."""
    case = locked(
        UnresolvedCase.objects.of(hall).select_related("hall", "handler", "matter", "department"), number=number
    )
    require_may_solve(by, verb, case)
    return case


@transaction.atomic
def classify(*, hall: Hall, number: str, kind: str, tier: str, by: StaffMember) -> UnresolvedCase:
    """Say what kind of thing it is and how hard; the limit counts from the day it was taken down."""
    case = _case(hall, number, "classify", by)
    if kind not in CaseKind.values or tier not in Tier.values:
        raise ChoiceUnknown(value=kind if kind not in CaseKind.values else tier)
    moved = make_move(case, CASE_MOVES, "classify")
    case.kind, case.tier = kind, tier
    if not case.unsolved_times:
        start = case.taken_down_at.astimezone(clock.BEIJING).date()
        case.due, case.due_is_provisional = due_after(start, days_for(hall, tier).working_days)
    case.save()
    steps.record(case, moved, by, kind=kind, tier=tier, due=case.due.isoformat())
    return case


@transaction.atomic
def exclude(*, hall: Hall, number: str, exclusion: str, words: str = "", by: StaffMember) -> UnresolvedCase:
    """It is not for this desk: explained to the person and kept on record."""
    case = _case(hall, number, "exclude", by)
    if exclusion not in Exclusion.values:
        raise ChoiceUnknown(value=exclusion[:40])
    moved = make_move(case, CASE_MOVES, "exclude")
    case.exclusion, case.told_at = exclusion, clock.now()
    case.save()
    steps.record(case, moved, by, exclusion=exclusion)
    if words.strip():
        keep_reply(case, Occasion.EXCLUDED, words, by=by)
    else:
        reply_by_template(case, Occasion.EXCLUDED, by=by, reason=str(EXCLUSION_WORDS[exclusion]))
    return case


@transaction.atomic
def forward_case(
    *, hall: Hall, number: str, unit: str, department: Department | None = None, reason: str, by: StaffMember
) -> UnresolvedCase:
    """Forward it to whoever can solve it; the desk goes on leading until it is solved."""
    case = _case(hall, number, "forward_case", by)
    reason = reasoned(reason)
    if unit not in OFFERABLE or (unit == Unit.DEPARTMENT and department is None):
        raise NobodyThere()
    moved = make_move(case, CASE_MOVES, "forward_case")
    case.unit, case.handler, case.holder = unit, department if unit == Unit.DEPARTMENT else None, None
    case.save()
    steps.record(case, moved, by, reason, to=unit, department=department.code if department else "")
    return case


@transaction.atomic
def take_case(*, hall: Hall, number: str, by: StaffMember) -> UnresolvedCase:
    """Whom it was forwarded to takes it."""
    case = _case(hall, number, "take_case", by)
    moved = make_move(case, CASE_MOVES, "take_case")
    case.holder = by
    case.save()
    steps.record(case, moved, by)
    return case


@transaction.atomic
def send_case_back(*, hall: Hall, number: str, reason: str, by: StaffMember) -> UnresolvedCase:
    """Whom it was forwarded to sends it back with the reason."""
    case = _case(hall, number, "send_case_back", by)
    reason = reasoned(reason)
    moved = make_move(case, CASE_MOVES, "send_case_back")
    case.unit, case.handler, case.holder = "", None, None
    case.save()
    steps.record(case, moved, by, reason)
    return case


@transaction.atomic
def solve(*, hall: Hall, number: str, solution: str, cause: str, by: StaffMember) -> UnresolvedCase:
    """It is solved: how, and what lay at its root."""
    case = _case(hall, number, "solve", by)
    if not 2 <= len(solution.strip()) <= LONGEST_REPLY:
        raise ReplyMissing(most=LONGEST_REPLY)
    if cause not in RootCause.values:
        raise FindingMissing()
    moved = make_move(case, CASE_MOVES, "solve")
    case.solution, case.cause = solution.strip(), cause
    case.holder, case.solved_at = case.holder or by, clock.now()
    case.save()
    steps.record(case, moved, by, cause=cause)
    return case


@transaction.atomic
def tell_person(*, hall: Hall, number: str, words: str, template: str = "", by: StaffMember) -> UnresolvedCase:
    """Tell the person, in words that are kept for ever."""
    case = _case(hall, number, "tell_person", by)
    moved = make_move(case, CASE_MOVES, "tell_person")
    case.told_at = clock.now()
    case.save()
    keep_reply(case, Occasion.TOLD, words, template=template, by=by)
    steps.record(case, moved, by)
    return case


@transaction.atomic
def verify(*, hall: Hall, number: str, is_solved: bool, note: str, by: StaffMember) -> UnresolvedCase:
    """Ask whether it is really done; if not, it starts again with a new limit."""
    verb = "verify" if is_solved else "find_unsolved"
    case = _case(hall, number, verb, by)
    note = reasoned(note)
    moved = make_move(case, CASE_MOVES, verb)
    case.verification = note
    if not is_solved:
        _start_again(case)
    case.save()
    steps.record(case, moved, by)
    return case


def _start_again(case: UnresolvedCase) -> None:
    case.unsolved_times += 1
    case.unit, case.handler, case.holder, case.overdue_at = "", None, None, None
    days = days_for(case.hall, case.tier or Tier.COMPLEX)
    case.due, case.due_is_provisional = due_after(clock.today(), days.working_days)


@transaction.atomic
def put_on_file(*, hall: Hall, number: str, by: StaffMember) -> UnresolvedCase:
    """File it in the ledger."""
    case = _case(hall, number, "put_on_file", by)
    moved = make_move(case, CASE_MOVES, "put_on_file")
    case.filed_at = clock.now()
    case.save()
    steps.record(case, moved, by)
    return case
