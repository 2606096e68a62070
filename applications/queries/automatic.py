"""Automatic approval as pages show it: the rules in words, what they decided, what a person still has to look at."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q, QuerySet

from applications.models import Application, AutomaticDecision, RuleSet
from applications.promise_states import RuleSetState
from applications.queries.facts import facts_for
from applications.queries.masked import masked
from applications.rules import TEST_WORDS, TESTS, Fact, conditions_of, faults, words_of
from hall.kernel import clock
from hall.models import StaffMember
from hall.roles import Role
from matters.models import Matter, MatterVersion
from matters.models.version import CaseKind
from matters.queries.catalogue import standing_version, versions_at
from matters.queries.search import search_matters

MOST = 200
PUBLIC_STATES = (RuleSetState.PUBLISHED, RuleSetState.REPLACED, RuleSetState.STOPPED)


@dataclass(frozen=True)
class Row:
    """One condition in words."""

    case: str
    words: str
    basis: str
    is_new: bool = False


@dataclass(frozen=True)
class Version:
    """One version of a matter's rules as people read it; `gone` are the words of the version before that are not in it."""

    rules: RuleSet
    rows: list[Row]
    gone: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def always(self) -> list[Row]:
        """The conditions that count in every case."""
        return [row for row in self.rows if not row.case]

    @property
    def cases(self) -> list[tuple[str, list[Row]]]:
        """The conditions of each case; one case has to hold entirely."""
        names = list(dict.fromkeys(row.case for row in self.rows if row.case))
        return [(name, [row for row in self.rows if row.case == name]) for name in names]


@dataclass(frozen=True)
class Line:
    """A matter on the desk of rules, with what its rules decided."""

    rules: RuleSet
    granted: int
    to_people: int
    waiting: int
    wrong: int

    @property
    def share(self) -> str:
        """How much of what they looked at the rules granted."""
        total = self.granted + self.to_people
        return f"{self.granted * 100 // total}%" if total else "—"


@dataclass(frozen=True)
class ReviewRow:
    """A decision of the rules that a person still has to look at."""

    number: str
    matter: str
    applicant: str
    made_on: date
    due: date
    is_over: bool


def rules_in_force(matter: Matter) -> RuleSet | None:
    """The rules that decide today; None when there are none or their authorisation has ended."""
    rows = RuleSet.objects.filter(matter=matter, state=RuleSetState.PUBLISHED, valid_until__gte=clock.today())
    return rows.select_related("matter", "drafted_by", "decided_by").first()


def versions_of(matter: Matter, *, is_public: bool) -> list[Version]:
    """All versions of a matter's rules, the newest first; the public sees those that were in force."""
    rows = RuleSet.objects.filter(matter=matter).select_related("matter", "drafted_by", "decided_by")
    if is_public:
        rows = rows.filter(state__in=PUBLIC_STATES)
    standard = standing_version(matter)
    facts = facts_for(standard) if standard else {}
    found = list(rows.order_by("-number"))
    return [shown(rules, facts, found[place + 1 :]) for place, rules in enumerate(found)]


def shown(rules: RuleSet, facts: dict[str, Fact], before: Iterable[RuleSet] = ()) -> Version:
    """A version in words, with what is new in it against the last one that was in force."""
    conditions = conditions_of(rules.conditions)
    last = next((row for row in before if row.state in PUBLIC_STATES), None)
    old = {words_of(row, facts.get(row.fact)) for row in conditions_of(last.conditions)} if last else None
    rows = [
        Row(row.case, words, row.basis, old is not None and words not in old)
        for row in conditions
        for words in [words_of(row, facts.get(row.fact))]
    ]
    now = {row.words for row in rows}
    stands = rules.state in {RuleSetState.DRAFT, RuleSetState.PUBLISHED}
    return Version(rules, rows, sorted((old or set()) - now), faults(conditions, facts) if stands else [])


def rules_desk() -> list[Line]:
    """Every matter with rules: what is in force, waits or was stopped, each with its figures."""
    counted = Count("decisions", filter=Q(decisions__granted=True))
    rows = RuleSet.objects.annotate(
        granted=counted,
        to_people=Count("decisions", filter=Q(decisions__granted=False)),
        waiting=Count("decisions", filter=Q(decisions__review_due__isnull=False, decisions__verdict="")),
        wrong=Count("decisions", filter=Q(decisions__verdict="wrong")),
    )
    shown_states = [RuleSetState.PUBLISHED, RuleSetState.DRAFT, RuleSetState.STOPPED, RuleSetState.REJECTED]
    rows = rows.filter(state__in=shown_states).select_related("matter__department", "drafted_by", "decided_by")
    newest: dict[tuple[int, bool], RuleSet] = {}
    for row in rows.order_by("matter__department__code", "matter__name", "-number"):
        newest.setdefault((row.matter_id, row.state == RuleSetState.DRAFT), row)
    return [
        Line(row, row.granted, row.to_people, row.waiting, row.wrong)  # type: ignore[attr-defined]
        for row in newest.values()
    ]


def automatic_of(application: Application) -> AutomaticDecision | None:
    """What the rules found on an application, when there were some."""
    return AutomaticDecision.objects.filter(application=application).select_related("rules").first()


def instant_matters(words: str) -> list[Matter]:
    """The instant matters that fit the words."""
    found = [hit.matter for hit in search_matters(words, limit=30)]
    instant = set(
        versions_at().filter(matter__in=found, case_kind=CaseKind.INSTANT).values_list("matter_id", flat=True)
    )
    return [matter for matter in found if matter.pk in instant]


def reviewable_by(person: StaffMember) -> QuerySet[AutomaticDecision]:
    """The decisions of the rules of this approver's department (in their hall, when they belong to one)."""
    if not person.has_role(Role.APPROVER) or person.department_id is None:
        return AutomaticDecision.objects.none()
    rows = AutomaticDecision.objects.filter(application__department=person.department_id)
    return rows.filter(hall=person.hall_id) if person.hall_id is not None else rows


def to_review(person: StaffMember) -> list[ReviewRow]:
    """What this person's department still has to look at, the most urgent first."""
    rows = reviewable_by(person).filter(review_due__isnull=False, verdict="")
    around = rows.select_related("application__version__matter", "application__applicant").order_by("review_due", "pk")
    today = clock.today()
    return [
        ReviewRow(
            number=row.application.number,
            matter=row.application.version.matter.name,
            applicant=masked(row.application.applicant),
            made_on=row.made_at.astimezone(clock.BEIJING).date(),
            due=row.review_due or today,
            is_over=row.review_due is not None and row.review_due < today,
        )
        for row in around[:MOST]
    ]


def reviewed_lately(person: StaffMember, limit: int = 20) -> list[AutomaticDecision]:
    """What was looked at last."""
    rows = reviewable_by(person).exclude(verdict="").select_related("application__version__matter", "reviewed_by")
    return list(rows.order_by("-reviewed_at")[:limit])


def choices_of(version: MatterVersion) -> list[dict[str, object]]:
    """What an editor may choose: each fact with its comparisons and values."""
    return [
        {
            "fact": fact,
            "tests": [(test.value, TEST_WORDS[test]) for test in TESTS[fact.kind]],
            "values": [say for _key, say in fact.choices] or (["是", "否"] if fact.kind == "yes_no" else []),
        }
        for fact in facts_for(version).values()
    ]
