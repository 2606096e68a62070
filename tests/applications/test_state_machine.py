"""T3: an application walks by chance through every act, and agrees after each with a second opinion on the rules.

Through the verbs and again over HTTP. The full form (two hundred walks of thirty acts each way, every allowed move and every
forbidden pair at least twenty times): `WALKS=200 make test ARGS='-k state_machine -s'`.
"""

import os
from collections import Counter

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test
from knox.models import AuthToken

from applications.states import APPLICATION_MOVES
from tests.applications.walked import EDGES, ENDS, ILLEGAL, LAW, MAY, Crew, Walk

pytestmark = pytest.mark.django_db
WALKS = int(os.environ.get("WALKS", "4"))
ACTS = 30
AT_ONCE = 9 if WALKS < 200 else len(MAY)  # forbidden acts tried in one place
SEEN: Counter[tuple[str, str]] = Counter()
DAYS = 6  # fewer than the period for a notice: time alone changes nothing here


def machine(crew: Crew, over_http=None):  # noqa: C901 - a class with small rules
    """A walk in a transaction of its own."""

    class OneApplication(RuleBasedStateMachine):
        def __init__(self):
            super().__init__()
            self.own = transaction.atomic()
            self.own.__enter__()
            self.walk, self.days = Walk(crew, over_http), 0

        @rule(verbs=st.lists(st.sampled_from(sorted(MAY)), min_size=4, max_size=12, unique=True))
        def any_acts(self, verbs):
            for verb in verbs:
                if MAY[verb][1] in ENDS and self.walk.allows(verb):
                    self.walk.try_out(verb, SEEN)
                else:
                    self.walk.act(verb)

        @rule(pick=st.integers(0, 59))
        def an_allowed_act(self, pick):
            """Mostly one that leads to where least was tried, or any, also one that ends the walk."""
            fitting = [verb for verb in sorted(MAY) if self.walk.allows(verb)]
            leading_on = self.walk.to_the_rarest_state(SEEN)
            if leading_on and pick % 6:
                self.walk.act(leading_on)
            elif fitting:
                self.walk.act(fitting[pick % len(fitting)])

        @rule()
        def what_was_tried_least_here(self):
            fitting = [verb for verb in MAY if self.walk.allows(verb)]
            for verb in self.walk.rarest(SEEN, fitting)[:3]:
                self.walk.try_out(verb, SEEN)
            for verb in self.walk.rarest(SEEN, set(MAY) - set(fitting))[:AT_ONCE]:
                self.walk.act(verb)

        @rule(minutes=st.sampled_from([1, 9, 10, 30]))
        def minutes_pass(self, minutes):
            self.walk.wait(minutes=minutes)

        @precondition(lambda self: self.days < DAYS)
        @rule()
        def a_night_passes(self):
            self.days += 1
            self.walk.wait(days=1)

        def teardown(self):
            SEEN.update(self.walk.seen)
            transaction.set_rollback(True)
            self.own.__exit__(None, None, None)

    return OneApplication


def go(crew, over_http=None, walks=WALKS):
    chosen = settings(
        max_examples=walks, stateful_step_count=ACTS, deadline=None, derandomize="WALKS" not in os.environ,
        suppress_health_check=list(HealthCheck), phases=[Phase.generate], database=None,
    )  # fmt: skip
    run_state_machine_as_test(machine(crew, over_http), settings=chosen)


def test_the_second_opinion_names_the_same_moves_as_our_table():
    table = {(state, verb) for verb, move in APPLICATION_MOVES.items() if verb in MAY for state in move.start}
    assert table == EDGES
    assert {verb: APPLICATION_MOVES[verb].end for verb in MAY} == {verb: end for verb, (_, end) in MAY.items()}


def test_walks_through_the_verbs_agree_with_the_second_opinion(ours):
    SEEN.clear()
    go(Crew.of(ours))
    tell("verbs")


def test_walks_over_http_agree_with_the_second_opinion(ours):
    SEEN.clear()
    go(Crew.of(ours), Http(Crew.of(ours)), WALKS)
    tell("HTTP")


