"""Open figures: one set of formulas for page, public page, Excel and API; nobody is found out from them."""

from datetime import datetime, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from applications.months import Month
from complaints.models import Rectification
from complaints.periods import settled_months
from complaints.queries.figures import FIGURES, WHICH, figures_of
from complaints.rating_tokens import token_for
from complaints.small_groups import hidden
from complaints.verbs import rating_appeals as appeals
from complaints.verbs import rectifying as do
from complaints.verbs.ratings import invite, rate
from hall.kernel import clock
from hall.permissions import system_person
from hall.roles import Role
from tests.complaints.services import a_service
from tests.factories import StaffFactory, WindowFactory

pytestmark = pytest.mark.django_db
SEPTEMBER = Month(datetime(2026, 9, 1).date())
MOMENT = datetime(2026, 9, 21, 10, 0, tzinfo=clock.BEIJING)
WORDS = "已向办事人说明情况并道歉"


@pytest.fixture
def window():
    return WindowFactory(code="07")


def rated(window, *levels):
    """Services at this window in September; an empty level is not rated."""
    services = []
    with clock.frozen(MOMENT):
        for level in levels:
            service = a_service(window)
            invite(service_id=service.pk)
            if level:
                rate(token=token_for(service.pk), level=level, channel="pad", by=system_person("public"))
            services.append(service)
    return services


def by_key(figures):
    return {figure.key: (figure.count, figure.of, figure.percent) for figure in figures.figures}


def test_the_rates_follow_their_formulas(window):
    rated(window, "very_satisfied", "satisfied", "basically_satisfied", "dissatisfied", "very_dissatisfied", "", "", "")
    found = by_key(figures_of(window.hall, SEPTEMBER))
    assert found["rating_rate"] == (5, 8, 62.5)
    assert found["satisfaction"] == (3, 5, 60.0)
    assert found["bad_rate"] == (2, 5, 40.0)
    assert found["mended_rate"] == (0, 2, 0.0)
    assert found["call_back_rate"] == (0, 0, None), "nothing to divide is no zero"


def test_rectification_and_call_backs_count_in_time_and_late(window):
    first, second = rated(window, "dissatisfied", "dissatisfied")
    at = {"hall": window.hall, "by": StaffFactory(hall=window.hall, roles=[Role.HALL_MANAGER])}
    for service, days in ((first, 1), (second, 9)):
        number = Rectification.objects.get(rating__service=service).number
        with clock.frozen(MOMENT + timedelta(days=days)):
            do.contact_rater(number=number, words=WORDS, **at)
            do.rectify(number=number, finding="right", measures=WORDS, **at)
    do.call_back(number=number, outcome="no_opinion", words=WORDS, **at)
    found = by_key(figures_of(window.hall, SEPTEMBER))
    assert found["contact_rate"][:2] == (1, 2)
    assert found["mended_rate"][:2] == (2, 2) and found["in_time_rate"][:2] == (1, 2)
    assert found["call_back_rate"][:2] == (1, 2)


def test_a_rating_leaves_the_score_only_when_its_appeal_is_upheld(window):
    (service, *_) = rated(window, "dissatisfied", "satisfied")
    number = Rectification.objects.get(rating__service=service).number
    manager, supervisor = (
        StaffFactory(hall=window.hall, roles=[role]) for role in (Role.HALL_MANAGER, Role.SUPERVISOR)
    )
    appeals.lodge_appeal(hall=window.hall, number=number, side="window", reason=WORDS, by=manager)
    assert by_key(figures_of(window.hall, SEPTEMBER))["bad_rate"] == (1, 2, 50.0)
    appeals.decide_appeal(hall=window.hall, number=number, upheld=True, reason=WORDS, by=supervisor)
    found = by_key(figures_of(window.hall, SEPTEMBER))
    assert found["bad_rate"] == (0, 1, 0.0) and found["rating_rate"] == (2, 2, 100.0)


@pytest.mark.parametrize(
    ("sizes", "away"),
    [
        ({"a": 9, "b": 7, "c": 6}, set()),
        ({"a": 9, "b": 7, "c": 4}, {"c", "b"}),
        ({"a": 9, "b": 1, "c": 1}, {"a", "b", "c"}),
        ({"a": 9, "b": 8, "c": 1, "d": 1}, {"b", "c", "d"}),
        ({"a": 9, "b": 3, "c": 3}, {"b", "c"}),
        ({"a": 9, "b": 0}, {"a", "b"}),
        ({"a": 4}, {"a"}),
    ],
)
def test_a_small_group_is_hidden_and_cannot_be_computed_from_the_total(sizes, away):
    assert hidden(sizes) == away
    rest = sum(size for key, size in sizes.items() if key in away)
    assert not away or len(sizes) == len(away) or (len(away) > 1 and rest >= 5)


def test_groups_under_five_show_no_number_anywhere(window, client):
    other = WindowFactory(hall=window.hall, code="08")
    third = WindowFactory(hall=window.hall, code="09")
    rated(window, *["satisfied"] * 9)
    rated(other, *["satisfied"] * 6)
    rated(third, *["dissatisfied"] * 4)
    table = figures_of(window.hall, SEPTEMBER, is_public=True).tables[0]
    shown = {group.name: group.given for group in table.groups}
    assert shown == {"07 号窗口": 9, "08 号窗口": None, "09 号窗口": None}, "08 too, or 09 were 19 − 9 − 6"
    with clock.frozen(datetime(2026, 10, 20, 9, 0, tzinfo=clock.BEIJING)):
        page = client.get(f"/halls/{window.hall.code}/figures/?month=2026-09").content.decode()
    assert "不足 5 件" in page and "07 号窗口" in page


