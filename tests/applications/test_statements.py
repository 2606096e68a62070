"""A page takes as many statements for a dozen rows as for four; the page of a case with everything beside it takes few."""

from datetime import datetime
from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from applications.models import (
    Absence,
    Alert,
    AutomaticDecision,
    ExcludedPerson,
    NoticeRequest,
    OverdueReason,
    Phrase,
    PromiseRule,
    Resubmission,
    Route,
    RuleSet,
)
from applications.queries.ageing import groups
from applications.queries.registers import registers
from applications.queries.supervision import TABS
from applications.verbs import consulting, procedures, reviewing, urging
from hall.kernel import clock
from hall.roles import Role
from tests.factories import DepartmentFactory, PartyFactory, StaffFactory, a_published_matter
from tests.factories.applications import people

LATE = datetime(2026, 10, 27, 10, tzinfo=clock.BEIJING)
FEW, MANY = 4, 12
AT_MOST = {"application": 14, "with everything": 20}
WATCHES = (Role.SUPERVISOR, Role.HALL_MANAGER, Role.AUDITOR)


class Desk:
    """A department and a hall in which rows of every kind can be added."""

    def __init__(self, signatures: int = 1) -> None:
        self.ours = people(signatures=signatures)
        self.ours.version.materials.update(may_be_promised=True)
        department = self.ours.version.matter.department
        hall = {"hall": self.ours.hall}
        self.asked = StaffFactory(**hall, roles=[Role.APPROVER], department=DepartmentFactory())
        self.watcher = StaffFactory(**hall, roles=list(WATCHES))
        self.head = StaffFactory(**hall, roles=[Role.DEPARTMENT_HEAD], department=department)
        self.keeper = StaffFactory(**hall, roles=[Role.SYSTEM_ADMIN])
        self.serial, self.kept_serial = count(1), count(1)
        self.running: list[str] = []

    def add(self, rows: int) -> None:
        for _ in range(rows):
            self.under_way()
            self.at_the_counter()
            self.ours.decided(applicant=PartyFactory(), ticks=self.ours.ticks(m1="promised"))
            self.kept()

    def under_way(self) -> None:
        """One with a question, an urging, an alert and a rule; one in two is explained, the other stands still."""
        ours, serial = self.ours, next(self.serial)
        one = ours.accepted(applicant=PartyFactory(), agent=PartyFactory())
        self.running += [one.number]
        reviewing.transfer(number=one.number, to=ours.colleague().username, reason="分工", by=ours.approver)
        ask(ours, self.asked, one)
        urging.urge(number=one.number, words="请尽快办理", by=self.watcher)
        of = {"hall": ours.hall, "application": one}
        Alert.objects.create(**of, department=one.department, kind="amber", fired_at=LATE)
        made = {"inputs": [], "granted": False, "made_at": LATE, "review_due": LATE.date()}
        AutomaticDecision.objects.create(**of, rules=self.rules(), **made)
        if serial % 4 == 1:
            said = {"cause": "staff", "words": "人手不足", "colour": "red", "given_by": ours.approver}
            OverdueReason.objects.create(**of, **said, given_at=LATE)
        if serial % 4 == 2:
            given = {"kind": "hearing", "reason": "申请听证", "expected_days": 20}
            procedures.begin_procedure(number=one.number, **given, by=ours.colleague())

    def rules(self) -> RuleSet:
        editor = StaffFactory(roles=[Role.CATALOGUE_EDITOR])
        return RuleSet.objects.create(
            matter=a_published_matter(materials=1).matter, number=1, state="draft", conditions=[], opinion="准予",
            document="授权", valid_until=LATE.date(), drafted_by=editor, drafted_at=LATE,
        )  # fmt: skip

    def at_the_counter(self) -> None:
        """One that the department examines, with a second notice asked for and photos sent in."""
        of = {"hall": self.ours.hall, "application": self.ours.receive(applicant=PartyFactory())}
        NoticeRequest.objects.create(**of, words="漏看", asked_by=self.ours.clerk, asked_at=LATE)
        Resubmission.objects.create(**of, sent_at=LATE)

    def kept(self) -> None:
        """What a department and the hall keep."""
        ours, serial, party = self.ours, next(self.kept_serial), PartyFactory()
        department, person = ours.version.matter.department, ours.colleague()
        Absence.objects.create(
            person=person, substitute=self.head, begins=LATE.date(), ends=LATE.date(), recorded_by=self.head, recorded_at=LATE
        )  # fmt: skip
        Route.objects.create(department=department, area_code=f"1101{serial:02d}", signatures=2, reviewer=person)
        Phrase.objects.create(department=department, use="grant", words=f"符合条件{serial}", owner=ours.approver)
        ExcludedPerson.objects.create(
            party=party, ground="bad_credit", document="名单", since=LATE.date(), recorded_by=self.head
        )
        PromiseRule.objects.create(
            matter=a_published_matter(materials=1).matter, verify_days=30, set_by=self.watcher, set_at=LATE
        )

    def pages(self) -> list[tuple[object, str]]:
        """Each list with somebody who reads it."""
        ours, register = self.ours, registers(self.ours.hall)[0].name
        chosen = "&".join(f"number={number}" for number in self.running)
        own = [
            *named("consultations", "warnings", "month-report", "promises", "phrases", "rules-reviews", "inbox-find")
        ]
        own += [reverse("inbox") + query for query in ("", "?hands=all", "?mark=asked", "?step=decide")]
        own += [f"{reverse('inbox-bulk')}?{chosen}", *named("api-inbox", "api-consultations", "api-warnings")]
        own += named("api-promises", "api-rules-reviews", "api-applications", "api-phrases")
        watched = [f"{reverse('supervision')}?tab={tab}" for tab in TABS]
        watched += named("second-notices", "promises", "promises-excluded", "promises-matters", "intake-figures")
        watched += [*named("documents", "rules-desk", "month-report", "api-supervision", "api-second-notices")]
        watched += [f"{reverse('documents')}?register={register}", reverse("api-promises-excluded")]
        papers = [f"{reverse('papers')}?group={key}" for key in groups()]
        kept = named("department-authorisations", "department-routes", "department-absences")
        kept += named("api-authorisations", "api-signing-routes", "api-absences")
        readers = [
            (ours.approver, own), (self.asked, named("consultations", "api-consultations")), (self.watcher, watched),
            (ours.clerk, named("sent-in", "warnings", "api-applications")), (self.head, kept),
            (ours.issuer, [*named("issuing", "api-results", "api-papers"), *papers]), (self.keeper, named("calendar")),
        ]  # fmt: skip
        return [(person, address) for person, addresses in readers for address in addresses]


