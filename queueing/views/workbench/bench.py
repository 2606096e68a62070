"""The middle and the right: the matter in hand, its form, its tick list, its clocks."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from applications.models import Application, ApplicationMaterial, AutomaticDecision, Document
from applications.queries.alike import open_alike
from applications.queries.automatic import automatic_of
from applications.queries.excluded import Barred, barred_for
from applications.queries.routes import areas_asked
from applications.queries.sheet import standard_lines
from applications.queries.situation import settled_by
from applications.situations import NOTHING_SETTLED
from applications.states import MaterialStatus
from hall.models import PartyKind
from matters.models import MatterVersion
from matters.queries.guided import Guided, guided
from queueing.forms.matter import MatterForm, carried, serves_only_organisations
from queueing.forms.people import NOBODY, PeopleForm
from queueing.forms.ticks import NO_SCANS, PHRASES, TickRow, given_of, rows_of
from queueing.models import Ticket
from queueing.queries.applicants import HOLDER, PRINCIPAL, TYPED
from queueing.queries.bench import Card, Sheet, Tab, cards_of, documents_of, earlier_of, sheet_of, tabs_of
from queueing.queries.drafts import Drafts, drafts_of
from queueing.queries.looks import looks_of
from queueing.queries.reuse import NO_EARLIER, EarlierUse, earlier_use
from queueing.queries.scans import Scans, scans_of
from queueing.retyping import COMMON, retyped
from queueing.verbs.tickets import NO_NAME


@dataclass(frozen=True)
class Problem:
    """One thing that keeps the matter from being taken, and the field to mend it in."""

    words: str
    field: str = ""


@dataclass
class Bench:
    """Everything the middle and the right show about the current matter."""

    tabs: list[Tab]
    drafts: Drafts
    earlier: list[Application]
    current: Tab | None = None
    sheet: Sheet = field(default_factory=lambda: Sheet(None, [], None))
    form: MatterForm | None = None
    people: PeopleForm | None = None
    cards: list[Card] = field(default_factory=list)
    rows: list[TickRow] = field(default_factory=list)
    scans: Scans = NO_SCANS
    guided: Guided | None = None
    reused: list[str] = field(default_factory=list)
    earlier_use: EarlierUse = NO_EARLIER
    alike: list[Application] = field(default_factory=list)
    retyped: int = 0
    problems: list[Problem] = field(default_factory=list)
    parted: list[dict[str, str]] = field(default_factory=list)
    problem_code: str = ""
    tried: str = ""
    named: set[int] = field(default_factory=set)
    phrases: tuple[str, ...] = PHRASES
    barred: Barred = field(default_factory=Barred)

    @property
    def revision(self) -> int:
        """The draft this page is made from."""
        return self.drafts.revisions.get(self.current.matter.pk, 0) if self.current else 0

    @property
    def page_key(self) -> str:
        """A random name of this page, by which its own late saves are known."""
        return secrets.token_urlsafe(9)

    @property
    def saved_at(self) -> Any:
        return self.drafts.saved_at

    @property
    def open_tabs(self) -> list[Tab]:
        return [tab for tab in self.tabs if tab.application is None]

    @property
    def missing_count(self) -> int:
        return sum(row.is_missing for row in self.rows)

    @property
    def version(self) -> MatterVersion | None:
        application = self.current.application if self.current else None
        return application.version if application else self.sheet.version

    @property
    def promise_due(self) -> date | None:
        application = self.current.application if self.current else None
        return application.promise_due if application else getattr(self.sheet.due, "promise_due", None)

    @property
    def legal_due(self) -> date | None:
        application = self.current.application if self.current else None
        return application.legal_due if application else getattr(self.sheet.due, "legal_due", None)

    @property
    def is_provisional(self) -> bool:
        application = self.current.application if self.current else None
        return application.due_is_provisional if application else bool(self.sheet.due and self.sheet.due.is_provisional)

    @property
    def documents(self) -> list[Document]:
        return documents_of(self.current.application) if self.current and self.current.application else []

    @property
    def automatic(self) -> AutomaticDecision | None:
        """What the rules of automatic approval found, when there are some."""
        return automatic_of(self.current.application) if self.current and self.current.application else None

    @property
    def lacking(self) -> list[ApplicationMaterial]:
        assert self.current and self.current.application
        rows = self.current.application.materials.select_related("material")
        return list(rows.filter(status__in=[MaterialStatus.MISSING, MaterialStatus.LATE]))

    @property
    def standard_lines(self) -> list[str]:
        return standard_lines(self.sheet.version) if self.sheet.version else []

    @property
    def people_open(self) -> bool:
        known = any(card.role == "申请人" for card in self.cards)
        wrong = self.people is not None and any(name != "holder_name" for name in self.people.errors)
        return wrong or not known

    @property
    def holder_name(self) -> Any:
        """The field for a name the kiosk did not ask for; none when the name is known."""
        return self.people["holder_name"] if self.people and "holder_name" in self.people.fields else None

    @property
    def roles(self) -> list[dict[str, Any]]:
        """The two persons as fieldsets: where each comes from, and the fields when typed."""
        assert self.people is not None
        return [_role(self.people, name) for name in ("applicant", "agent")]


def bench_of(ticket: Ticket, chosen: int | None = None, data: Mapping[str, str] | None = None) -> Bench:
    """The bench of a ticket with one tab open; `data` are values just posted, otherwise the draft's are shown."""
    drafts = drafts_of(ticket)
    tabs = tabs_of(ticket, chosen)
    bench = Bench(tabs=tabs, drafts=drafts, earlier=earlier_of(ticket))
    bench.current = next((tab for tab in tabs if tab.is_current), None)
    if bench.current is None or bench.current.application is not None:
        return bench
    bench.sheet = sheet_of(bench.current.matter)
    if bench.sheet.version is not None:
        _fill(bench, ticket, bench.sheet.version, data)
    return bench


