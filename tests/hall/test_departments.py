"""The departments come from a file that can be read again and again."""

import pytest

from hall.models import Department, Step
from hall.verbs.departments import Loaded, load_departments

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