def test_fewer_than_five_ratings_in_all_are_not_public(window, client):
    rated(window, "dissatisfied", "satisfied", "", "", "", "", "")
    found = figures_of(window.hall, SEPTEMBER, is_public=True)
    assert found.is_hidden and not found.tables and not found.levels
    assert {figure.count for figure in found.figures} == {None}
    assert not figures_of(window.hall, SEPTEMBER).is_hidden, "the manager's own page shows them"


def test_levels_of_fewer_than_five_that_count_are_not_public(window):
    *_, service = rated(window, *["satisfied"] * 4, "dissatisfied")
    task = Rectification.objects.get(rating__service=service)
    at = {"hall": window.hall, "number": task.number}
    appeals.lodge_appeal(
        **at, side="window", reason="评错了窗口，请核实", by=StaffFactory(hall=window.hall, roles=[Role.HALL_MANAGER])
    )
    judge = StaffFactory(hall=window.hall, roles=[Role.SUPERVISOR])
    appeals.decide_appeal(**at, upheld=True, reason="核实属实，申诉成立", by=judge)
    assert figures_of(window.hall, SEPTEMBER, is_public=True).levels == []
    assert figures_of(window.hall, SEPTEMBER).levels


def test_a_public_rate_of_fewer_than_five_is_hidden(window):
    rated(window, *["satisfied"] * 6, "dissatisfied")
    found = {figure.key: figure for figure in figures_of(window.hall, SEPTEMBER, is_public=True).figures}
    assert found["satisfaction"].of == 7 and found["mended_rate"].is_hidden


def test_the_public_sees_a_month_only_when_its_figures_stand_still():
    assert settled_months(datetime(2026, 10, 11).date())[0].key == "2026-08"
    assert settled_months(datetime(2026, 10, 12).date())[0].key == "2026-09"


def test_page_excel_and_api_give_the_same_numbers(window, client):
    rated(window, *["very_satisfied"] * 7, "dissatisfied", "", "")
    person = StaffFactory(hall=window.hall, roles=[Role.HALL_MANAGER])
    client.force_login(person)
    with clock.frozen(MOMENT):
        page = client.get("/figures/?month=2026-09").content.decode()
        book = load_workbook(BytesIO(client.get("/figures/excel/?month=2026-09").content))
        api = client.get("/api/v1/figures/?month=2026-09").json()
    sheet = {row[0]: row[1:4] for row in book["指标"].iter_rows(min_row=3, values_only=True)}
    for figure in api["figures"]:
        if figure["of"]:
            assert sheet[figure["label"]] == (figure["percent"], figure["count"], figure["of"])
            assert f">{figure['percent']}%<" in page
    assert sheet["满意率"] == (87.5, 7, 8)


def test_the_public_file_and_api_hide_what_the_public_page_hides(window, client):
    rated(window, *["satisfied"] * 6)
    rated(WindowFactory(hall=window.hall, code="08"), *["dissatisfied"] * 2)
    with clock.frozen(datetime(2026, 10, 20, 9, 0, tzinfo=clock.BEIJING)):
        book = load_workbook(BytesIO(client.get(f"/halls/{window.hall.code}/figures/excel/").content))
        api = client.get(f"/api/v1/halls/{window.hall.code}/figures/").json()
    assert {group["given"] for group in api["tables"][0]["groups"]} == {None}
    assert {row[1] for row in book["按窗口"].iter_rows(min_row=2, values_only=True)} == {"不足5件，不公开"}


@pytest.mark.parametrize("which", WHICH)
def test_each_number_has_the_list_behind_it_without_who_rated(window, client, which):
    services = rated(window, "satisfied", "dissatisfied", "")
    client.force_login(StaffFactory(hall=window.hall, roles=[Role.SUPERVISOR]))
    figures = figures_of(window.hall, SEPTEMBER)
    counts = {
        name: n for figure in figures.figures for name, n in ((figure.part, figure.count), (figure.whole, figure.of))
    }
    with clock.frozen(MOMENT):
        page = client.get(f"/figures/{which}/?month=2026-09").content.decode()
    if which in counts:
        assert f"共 {counts[which]} 件" in page
    for service in services:
        assert service.ticket.party.name not in page and service.ticket.number not in page


def test_a_manager_who_also_serves_does_not_see_ratings_of_their_own_services(window, client):
    (service,) = rated(window, "dissatisfied")
    service.clerk.roles = [Role.HALL_MANAGER]
    service.clerk.save()
    client.force_login(service.clerk)
    with clock.frozen(MOMENT):
        assert "共 0 件" in client.get("/figures/bad/?month=2026-09").content.decode()


def test_a_formula_in_words_stays_text(window):
    from complaints.figure_files import plain

    assert plain("=HYPERLINK(1)") == "'=HYPERLINK(1)" and plain("满意") == "满意" and plain(5) == 5


def test_the_figures_take_the_same_statements_however_many_ratings(window, django_assert_max_num_queries):
    rated(window, *["satisfied"] * 3)
    with django_assert_max_num_queries(11):
        figures_of(window.hall, SEPTEMBER)
    assert len(FIGURES) == 8