def _fill(bench: Bench, ticket: Ticket, version: MatterVersion, data: Mapping[str, str] | None) -> None:
    assert bench.current is not None
    own = bench.drafts.of(bench.current.matter.pk)
    others = _forms_of_visit(bench)
    common = carried(others)
    bench.reused = [name for name in COMMON if common.get(name) and own.get(name, common[name]) == common[name]]
    initial = {**common, **{key: value for key, value in own.items() if value}}
    bench.form = MatterForm(data, version=version, areas=areas_asked(version), initial=initial)
    people = dict(data.items()) if data is not None else bench.drafts.people
    has_principal = ticket.principal_id is not None
    people = _people_at_first(ticket, version) | people
    bench.people = PeopleForm(data, has_principal=has_principal, is_named=ticket.party.name != NO_NAME, initial=people)
    bench.cards = cards_of(ticket, people)
    bench.earlier_use = earlier_use(ticket, people, version, bench.sheet.materials, own if data is None else data)
    if bench.earlier_use.party and bench.earlier_use.count:
        bench.alike = open_alike(ticket.hall, bench.earlier_use.party, bench.current.matter)
    bench.retyped = retyped([*others, own], bench.earlier_use.offered, set(bench.earlier_use.marks))
    bench.guided = guided(version, bench.current.answers, bench.sheet.materials)
    settled = settled_by(bench.guided).settled if bench.guided else NOTHING_SETTLED
    bench.scans = scans_of(ticket)
    party = bench.earlier_use.party
    if any(one.may_be_late or one.may_be_promised for one in bench.sheet.materials):
        bench.barred = barred_for(bench.current.matter, party)
    given = given_of(data) if data is not None else own
    looks = looks_of(ticket, party, bench.sheet.materials)
    bench.rows = rows_of(bench.sheet.materials, given, settled, bench.scans, bench.barred.statuses, looks)


def _people_at_first(ticket: Ticket, version: MatterVersion) -> dict[str, str]:
    """Who applies until the clerk says otherwise: the registered principal, a company still to be typed, or the person."""
    if ticket.principal_id is not None:
        return {"applicant_is": PRINCIPAL, "agent_is": HOLDER}
    if serves_only_organisations(version) and ticket.party.kind == PartyKind.PERSON:
        return {"applicant_is": TYPED, "agent_is": HOLDER}
    return {"applicant_is": HOLDER, "agent_is": NOBODY}


def _forms_of_visit(bench: Bench) -> list[dict[str, str]]:
    """The forms of the visit's other matters, handed in or still drafts, in the order of the ticket."""
    found = []
    for tab in bench.tabs:
        if tab.is_current:
            continue
        given: Any = tab.application.form if tab.application else bench.drafts.of(tab.matter.pk)
        found.append(dict(given or {}))
    return found


def _role(form: PeopleForm, name: str) -> dict[str, Any]:
    chosen = form[f"{name}_is"]
    value = str(chosen.value() or "")
    radios = [
        {"name": chosen.html_name, "value": key, "label": label, "id": f"id_{name}_is_{key}", "checked": key == value}
        for key, label in form.fields[f"{name}_is"].choices  # type: ignore[attr-defined]
    ]
    return {
        "label": chosen.label,
        "radios": radios,
        "fields": form.details_of(name),
        "override": f"{name}_override_reason",
    }
