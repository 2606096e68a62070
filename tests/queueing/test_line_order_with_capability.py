"""Windows that may serve different people: nobody a window may serve is passed by more than k of its calls in a row."""

from hypothesis import given, settings
from hypothesis import strategies as st

from queueing.line_order import NO_RUNS, Head, Line, Runs, Standing, next_in, runs_after

P, O = Standing.PRIORITY, Standing.ORDINARY  # noqa: E741
K, WINDOWS = 2, 3


class Hall:
    """One queue and some windows; each person may be served at some of them. Calls go as `call_next` makes them."""

    def __init__(self) -> None:
        self.people: list[tuple[int, Standing, frozenset[int]]] = []
        self.runs, self.here = NO_RUNS, dict.fromkeys(range(WINDOWS), NO_RUNS)
        self.arrived = 0

    def arrive(self, standing: Standing, served_at: frozenset[int]) -> None:
        self.arrived += 1
        self.people.append((self.arrived, standing, served_at))

    def call(self, window: int) -> tuple[Standing, bool] | None:
        """The class called at this window, and whether an ordinary person it may serve was passed."""
        mine = [person for person in self.people if window in person[2]]
        heads = {}
        for position, standing, _ in mine:
            heads.setdefault(standing, Head(position, 1, position, standing))
        choice = next_in([Line(1, 1, self.runs, K, heads, self.here[window])])
        if choice is None:
            return None
        self.runs, self.here[window] = choice.runs, choice.here
        self.people = [person for person in self.people if person[0] != choice.head.ticket_id]
        return Standing(choice.head.standing), choice.head.standing != O and O in heads


everywhere = frozenset(range(WINDOWS))
sets = st.sets(st.integers(0, WINDOWS - 1), min_size=1).map(frozenset)
arrivals = st.tuples(st.just("arrive"), st.sampled_from([P, P, O]), sets)
calls = st.tuples(st.just("call"), st.integers(0, WINDOWS - 1))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(arrivals, calls, calls), max_size=80))
def test_at_each_window_at_most_k_calls_in_a_row_pass_whom_it_may_serve(acts):
    hall, passed = Hall(), dict.fromkeys(range(WINDOWS), 0)
    for act in acts:
        if act[0] == "arrive":
            hall.arrive(act[1], act[2])
            continue
        found = hall.call(act[1])
        if found is not None:
            passed[act[1]] = passed[act[1]] + 1 if found[1] else 0
            assert passed[act[1]] <= K


def starved(count_here: bool) -> bool:
    """A window that sees priority alone, in turn with one that sees all: is the ordinary person ever called?"""
    hall = Hall()
    hall.arrive(O, frozenset({0}))
    for _ in range(30):
        hall.arrive(P, everywhere)
        hall.arrive(P, everywhere)
        found = hall.call(0)
        if found is not None and found[0] == O:
            return False
        if not count_here:
            hall.here = dict.fromkeys(range(WINDOWS), NO_RUNS)
        hall.call(1)
    return True


def test_calls_elsewhere_do_not_starve_whom_only_one_window_may_serve():
    assert not starved(count_here=True)
    assert starved(count_here=False), "the control: with the queue's run alone they do"


def test_the_run_of_a_window_counts_like_the_queues():
    assert runs_after(P, {P, O}, Runs(1, 0), K) == Runs(2, 0)
