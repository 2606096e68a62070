"""People coming, being called, going and coming back: a model that counts who passes whom."""

from dataclasses import dataclass

from queueing.line_order import NO_RUNS, Head, Line, Standing, next_in, runs_before
from queueing.looking_ahead import behind

P, A, O = Standing.PRIORITY, Standing.APPOINTMENT, Standing.ORDINARY  # noqa: E741
STEP = 1000


@dataclass
class Someone:
    """One person: where they stand, who was before them when they took the place, who passed them."""

    position: int
    is_priority: bool = False
    due_at: int | None = None
    before: int = 0
    put_before: int = 0
    passed: int = 0
    was_due: bool = False


class Crowd:
    """A queue with k; every call checks the order inside the classes and the bound on overtaking."""

    def __init__(self, k: int) -> None:
        self.k, self.runs, self.now, self.end = k, NO_RUNS, 0, 0
        self.waiting: dict[int, Someone] = {}
        self.gone: list[Someone] = []
        self.last: tuple[Someone, list[Someone]] | None = None

    def happen(self, what: str, number: int) -> None:
        self.now += 1
        self._begin_slots()
        if what in ("priority", "appointment", "ordinary"):
            due = self.now + number if what == "appointment" else None
            self._place(Someone(self._end(), what == "priority", due))
        elif what == "transfer":
            self._place(Someone(self._free_before(number), number % 3 == 0, None))
        elif what == "call":
            self._call()
        elif what == "undo" and self.last:
            self._undo()
        elif what == "rejoin" and self.gone:
            person = self.gone.pop(number % len(self.gone))
            person.position = self._behind(person, 3)
            self._place(person)
        elif what == "postpone" and self.waiting:
            person = self.waiting.pop(sorted(self.waiting)[number % len(self.waiting)])
            person.position = self._behind(person, 3, after=person.position)
            self._place(person)
        if what != "call":
            self.last = None

    def call_all(self) -> None:
        self.now += 100
        self._begin_slots()
        while self.waiting:
            self._call()

    def standing(self, person: Someone) -> Standing:
        if person.is_priority:
            return P
        return A if person.due_at is not None and person.due_at <= self.now else O

    def _call(self) -> None:
        heads = {}
        for cls in Standing:
            mine = [one.position for one in self.waiting.values() if self.standing(one) == cls]
            if mine:
                heads[int(cls)] = Head(min(mine), 1, min(mine), cls)
        choice = next_in([Line(1, 1, self.runs, self.k, heads)])
        if choice is None:
            return
        person, self.runs = self.waiting.pop(choice.head.position), choice.runs
        passed = [one for one in self.waiting.values() if self.standing(one) > self.standing(person)]
        for one in passed:
            if self.standing(one) == O or self.standing(person) == P:
                one.passed += 1
                assert one.passed <= self.k * (one.before + one.put_before + 1), one
        self.gone.append(person)
        self.last = person, passed

    def _undo(self) -> None:
        assert self.last is not None
        person, passed = self.last
        self.gone.remove(person)
        self.runs = runs_before(self.standing(person), self.runs, self.k)
        for one in passed:
            one.passed -= self.standing(one) == O or self.standing(person) == P
        self.waiting[person.position] = person

    def _place(self, person: Someone) -> None:
        """Take a place: who stands before is counted now, who is put before later counts for the others."""
        person.passed = person.put_before = 0
        person.was_due = self.standing(person) != O
        person.before = self._before(person, due_only=person.was_due)
        for other in self.waiting.values():
            if other.position > person.position and not person.is_priority:
                other.put_before += 1
        self.waiting[person.position] = person

    def _begin_slots(self) -> None:
        """From the beginning of the slot the bound of an appointment is counted anew."""
        for person in self.waiting.values():
            if self.standing(person) == A and not person.was_due:
                person.was_due, person.passed, person.put_before = True, 0, 0
                person.before = self._before(person, due_only=True)

    def _before(self, person: Someone, *, due_only: bool) -> int:
        return sum(
            one.position < person.position and not one.is_priority and (one.due_at is not None or not due_only)
            for one in self.waiting.values()
        )

    def _behind(self, person: Someone, places: int, after: int = -1) -> int:
        same = sorted(
            one.position
            for one in self.waiting.values()
            if self.standing(one) == self.standing(person) and one.position > after
        )
        found = behind(same, places)
        return self._end() if found is None or found in self.waiting else found

    def _free_before(self, number: int) -> int:
        spot = number * STEP + 1
        while spot in self.waiting:
            spot += 1
        return spot

    def _end(self) -> int:
        self.end += STEP
        return max([self.end, *(position + STEP for position in self.waiting)])
