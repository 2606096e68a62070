"""The departments come from a file that can be read again and again."""

from datetime import date

import pytest

from hall.identity import normalised
from hall.models import Department, Step
from hall.queries.departments import name_on
from hall.verbs.departments import Loaded, former_name, load_departments

pytestmark = pytest.mark.django_db

HEAD = "code,short_name,full_name,kind,central_code,credit_code,phone,supervision_phone\n"
ROW = "scjgj,市市场监管局,北京市市场监督管理局,市政府组成部门,31,11110000MB1646878Q,010-82691213,010-82691919\n"


def test_departments_are_loaded_once_and_changes_are_taken_over(tmp_path):
    file = tmp_path / "departments.csv"
    file.write_text(HEAD + ROW, encoding="utf-8-sig")
    assert load_departments(file) == Loaded(added=1)
    assert load_departments(file) == Loaded(unchanged=1)
    file.write_text(HEAD + ROW.replace("82691213", "82691214"), encoding="utf-8")
    assert load_departments(file) == Loaded(changed=1)
    assert Department.objects.get(code="scjgj").phone == "010-82691214"
    assert Step.objects.filter(subject_type="hall.department").count() == 2


def test_a_renamed_department_keeps_the_name_of_the_time(tmp_path):
    file = tmp_path / "departments.csv"
    renamed = ROW.replace("scjgj", "zwfwj").replace("\n", ",北京市政务服务管理局\n")
    file.write_text(HEAD.strip() + ",name_in_2019\n" + renamed, encoding="utf-8")
    load_departments(file)
    load_departments(file)
    department = Department.objects.get(code="zwfwj")
    assert name_on(department, date(2019, 1, 2)) == "北京市政务服务管理局"
    assert name_on(department, date(2026, 9, 21)) == department.full_name
    assert former_name("北京市科学技术委员会；中关村管委会（2021年合署）") == ("北京市科学技术委员会", date(2021, 1, 1))


def test_the_departments_of_the_city_are_whole():
    assert load_departments().added == Department.objects.count() > 50
    for department in Department.objects.all():
        assert normalised("credit_code", department.credit_code) == department.credit_code