def test_control_an_application_that_skips_a_rule_is_found_out(ours, monkeypatch):
    """With a forbidden move allowed in our table, the walk must fail."""
    move = APPLICATION_MOVES["hand_over"]
    monkeypatch.setitem(
        APPLICATION_MOVES, "withdraw", type(move)(frozenset({"delivered", "received"}), "withdrawn", "撤回")
    )
    with pytest.raises(AssertionError):
        walk = Walk(Crew.of(ours))
        walk.act("accept")
        walk.act("withdraw")


def tell(way):
    edges, pairs = [SEEN[edge] for edge in EDGES], [SEEN[pair] for pair in ILLEGAL]
    print(
        f"\nwalks over {way}: {sum(SEEN.values())} acts; {len(EDGES)} moves, the rarest {min(edges)} times; "
        f"{len(ILLEGAL)} forbidden pairs, the rarest {min(pairs)} times"
    )
    if WALKS >= 200:  # reliability.md T3
        rare = {pair: SEEN[pair] for pair in EDGES | ILLEGAL if SEEN[pair] < 20}
        assert not rare, f"walked less than twenty times: {rare}"


class Http:
    """The same acts as requests to the API, each by the person whose work it is."""

    PEOPLE = {"refuse": "approver", "turn_away": "approver", "review": "reviewer", "approve_extension": "head",
              "refuse_extension": "head", "hand_over": "issuer", "tick": "clerk", "request_correction": "clerk",
              "resubmit": "clerk", "accept": "clerk", "withdraw": "clerk"}  # fmt: skip
    PATHS = {"request_correction": "request-correction", "grant": "decide", "deny": "decide",
             "approve_extension": "decide-extension", "refuse_extension": "decide-extension"}  # fmt: skip

    def __init__(self, crew: Crew):
        ours = crew.ours
        people = {"clerk": ours.clerk, "approver": ours.approver, "issuer": ours.issuer, "reviewer": crew.reviewer}
        people["head"] = crew.head
        self.keys = {name: AuthToken.objects.create(person, expiry=None)[1] for name, person in people.items()}
        self.client = Client()

    def __call__(self, walk: Walk, verb: str) -> int:
        name = "reviewer" if verb == "forward" and walk.step == "review" else self.PEOPLE.get(verb, "approver")
        key = self.keys[name]
        number = walk.application.number
        name = self.PATHS.get(verb, verb.replace("_", "-"))
        path = "/api/v1/results/hand-over/" if verb == "hand_over" else f"/api/v1/applications/{number}/{name}/"
        answer = self.client.post(
            path, self.body(walk, verb), content_type="application/json", headers={"Authorization": f"Token {key}"}
        )
        assert answer.status_code in {200, 201, 403, 409, 422}, (verb, answer.status_code, answer.content[:300])
        return answer.status_code

    def body(self, walk: Walk, verb: str):
        ours = walk.crew.ours
        ticks = {"ticks": [{"material": tick.material_id, "status": tick.status} for tick in ours.ticks()]}
        signed = {"reason": "经审查", "legal_basis": LAW}
        return {
            "tick": ticks,
            "resubmit": ticks,
            "refuse": {"standard_line": ours.version.conditions[0], "reason": "不具备条件"},
            "turn_away": {"needs_no_permit": "1", "reason": "依法不需要许可"},
            "begin_procedure": {"kind": "hearing", "reason": "申请听证", "expected_days": 9},
            "end_procedure": {"result": "听证已举行"},
            "ask_extension": {"working_days": 10, "reason": "案情复杂"},
            "approve_extension": {"approved": "1", "opinion": "已阅"},
            "refuse_extension": {"approved": "0", "opinion": "已阅"},
            "forward": {"superior": "国家市场监督管理总局", "opinion": "初审合格"},
            "review": {"granted": True, "opinion": "符合条件"},
            "return_to_review": {"reason": "请核对"},
            "grant": {"granted": True, **signed},
            "deny": {"granted": False, **signed},
            "undo_decision": {"reason": "选错了"},
            "hand_over": {
                "numbers": [walk.application.number], "collector_kind": "applicant",
                "collector_name": ours.applicant.name, "collector_id": ours.applicant.id_number,
            },
            "withdraw": {"reason": "不再需要"},
            "terminate": {"reason": "申请人注销"},
        }.get(verb, {})  # fmt: skip
