"""A second opinion on where an application may go, written from domain.md 2.1 and not from our table; and its clocks.

The walk goes through the verbs or over HTTP with one application at a time, compares every answer with this opinion, and
looks after each act: one step in the record and nothing else changed when refused.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from applications.models import Application, Power, Route
from applications.verbs import (
    deciding,
    ending,
    extending,
    forwarding,
    intake,
    issuing,
    procedures,
    refusing,
    releasing,
    reviewing,
    withdrawing,
)
from hall.kernel import clock
from hall.kernel.errors import DomainError
from hall.models import Step
from hall.permissions import system_person
from tests.applications.day_walker import walk

RECEIVED, CORRECTING, ACCEPTED, STOPPED, EXTENDING = (
    "received",
    "awaiting_correction",
    "accepted",
    "in_procedure",
    "extending",
)
FORWARDED, GRANTED, DENIED, WAITING, DELIVERED = "forwarded", "granted", "denied", "awaiting_collection", "delivered"
LAW = "《中华人民共和国行政许可法》第三十八条"
BEFORE_DECISION = {ACCEPTED, STOPPED, EXTENDING, FORWARDED}

# verb: from which states it may begin, and where it ends (None: the state stays).
MAY: dict[str, tuple[set[str], str | None]] = {
    "tick": ({RECEIVED}, None),
    "request_correction": ({RECEIVED}, CORRECTING),
    "resubmit": ({CORRECTING}, RECEIVED),
    "accept": ({RECEIVED}, ACCEPTED),
    "refuse": ({RECEIVED}, "refused"),
    "turn_away": ({RECEIVED}, "out_of_scope"),
    "begin_procedure": ({ACCEPTED, FORWARDED}, STOPPED),
    "end_procedure": ({STOPPED}, ACCEPTED),
    "ask_extension": ({ACCEPTED}, EXTENDING),
    "approve_extension": ({EXTENDING}, ACCEPTED),
    "refuse_extension": ({EXTENDING}, ACCEPTED),
    "forward": ({ACCEPTED}, FORWARDED),
    "review": ({ACCEPTED}, None),
    "return_to_review": ({ACCEPTED}, None),
    "grant": ({ACCEPTED, FORWARDED}, GRANTED),
    "deny": ({ACCEPTED, FORWARDED}, DENIED),
    "undo_decision": ({GRANTED, DENIED}, ACCEPTED),
    "hand_over": ({WAITING}, DELIVERED),
    "withdraw": ({RECEIVED, CORRECTING, *BEFORE_DECISION}, "withdrawn"),
    "terminate": (BEFORE_DECISION, "terminated"),
}
STATES = [
    RECEIVED, CORRECTING, ACCEPTED, STOPPED, EXTENDING, FORWARDED, GRANTED, DENIED, WAITING, DELIVERED, "refused",
    "out_of_scope", "withdrawn", "terminated",
]  # fmt: skip
ENDS = {"refused", "out_of_scope", "withdrawn", "terminated", DELIVERED}
EDGES = {(state, verb) for verb, (starts, _) in MAY.items() for state in starts}
ILLEGAL = {(state, verb) for state in STATES for verb in MAY} - EDGES
BEGINS = datetime(2026, 9, 7, 9, 30, tzinfo=clock.BEIJING)


class _TakenBack(Exception):
    """What was tried is rolled back."""


@dataclass
class Crew:
    """The people at work, the same for every walk."""

    ours: Any
    reviewer: Any
    head: Any

    @classmethod
    def of(cls, ours: Any) -> "Crew":
        Route.objects.filter(department=ours.version.matter.department).update(signatures=2)
        with clock.frozen(BEGINS):
            return cls(ours, ours.colleague(Power.REVIEW), ours.head())


@dataclass
class Walk:
    """One application on its way: what we think of it, beside what the tables say."""

    crew: Crew
    over_http: Callable[..., int] | None = None
    now: datetime = BEGINS
    state: str = RECEIVED
    step: str = ""
    extended: bool = False
    extension: int = 0
    complete_on: date | None = None
    counted_from: date | None = None
    stopped_on: date | None = None
    decided_at: datetime | None = None
    stops: list[tuple[date, date]] = field(default_factory=list)
    seen: Counter[tuple[str, str]] = field(default_factory=Counter)

    application: Application = None  # type: ignore[assignment]

    def __post_init__(self) -> None:
        if self.application is None:
            with clock.frozen(self.now):
                self.application = self.crew.ours.receive()

    # what we expect

    def allows(self, verb: str) -> bool:
        if self.state not in MAY[verb][0]:
            return False
        return {
            "end_procedure": self.stopped_on is None or self.now.date() > self.stopped_on,
            "ask_extension": not self.extended,
            "review": self.step == "review",
            "return_to_review": self.step == "decide",
            "grant": self.step == "decide",
            "deny": self.step == "decide",
            "undo_decision": self.decided_at is None or self.now < self.decided_at + timedelta(minutes=10),
        }.get(verb, True)

    def went(self, verb: str) -> None:
        """Move our own picture on."""
        today = self.now.date()
        learn: dict[str, Callable[[], dict[str, Any]]] = {
            "resubmit": lambda: {"complete_on": today},
            "accept": lambda: {"counted_from": self.complete_on or today, "step": "review"},
            "begin_procedure": lambda: {"stopped_on": today},
            "end_procedure": lambda: {"stops": [*self.stops, (self.stopped_on or today, today)], "stopped_on": None},
            "ask_extension": lambda: {"extended": True},
            "approve_extension": lambda: {"extension": 10},
            "review": lambda: {"step": "decide"},
            "forward": lambda: {"step": "decide"},
            "return_to_review": lambda: {"step": "review"},
            "undo_decision": lambda: {"step": "decide"},
            "grant": lambda: {"decided_at": self.now},
            "deny": lambda: {"decided_at": self.now},
        }
        for name, value in learn.get(verb, dict)().items():
            setattr(self, name, value)
        self.state = MAY[verb][1] or self.state

    # what happens

    def act(self, verb: str) -> None:
        """Do it; the answer, the state and the record are as we think, and a refusal leaves no trace."""
        expected, before = self.allows(verb), self.everything()
        self.seen[self.state, verb] += 1
        with clock.frozen(self.now):
            if verb == "request_correction":
                self.application.materials.update(status="missing", problem="未盖章")
            status = self.over_http(self, verb) if self.over_http else self.through_verb(verb)
            if verb == "request_correction" and not expected:
                self.application.materials.update(status="have", problem="")
        words = f"{verb} from {self.state} (step {self.step or '-'}) answered {status}"
        assert (status < 400) == expected, words
        if not expected:
            if self.state not in MAY[verb][0]:
                assert status == 409, words
            after = self.everything()
            assert after == before, f"{words} and changed something"
            return
        self.went(verb)
        self.agrees(before)
        added = [step.verb for step in self.steps()[before[1] :]]
        assert added.count(verb) == 1, f"{words} and wrote {added}"

    def try_out(self, verb: str, tried: Counter[tuple[str, str]]) -> None:
        """Do it, try what is forbidden there, and take it all back, so that the walk goes on from where it was."""
        with suppress(_TakenBack), transaction.atomic():
            ahead = replace(self, application=Application.objects.get(pk=self.application.pk))
            ahead.act(verb)
            for forbidden in ahead.rarest(tried, [one for one in MAY if not ahead.allows(one)])[:4]:
                ahead.act(forbidden)
            raise _TakenBack

    def rarest(self, tried: Counter[tuple[str, str]], verbs: Iterable[str]) -> list[str]:
        """These verbs, the one tried least in this state first."""
        return sorted(verbs, key=lambda verb: (tried[self.state, verb] + self.seen[self.state, verb], verb))

    def to_the_rarest_state(self, tried: Counter[tuple[str, str]]) -> str | None:
        """The allowed act that leads on to where least was tried; nothing where none does."""
        fitting = [verb for verb in MAY if self.allows(verb) and MAY[verb][1] not in ENDS]
        seen = Counter({state: 0 for state in STATES})
        for (state, _), times in (tried + self.seen).items():
            seen[state] += times
        return min(fitting, key=lambda verb: (seen[MAY[verb][1] or self.state], verb), default=None)

    def wait(self, **span: int) -> None:
        """Time passes, and the sweeper of results comes by."""
        self.now += timedelta(**span)
        with clock.frozen(self.now):
            released = releasing.release(application_id=self.application.pk, by=system_person("release"))
        due = self.decided_at is not None and self.now >= self.decided_at + timedelta(minutes=10)
        assert bool(released) == (self.state in {GRANTED, DENIED} and due)
        if released:
            self.state = WAITING

    def agrees(self, before: Any = None) -> None:
        row = Application.objects.get(pk=self.application.pk)
        assert row.state == self.state
        if self.counted_from is None or self.state == STOPPED:
            return
        version = row.version
        statutory = walk(self.counted_from, version.statutory_limit, version.statutory_unit, self.stops, self.extension)
        promised = walk(self.counted_from, version.promised_limit, version.promised_unit, self.stops, self.extension)
        assert (row.legal_due, row.promise_due) == (statutory, promised)

    def everything(self) -> tuple[Any, ...]:
        """The row, how many steps and documents there are."""
        row = Application.objects.filter(pk=self.application.pk).values().get()
        return row, len(self.steps()), self.application.documents.count()

    def steps(self) -> list[Step]:
        rows = Step.objects.filter(subject_type="applications.application", subject_id=self.application.pk)
        return list(rows.order_by("id"))

    def in_charge(self) -> Any:
        """Whose turn it is in the department."""
        return self.crew.reviewer if self.step == "review" else self.crew.ours.approver

    def through_verb(self, verb: str) -> int:
        try:
            self.doing(verb)()
        except DomainError as refused:
            return refused.status
        return 200

    def doing(self, verb: str) -> Callable[[], Any]:
        ours, number = self.crew.ours, self.application.number
        at: dict[str, Any] = {"hall": ours.hall, "number": number, "by": ours.clerk}
        behind: dict[str, Any] = {"number": number, "by": ours.approver}
        signed = {"reason": "经审查", "legal_basis": LAW, **behind}
        head = {**behind, "by": self.crew.head, "opinion": "已阅"}
        reviewed = {**behind, "by": self.crew.reviewer, "granted": True, "opinion": "符合条件"}
        return {
            "tick": lambda: intake.tick(ticks=ours.ticks(), **at),
            "request_correction": lambda: intake.request_correction(**at),
            "resubmit": lambda: intake.resubmit(ticks=ours.ticks(), **at),
            "accept": lambda: intake.accept(**at),
            "refuse": lambda: intake.refuse(
                standard_line=ours.version.conditions[0], reason="不具备条件", **{**at, "by": ours.approver}
            ),
            "turn_away": lambda: refusing.turn_away(
                needs_no_permit=True, reason="依法不需要许可", right_authority="", **{**at, "by": ours.approver}
            ),
            "begin_procedure": lambda: procedures.begin_procedure(kind="hearing", reason="申请听证", expected_days=9, **behind),
            "end_procedure": lambda: procedures.end_procedure(result="听证已举行", **behind),
            "ask_extension": lambda: extending.ask_extension(working_days=10, reason="案情复杂", **behind),
            "approve_extension": lambda: extending.decide_extension(approved=True, **head),
            "refuse_extension": lambda: extending.decide_extension(approved=False, **head),
            "forward": lambda: forwarding.forward(
                superior="国家市场监督管理总局", opinion="初审合格", **{**behind, "by": self.in_charge()}
            ),
            "review": lambda: reviewing.review(**reviewed),
            "return_to_review": lambda: reviewing.return_to_review(reason="请核对", **behind),
            "grant": lambda: deciding.decide(granted=True, **signed),
            "deny": lambda: deciding.decide(granted=False, **signed),
            "undo_decision": lambda: reviewing.undo_decision(reason="选错了", **behind),
            "hand_over": lambda: issuing.hand_over(
                hall=ours.hall, numbers=[number], collector_kind="applicant", collector_name=ours.applicant.name,
                collector_id=ours.applicant.id_number, by=ours.issuer,
            ),
            "withdraw": lambda: withdrawing.withdraw(reason="不再需要", **at),
            "terminate": lambda: ending.terminate(reason="申请人注销", **behind),
        }[verb]  # fmt: skip
