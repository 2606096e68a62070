"""The catalogue's figures: counted rightly, and the same on the page, in the workbook and over the API."""

import io
import re

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from openpyxl import load_workbook

from hall.kernel.errors import NotPermitted
from hall.permissions import system_person
from hall.roles import Role
from matters.measures import MEASURES, in_working_days
from matters.models import Baseline, BaselineLine
from matters.queries.figures import figures
from matters.verbs.baselines import BASELINE_CSV, load_baseline
from tests.factories import DepartmentFactory, MaterialFactory, MatterFactory, StaffFactory, VersionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def catalogue():
    """Two departments: one with two matters that have a base, one with a matter that has none."""
    first, second = DepartmentFactory(short_name="市甲局"), DepartmentFactory(short_name="市乙局")
    one = VersionFactory(
        matter=MatterFactory(department=first), visits=1, online_depth="3", promised_limit=5, statutory_limit=20
    )
    two = VersionFactory(
        matter=MatterFactory(department=first, is_one_window=False), visits=0, online_depth="4", promised_limit=10,
        promised_unit="working_day", statutory_limit=1, statutory_unit="month",
    )  # fmt: skip
    three = VersionFactory(
        matter=MatterFactory(department=second, is_stationed=False, is_one_window=False), visits=2, online_depth="1",
        statutory_limit=None, statutory_unit="none",
    )  # fmt: skip
    for version, numbers in ((one, 3), (two, 1), (three, 2)):
        for order in range(numbers):
            MaterialFactory(version=version, order=order + 1)
    MaterialFactory(version=one, order=9, shared_licence="营业执照")
    base = Baseline.objects.create(
        name="演示",
        day="2017-12-31",
        source="演示",
        loaded_by=system_person("import"),
        loaded_at="2026-01-01T00:00:00+08:00",
    )
    BaselineLine.objects.create(baseline=base, code=one.matter.code, materials=8, visits=3)
    BaselineLine.objects.create(baseline=base, code=two.matter.code, materials=2, visits=2)
    return one, two, three


def test_materials_visits_shares_and_limits_are_counted_by_department_and_in_all(catalogue):
    found = figures()
    everything = {measure.key: value for measure, value in zip(MEASURES, found.all.values, strict=True)}
    assert everything | {} == {
        "matters": 3, "listed": 7, "asked": 6, "base_asked": 10, "cut": 60.0, "visits": 1.0, "base_visits": 2.5,
        "at_most_one_visit": 66.7, "stationed": 66.7, "one_window": 33.3, "wholly_online": 33.3, "depth_1": 1,
        "depth_2": 0, "depth_3": 1, "depth_4": 1, "statutory": 20.71, "promised": 7.5, "limit_cut": 63.8,
    }  # fmt: skip
    first, second = sorted(found.departments, key=lambda line: -line.value("matters"))
    assert (first.name, first.value("cut"), first.value("one_window")) == ("市甲局", 60.0, 50.0)
    assert (second.value("cut"), second.value("limit_cut"), second.value("stationed")) == (None, None, 0.0)


def test_page_workbook_and_api_say_the_same(client, catalogue):
    told = figures()
    api = client.get(reverse("api-catalogue-figures")).json()
    book = load_workbook(io.BytesIO(b"".join(client.get(reverse("catalogue-figures-workbook")).streaming_content)))
    rows = list(book["统计"].iter_rows(min_row=2, values_only=True))
    page = client.get(reverse("catalogue-figures")).content.decode()
    table = page[page.index('class="table-plain figures"') :]
    for line, answer, row in zip((told.all, *told.departments), (api["all"], *api["departments"]), rows, strict=True):
        assert list(answer["values"].values()) == list(line.values) == list(row[1:])
        start = table.index(line.name)
        cells = re.findall(r"<td>(.*?)</td>", table[start : table.index("</tr>", start)])
        assert cells == ["—" if value is None else str(value) for value in line.values]


def test_the_figures_take_a_fixed_number_of_statements(client, catalogue, django_assert_num_queries):
    with django_assert_num_queries(5):
        figures()
    with django_assert_num_queries(5):
        client.get(reverse("catalogue-figures"))


def test_the_plot_can_be_chosen_without_script_and_nonsense_shows_the_first(client, catalogue):
    def head(chart):
        page = client.get(reverse("catalogue-figures"), {"chart": chart}).content.decode()
        return re.search(r'id="chart-head">(.*?)</h2>', page)[1]

    assert "一窗受理" in head("one_window")
    assert "材料压减" in head("nonsense")
    fragment = client.get(
        reverse("catalogue-figures"), {"chart": "visits"}, headers={"HX-Request": "true"}
    ).content.decode()
    assert fragment.lstrip().startswith("<section") and "<svg" in fragment and "style=" not in fragment


def test_an_empty_catalogue_has_a_page_without_figures(client):
    answer = client.get(reverse("catalogue-figures"))
    assert answer.status_code == 200 and "还没有基期数据" in answer.content.decode()


def test_limits_of_different_units_are_added_as_working_days():
    assert in_working_days(1, "month") == pytest.approx(21.43, abs=0.01)
    assert in_working_days(7, "natural_day") == 5
    assert in_working_days(16, "hour") == 2
    assert in_working_days(None, "none") is None


def test_the_base_is_loaded_once_as_a_version_and_says_that_it_is_a_demonstration(capsys):
    call_command("load_baseline")
    call_command("load_baseline")
    base = Baseline.objects.get()
    assert base.is_demonstration and "演示" in base.name and base.lines.count() == 1121
    assert "1121 个事项" in capsys.readouterr().out


def test_a_newer_base_counts_from_then_on(tmp_path):
    load_baseline(by=system_person("import"))
    path = tmp_path / "next.csv"
    path.write_text(BASELINE_CSV.read_text(encoding="utf-8").replace("第 1 版", "第 2 版"), encoding="utf-8")
    call_command("load_baseline", path)
    assert "第 2 版" in figures().baseline.name and Baseline.objects.count() == 2


def test_a_broken_base_file_and_the_wrong_person_change_nothing(tmp_path):
    path = tmp_path / "broken.csv"
    for text in ("code,materials,visits\n", BASELINE_CSV.read_text(encoding="utf-8")[:-9] + "x\n"):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(CommandError, match="没有载入"):
            call_command("load_baseline", path)
    with pytest.raises(NotPermitted):
        load_baseline(by=StaffFactory(roles=[Role.WINDOW_CLERK]))
    assert Baseline.objects.count() == 0
