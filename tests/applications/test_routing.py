"""Routed to the competent department by matter and place, with one signature or two."""

import pytest

from applications.errors import ApplicationNotFound, NothingChosen
from applications.models import Power, Route
from applications.queries.routes import areas_asked
from applications.routing import Line, chosen, covers
from applications.signing_errors import NotInBulk, NotInCharge, RouteUnfit, TooManyAtOnce
from applications.verbs import authorising, bulk, deciding
from hall import steps
from hall.roles import Role
from tests.factories import DepartmentFactory, MatterFactory, StaffFactory
from tests.factories.applications import people

GENERAL, BY_AREA = Line(None, "", 2), Line(None, "110112", 1)
BY_MATTER, BY_BOTH = Line(7, "", 1), Line(7, "110112", 2)


@pytest.mark.parametrize(
    ("matter", "area", "expected"),
    [
        (7, "110112003000", BY_BOTH),
        (7, "110105", BY_MATTER),
        (8, "110112", BY_AREA),
        (8, "110105", GENERAL),
    ],
)
def test_the_most_particular_line_holds_the_matter_before_the_place(matter, area, expected):
    lines = [GENERAL, BY_AREA, BY_MATTER, BY_BOTH]
    assert chosen(lines, matter=matter, area_code=area, is_instant=False) == expected
    assert chosen(reversed(lines), matter=matter, area_code=area, is_instant=False) == expected


@pytest.mark.parametrize(("instant", "signatures"), [(True, 1), (False, 2)])
def test_without_a_line_one_signs_what_is_instant_and_two_the_rest(instant, signatures):
    assert chosen([], matter=1, area_code="110000", is_instant=instant).signatures == signatures


@pytest.mark.parametrize(
    ("area", "place", "held"),
    [
        ("", "110112", True),
        ("110000", "110112", True),
        ("110112", "110112003000", True),
        ("110112003000", "110112", False),
        ("110112", "110105", False),
        ("120000", "110112", False),
    ],
)
def test_an_area_holds_what_lies_in_it(area, place, held):
    assert covers(area, place) is held


def a_head(ours, **other):
    department = ours.version.matter.department
    return StaffFactory(**{"hall": ours.hall, "roles": [Role.DEPARTMENT_HEAD], "department": department, **other})


def lay(ours, **other):
    given = {"department": ours.version.matter.department, "signatures": 2, "by": a_head(ours)}
    return authorising.lay_route(**{**given, **other})


def test_a_matter_at_a_place_goes_to_the_department_competent_there(ours):
    elsewhere = DepartmentFactory()
    lay(ours, area_code="110112", competent=elsewhere.code)
    there = ours.accepted(area_code="110112003000")
    here = ours.accepted(area_code="110105")
    assert (there.department, here.department) == (elsewhere, ours.version.matter.department)
    with pytest.raises(ApplicationNotFound):  # and the matter's own department does not see it
        deciding.decide(number=there.number, granted=True, reason="符合", by=ours.approver)
    local = StaffFactory(hall=ours.hall, roles=[Role.APPROVER], department=elsewhere)
    ours.authorise(local, Power.REVIEW, department=elsewhere)
    from applications.verbs.reviewing import review

    assert review(number=there.number, granted=True, opinion="符合", by=local).step == "decide"


def test_the_place_on_the_form_decides_where_the_table_tells_places_apart(ours):
    elsewhere = DepartmentFactory()
    assert areas_asked(ours.version) == []
    lay(ours, area_code="110112", competent=elsewhere.code)
    assert areas_asked(ours.version) == [("110112", "通州区")]
    assert ours.receive(form={"area": "110112", "place": "新华大街1号"}).department == elsewhere
    assert ours.receive(form={"area": "elsewhere"}).department == ours.version.matter.department


def test_a_route_names_who_has_it_first(ours):
    reviewer, decider = ours.colleague(Power.REVIEW), ours.colleague(Power.DECIDE)
    lay(ours, matter_code=ours.version.matter.code, reviewer=reviewer.username, decider=decider.username)
    application = ours.accepted()
    assert (application.step, application.handler) == ("review", reviewer)
    from applications.verbs.reviewing import review

    application = review(number=application.number, granted=True, opinion="符合", by=reviewer)
    assert (application.step, application.handler) == ("decide", decider)
    assert deciding.decide(number=application.number, granted=True, reason="准予", by=decider).handler is None


