"""The people who come: who they are, what they want, how they are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from hall.config.demo_day import names, papers


@dataclass(frozen=True)
class Person:
    """Someone with a document."""

    name: str
    id_type: str
    id_number: str
    phone: str = ""


@dataclass(frozen=True)
class Wish:
    """A matter someone comes for."""

    code: str
    name: str
    department: str


@dataclass
class Citizen:
    """One visitor: `principal` is whom they come for."""

    person: Person
    wishes: list[Wish]
    principal: Person | None = None
    priority: str = ""
    patience: float = 0.0  # seconds until they leave the line; 0: they stay
    walks: float = 6.0  # seconds from the call to the window
    misses_call: bool = False
    comes_back: bool = True
    forgets_paper: bool = False
    rates: bool = True
    number: str = ""
    token: str = ""
    applications: list[str] = field(default_factory=list)

    @property
    def applicant(self) -> Person:
        return self.principal or self.person


class Crowd:
    """Invents people; the same seed, the same people."""

    def __init__(self, seed: int | None, today: date, for_people: Sequence[Wish], for_companies: Sequence[Wish]):
        self.random, self.today = Random(seed), today
        self.habits = Random() if seed is None else Random(f"habits {seed}")
        self.for_people, self.for_companies = for_people, for_companies

    def people(self) -> Iterator[Citizen]:
        while True:
            yield self.next()

    def next(self) -> Citizen:
        """The next one through the door."""
        dice = self.random.random()
        if dice < 0.24 and self.for_companies:
            citizen = self._for(self.for_companies, self._company())
        elif dice < 0.34:
            citizen = self._for(self.for_people, self._resident(20, 80))
        else:
            citizen = self._for(self.for_people, None)
        return self._with_habits(citizen)

    def _for(self, matters: Sequence[Wish], principal: Person | None) -> Citizen:
        someone = self._someone() if principal is None else self._resident(22, 58)
        count = self.random.choices((1, 2, 3, 4), (50, 28, 16, 6))[0]
        citizen = Citizen(someone, chosen(self.random, matters, count), principal)
        citizen.priority = self._priority(someone)
        return citizen

    def _with_habits(self, citizen: Citizen) -> Citizen:
        random = self.habits
        citizen.walks = random.uniform(4, 14)
        citizen.patience = random.uniform(40, 240) if random.random() < 0.04 else 0.0
        citizen.misses_call = random.random() < 0.05
        citizen.comes_back = random.random() < 0.7
        citizen.forgets_paper = random.random() < 0.12
        citizen.rates = random.random() < 0.6
        return citizen

    def _someone(self) -> Person:
        if self.random.random() < 0.03:
            number = papers.passport(self.random)
            return Person(names.foreigner(self.random), "passport", number, papers.phone(self.random))
        is_elderly = self.random.random() < 0.1
        return self._resident(*((65, 84) if is_elderly else (18, 64)))

    def _resident(self, youngest: int, oldest: int) -> Person:
        born = papers.birthday(self.random, youngest, oldest, self.today)
        has_phone = self.random.random() < 0.93
        number = papers.phone(self.random) if has_phone else ""
        return Person(names.person(self.random), "resident", papers.resident_id(self.random, born), number)

    def _company(self) -> Person:
        return Person(names.company(self.random), "credit_code", papers.credit_code(self.random))

    def _priority(self, person: Person) -> str:
        if person.id_type == "resident" and self.today.year - int(person.id_number[6:10]) >= 65:
            return "elderly"
        return self.random.choices(("", "disabled", "pregnant", "service_member", "ill"), (90, 2, 3, 3, 2))[0]


def chosen(random: Random, matters: Sequence[Wish], count: int) -> list[Wish]:
    """Different matters, the first of the list far more often than the last; of several departments when it can be."""
    picked: dict[str, Wish] = {}
    for _ in range(count * 6):
        wish = matters[int(len(matters) * random.random() ** 3)]
        is_new_department = wish.department not in {other.department for other in picked.values()}
        if wish.code not in picked and (is_new_department or random.random() < 0.3):
            picked[wish.code] = wish
        if len(picked) == count:
            break
    return list(picked.values())
