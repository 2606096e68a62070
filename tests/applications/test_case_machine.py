"""Applications by property (reliability.md T3): any series of acts, through the verbs and again over HTTP, held against a
model that is nothing but the table of moves and the step of signing.

A legal act happens with a step on record, an illegal one is refused and changes nothing. CASE_EXAMPLES sets how many
series.
"""

import os
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from rest_framework.test import APIClient

from applications.models import Application, Decision, Document, Power, Result, Signature
from applications.routing import UNDO
from applications.states import APPLICATION_MOVES
from applications.verbs import (
    deciding,
    ending,
    extending,
    forwarding,
    intake,
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
from tests.factories.applications import people

EXAMPLES = int(os.environ.get("CASE_EXAMPLES", "3"))
OPINION, BASIS = "经审查", "《中华人民共和国行政许可法》第三十八条"
SIGNED = {"review": "review", "return_to_review": "decide", "grant": "decide", "deny": "decide"}
DEMANDS = {verb: move.start for verb, move in APPLICATION_MOVES.items()}
legal: Counter[str] = Counter()
refused: Counter[str] = Counter()


class Refused(Exception):
    """The hall said no, over HTTP."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status


class CaseMachine(RuleBasedStateMachine):
    """One application, everyone who works on it, on a route of two signatures."""

    @initialize()
    def an_application(self) -> None:
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.now = clock.now()
        self.ours = people(signatures=2)
        self.reviewer, self.head = self.ours.colleague(Power.REVIEW), self.ours.head()
        self.application = self.ours.receive()
        self.state, self.step, self.extended, self.began = "received", "", False, self.now
        self.calls = {}

    def teardown(self) -> None:
        if hasattr(self, "atomic"):
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    @rule(verb=st.sampled_from(["accept", "request_correction", "resubmit", "refuse", "turn_away", "withdraw"]))
    def at_the_counter(self, verb: str) -> None:
        if verb == "request_correction" and self.state == "received":
            self.tick("missing")
        if verb == "accept" and self.state == "received":
            self.tick("have")
        self.tried(verb, self.state in DEMANDS[verb])

    @rule(verb=st.sampled_from(["review", "return_to_review", "grant", "deny", "transfer", "undo_decision"]))
    def in_the_department(self, verb: str) -> None:
        able = self.state in DEMANDS[verb] and SIGNED.get(verb, self.step) == self.step
        if verb == "return_to_review":
            able = able and self.is_reviewed()
        self.tried(verb, able)

    @rule(verb=st.sampled_from(["ask_extension", "approve_extension", "refuse_extension", "forward", "terminate"]))
    def around_the_decision(self, verb: str) -> None:
        able = self.state in DEMANDS[verb] and not (verb == "ask_extension" and self.extended)
        self.tried(verb, able)

    @rule(verb=st.sampled_from(["begin_procedure", "end_procedure"]))
    def a_procedure(self, verb: str) -> None:
        if verb == "end_procedure" and self.state == "in_procedure":
            self.now = max(self.now, self.began + timedelta(days=1))
        self.began = self.now if verb == "begin_procedure" and self.state in DEMANDS[verb] else self.began
        self.tried(verb, self.state in DEMANDS[verb])

    @rule()
    def ten_minutes_pass(self) -> None:
        self.now += UNDO
        with clock.frozen(self.now):
            done = releasing.release(application_id=self.application.pk, by=system_person("release"))
        assert done == (self.state in DEMANDS["release_result"])
        if done:
            self.follow("release_result")

    @rule()
    def the_result_is_handed_over(self) -> None:
        self.tried("hand_over", self.state in DEMANDS["hand_over"])

    @invariant()
    def database_and_model_agree(self) -> None:
        if not hasattr(self, "state"):
            return
        row = Application.objects.get(pk=self.application.pk)
        assert row.state == self.state
        if self.state in ("accepted", "granted", "denied"):
            assert row.step == self.step
        standing = Signature.objects.filter(application=row, set_aside_at=None)
        assert len({one.signed_by_id for one in standing}) == len(standing) <= 2
        assert Decision.objects.filter(application=row).exists() == (
            self.state in ("granted", "denied", "awaiting_collection", "delivered")
        )
        assert Result.objects.filter(application=row).exists() == (self.state in ("awaiting_collection", "delivered"))

    def tried(self, verb: str, able: bool) -> None:
        """Do it: at least one step when it happens, none and no change when it is refused."""
        before = self.counts()
        try:
            with clock.frozen(self.now), transaction.atomic():
                self.act(verb)
        except (DomainError, Refused) as error:
            assert not able, f"{verb} from {self.state}/{self.step}: {error}"
            assert error.status == 409, f"{verb} from {self.state}/{self.step}: {error}"
            assert self.counts() == before
            refused[verb] += 1
            return
        assert able, f"{verb} must be refused from {self.state}/{self.step}"
        assert self.counts()[0] > before[0]
        legal[verb] += 1
        self.follow(verb)

    def follow(self, verb: str) -> None:
        self.state = APPLICATION_MOVES[verb].end or self.state
        self.extended = self.extended or verb == "ask_extension"
        if verb in ("accept", "return_to_review"):
            self.step = "review"
        if verb in ("review", "undo_decision") or (verb == "forward" and self.step == "review"):
            self.step = "decide"

    def is_reviewed(self) -> bool:
        return Signature.objects.filter(application=self.application, step="review", set_aside_at=None).exists()

    def tick(self, status: str) -> None:
        with clock.frozen(self.now):
            intake.tick(**self.at(), ticks=self.ours.ticks(m1=status, problem="未盖章" if status == "missing" else ""))

    def counts(self) -> tuple[int, ...]:
        steps = Step.objects.filter(subject_number=self.application.number).count()
        return steps, Document.objects.filter(application=self.application).count()

    def at(self) -> dict[str, Any]:
        return {"hall": self.ours.hall, "number": self.application.number, "by": self.ours.clerk}

    def decider(self) -> Any:
        signed = Signature.objects.filter(application=self.application, set_aside_at=None, step="decide").first()
        return signed.signed_by if signed else self.ours.approver

    def act(self, verb: str) -> None:
        """Through the verbs."""
        ours, number = self.ours, self.application.number
        clerk, by = self.at(), {"number": number, "by": ours.approver}
        department = {**clerk, "by": ours.approver}
        decision = {"reason": OPINION, "legal_basis": BASIS, **by}
        {
            "accept": lambda: intake.accept(**clerk),
            "request_correction": lambda: intake.request_correction(**clerk),
            "resubmit": lambda: intake.resubmit(ticks=ours.ticks(), **clerk),
            "refuse": lambda: intake.refuse(standard_line=ours.version.conditions[0], reason=OPINION, **department),
            "turn_away": lambda: refusing.turn_away(needs_no_permit=True, reason=OPINION, **department),
            "withdraw": lambda: withdrawing.withdraw(reason="不再需要", **clerk),
            "review": lambda: reviewing.review(granted=True, opinion=OPINION, **{**by, "by": self.reviewer}),
            "return_to_review": lambda: reviewing.return_to_review(reason="请核对", **by),
            "grant": lambda: deciding.decide(granted=True, **decision),
            "deny": lambda: deciding.decide(granted=False, **decision),
            "transfer": lambda: self.passed_on(),
            "undo_decision": lambda: reviewing.undo_decision(reason="选错了", **{**by, "by": self.decider()}),
            "ask_extension": lambda: extending.ask_extension(working_days=5, reason="案情复杂", **by),
            "approve_extension": lambda: self.extension(True),
            "refuse_extension": lambda: self.extension(False),
            "forward": lambda: forwarding.forward(superior="上级机关", opinion="初审合格", **self.as_reviewer(by)),
            "terminate": lambda: ending.terminate(reason="申请人注销", **by),
            "begin_procedure": lambda: procedures.begin_procedure(
                kind="hearing", reason="申请听证", expected_days=20, **by
            ),
            "end_procedure": lambda: procedures.end_procedure(result="已举行", **by),
            "hand_over": lambda: ours.hand_over(self.application),
        }[verb]()

    def as_reviewer(self, by: dict[str, Any]) -> dict[str, Any]:
        return {**by, "by": self.reviewer} if self.step == "review" else by

    def extension(self, approved: bool) -> None:
        extending.decide_extension(
            number=self.application.number, approved=approved, opinion="同意" if approved else "不同意", by=self.head
        )

    def passed_on(self) -> None:
        to = self.reviewer if self.step == "review" else self.ours.approver
        reviewing.transfer(number=self.application.number, to=to.username, reason="请办理", by=self.ours.approver)


class CaseOverHttp(CaseMachine):
    """The same series over the API."""

    def act(self, verb: str) -> None:
        self.post(*self.call(verb))

    def call(self, verb: str) -> tuple[str, Any, dict[str, Any]]:
        """The address, who calls and what they send."""
        ours = self.ours
        decision = {"reason": OPINION, "legal_basis": BASIS}
        ticks = [{"material": tick.material_id, "status": tick.status} for tick in ours.ticks()]
        return {
            "accept": ("api-accept", ours.clerk, {}),
            "request_correction": ("api-request-correction", ours.clerk, {}),
            "resubmit": ("api-resubmit", ours.clerk, {"ticks": ticks}),
            "refuse": ("api-refuse", ours.approver, {"standard_line": ours.version.conditions[0], "reason": OPINION}),
            "turn_away": ("api-application-turn-away", ours.approver, {"needs_no_permit": True, "reason": OPINION}),
            "withdraw": ("api-withdraw", ours.clerk, {"reason": "不再需要"}),
            "review": ("api-review", self.reviewer, {"granted": True, "opinion": OPINION}),
            "return_to_review": ("api-return-to-review", ours.approver, {"reason": "请核对"}),
            "grant": ("api-decide", ours.approver, {"granted": True, **decision}),
            "deny": ("api-decide", ours.approver, {"granted": False, **decision}),
            "transfer": (
                "api-transfer",
                ours.approver,
                {"to": (self.reviewer if self.step == "review" else ours.approver).username, "reason": "请办理"},
            ),
            "undo_decision": ("api-undo-decision", self.decider(), {"reason": "选错了"}),
            "ask_extension": ("api-application-ask-extension", ours.approver, {"working_days": 5, "reason": "复杂"}),
            "approve_extension": ("api-application-decide-extension", self.head, {"approved": True, "opinion": "可"}),
            "refuse_extension": ("api-application-decide-extension", self.head, {"approved": False, "opinion": "否"}),
            "forward": (
                "api-application-forward",
                self.reviewer if self.step == "review" else ours.approver,
                {"superior": "上级机关", "opinion": "初审合格"},
            ),
            "terminate": ("api-application-terminate", ours.approver, {"reason": "申请人注销"}),
            "begin_procedure": (
                "api-application-begin-procedure",
                ours.approver,
                {"kind": "hearing", "reason": "申请听证", "expected_days": 20},
            ),
            "end_procedure": ("api-application-end-procedure", ours.approver, {"result": "已举行"}),
            "hand_over": ("api-hand-over", ours.issuer, {}),
        }[verb]

    def post(self, name: str, person: Any, body: dict[str, Any]) -> None:
        client = APIClient()
        client.force_authenticate(person)
        if name == "api-hand-over":
            party = self.ours.applicant
            body = {"numbers": [self.application.number], "collector_kind": "applicant"}
            body |= {"collector_name": party.name, "collector_id": party.id_number}
            answer = client.post(reverse(name), body, format="json")
        else:
            answer = client.post(reverse(name, args=[self.application.number]), body, format="json")
        if answer.status_code >= 400:
            raise Refused(answer.status_code, answer.content.decode())


@pytest.mark.django_db
@pytest.mark.parametrize("machine", [CaseMachine, CaseOverHttp])
def test_any_series_of_acts_goes_as_the_table_says(machine, on_a_working_day):
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=30,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert legal["accept"] and refused