def test_laying_a_line_again_changes_it_and_what_is_under_way_stays(ours):
    application = ours.accepted()
    first = lay(ours, matter_code=ours.version.matter.code, signatures=2)
    again = lay(ours, matter_code=ours.version.matter.code, signatures=1)
    assert first.pk == again.pk and again.signatures == 1 and again.history.count() == 2
    application.refresh_from_db()
    assert application.step == "decide"
    authorising.drop_route(route_id=again.pk, by=a_head(ours))
    assert not Route.objects.filter(pk=again.pk).exists()
    assert [step.verb for step in steps.steps_of(first)] == ["lay_route", "lay_route", "drop_route"]


def test_only_the_head_lays_routes(ours):
    for other in (
        ours.approver,
        a_head(ours, department=DepartmentFactory()),
    ):
        with pytest.raises(Exception) as refused:
            lay(ours, by=other)
        assert refused.value.status == 403
    with pytest.raises(NotInCharge):
        lay(ours, by=a_head(ours, department=DepartmentFactory()))


def test_a_line_that_would_not_work_is_refused_with_the_reason(ours):
    one = ours.colleague(Power.REVIEW)
    both = ours.colleague()
    matter = ours.version.matter.code
    for wrong, why in (
        ({"allows_bulk": True}, "按事项"),
        ({"decider": one.username}, "没有有效的“决定”授权"),
        ({"reviewer": both.username, "decider": both.username}, "两人"),
        ({"competent": "nowhere"}, "没有这个审批部门"),
    ):
        with pytest.raises(RouteUnfit) as refused:
            lay(ours, **wrong)
        assert why in refused.value.words
    assert lay(ours, matter_code=matter, allows_bulk=True).allows_bulk
    from hall.kernel.errors import NotFound

    with pytest.raises(NotFound):
        lay(ours, matter_code=MatterFactory().code)


# Many at once.


@pytest.fixture
def in_bulk(ours):
    lay(ours, matter_code=ours.version.matter.code, signatures=1, allows_bulk=True)
    return ours


def test_many_are_granted_with_one_opinion_where_the_matter_allows_it(in_bulk):
    numbers = [in_bulk.accepted().number for _ in range(3)]
    outcomes = bulk.decide_many(numbers=[*numbers, numbers[0]], reason="经审查，符合条件，准予", by=in_bulk.approver)
    assert [(one.number, one.done) for one in outcomes] == [(number, True) for number in numbers]


def test_of_many_one_that_cannot_be_granted_says_why_and_stops_no_other(in_bulk):
    first, second = in_bulk.just_decided(), in_bulk.accepted()
    outcomes = bulk.decide_many(numbers=[first.number, second.number], reason="准予", by=in_bulk.approver)
    assert [one.done for one in outcomes] == [False, True]
    assert in_bulk.approver.name in outcomes[0].words


def test_twenty_at_most_and_none_of_a_matter_that_is_decided_one_by_one(in_bulk, on_a_working_day):
    with pytest.raises(TooManyAtOnce):
        bulk.decide_many(numbers=[f"BJ260921-{n:05d}-0" for n in range(21)], reason="准予", by=in_bulk.approver)
    with pytest.raises(NothingChosen):
        bulk.decide_many(numbers=[], reason="准予", by=in_bulk.approver)
    good = in_bulk.accepted()
    Route.objects.filter(matter=in_bulk.version.matter).update(allows_bulk=False)
    with pytest.raises(NotInBulk):
        bulk.decide_many(numbers=[good.number], reason="准予", by=in_bulk.approver)
    good.refresh_from_db()
    assert good.state == "accepted"
    stranger = people().approver
    with pytest.raises(ApplicationNotFound):
        bulk.decide_many(numbers=[good.number], reason="准予", by=stranger)