def named(*names: str) -> list[str]:
    return [reverse(name) for name in names]


def ask(ours, asked, application):
    given = {"department": asked.department.code, "question": "是否符合规划？", "working_days": 5, "by": ours.approver}
    return consulting.ask_department(number=application.number, **given)


def measured(client, address: str) -> tuple[int, int]:
    """How many statements the page takes, and how long it is."""
    with CaptureQueriesContext(connection) as told:
        answer = client.get(address)
    assert answer.status_code == 200, (address, answer.content[:300])
    return len(told), len(answer.content)


def measure(client, desk: Desk) -> dict[tuple[str, str], tuple[int, int]]:
    found, person = {}, None
    for reader, address in desk.pages():
        if reader is not person:
            person = reader
            client.force_login(reader)
            client.get(address)
        found[reader.username, address.partition("&number")[0].partition("?number")[0]] = measured(client, address)
    return found


@pytest.mark.django_db
def test_every_list_takes_the_same_statements_for_a_dozen_rows_as_for_four(client, on_a_working_day):
    desk = Desk()
    desk.add(FEW)
    with clock.frozen(LATE):
        few = measure(client, desk)
    desk.add(MANY - FEW)
    with clock.frozen(LATE):
        many = measure(client, desk)
    grown = {place: (few[place][0], many[place][0]) for place in few if many[place][0] > few[place][0]}
    assert grown == {}
    assert {place: taken for place, (taken, _) in many.items() if taken > 20} == {}
    longer = [place for place in few if many[place][1] > few[place][1] + 300]
    assert len(longer) >= 35, f"the lists grow with their rows: {sorted(set(few) - set(longer))}"


@pytest.mark.django_db
def test_the_page_of_a_case_takes_few_statements_and_not_many_with_everything_beside_it(client, on_a_working_day):
    desk = Desk(signatures=2)
    ours, plain = desk.ours, desk.ours.accepted()
    client.force_login(ours.approver)
    client.get(reverse("application", args=[plain.number]))
    assert measured(client, reverse("application", args=[plain.number]))[0] <= AT_MOST["application"]
    full = ours.reviewed(ticks=ours.ticks(m1="promised"), agent=PartyFactory())
    address = reverse("application", args=[full.number])
    ask(ours, desk.asked, full)
    urging.urge(number=full.number, words="请尽快办理", by=desk.watcher)
    ours.do("end_procedure", ours.do("begin_procedure", full))
    with clock.frozen(LATE):
        urging.explain_overdue(number=full.number, cause="staff", words="人手不足", by=ours.approver)
        page = client.get(address).content.decode()
        assert all(words in page for words in ("审批意见", "征求意见", "预警与督办", "容缺和承诺", "听证", "人手不足"))
        assert measured(client, address)[0] <= AT_MOST["with everything"]
