"""Registering the people of one act in an order that is the same for everybody."""

from collections.abc import Mapping, Sequence

from hall.identity import cleaned
from hall.kernel import crypto
from hall.models import Party, StaffMember
from hall.verbs.parties import register_party

Person = Mapping[str, str]


def register_all(people: Sequence[Person | None], by: StaffMember) -> list[Party | None]:
    """The parties of these people, in the order given; nobody stays nobody.

    Two people may come for each other at the same moment: rows are locked in one order, by document, not in the order
    of the roles. Call it before anything else is locked that others wait for.
    """
    found: list[Party | None] = [None] * len(people)
    for place, person in in_one_order(people):
        found[place] = register_party(**person, by=by)
    return found


def in_one_order(people: Sequence[Person | None]) -> list[tuple[int, Person]]:
    """Those who are somebody, with their places, by document; the same document keeps its order."""
    known = [(place, person) for place, person in enumerate(people) if person is not None]
    return sorted(known, key=lambda one: (one[1]["id_type"], crypto.blind_index(cleaned(one[1]["id_number"]))))
