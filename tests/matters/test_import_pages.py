"""The editors' pages and the API of catalogue files."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook
from rest_framework.test import APIClient

from hall.permissions import system_person
from hall.roles import Role
from matters.models import CatalogueImport, Matter
from matters.verbs.checking_imports import check_import, publish_import
from tests.factories import DepartmentFactory, StaffFactory, a_published_matter
from tests.matters.lines import CREDIT_CODE, a_line
from tests.matters.tables import csv_pair, rows_of, with_cell, workbook, xlsx

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def place(settings, tmp_path, told):
    settings.MEDIA_ROOT = tmp_path / "media"
    return DepartmentFactory(code="scjgj", short_name="市市场监管局", credit_code=CREDIT_CODE)


def someone(*roles):
    return StaffFactory(roles=list(roles))


@pytest.fixture
def editor():
    return someone(Role.CATALOGUE_EDITOR)


@pytest.fixture
def reviewer():
    return someone(Role.CATALOGUE_REVIEWER)


def a_workbook(tmp_path, *lines):
    return SimpleUploadedFile("目录.xlsx", xlsx(tmp_path, workbook(*rows_of(*lines))).read_bytes())


def work():
    """What the worker would do now."""
    for row in CatalogueImport.objects.all():
        check_import(import_id=row.pk, by=system_person("import"))
        publish_import(import_id=row.pk, by=system_person("import"))
    return CatalogueImport.objects.order_by("pk").last()


def page(client, row):
    return client.get(reverse("catalogue-import", args=[row.pk])).content.decode()


def act(client, row, verb, **data):
    return client.post(reverse("catalogue-import-act", args=[row.pk, verb]), data)


def test_upload_progress_errors_correction_approval_and_the_public_page(client, tmp_path, editor, reviewer):
    client.force_login(editor)
    matters, materials = rows_of(a_line(1), a_line(2))
    wrong = csv_pair(tmp_path, with_cell(matters, "事项", 2, "承诺办结时限", "30"), materials, encoding="gb18030")
    files = {
        name: SimpleUploadedFile(path.name, path.read_bytes())
        for name, path in zip(("file", "materials"), wrong, strict=True)
    }
    answer = client.post(reverse("catalogue-imports"), files)
    assert answer.status_code == 303
    waiting = client.get(answer.headers["Location"]).content.decode()
    assert "等待检查" in waiting and 'hx-trigger="every 1s"' in waiting and 'http-equiv="refresh"' in waiting
    told = page(client, work())
    assert "有 1 处需要更正" in told and "事项表第 2 行“承诺办结时限”" in told and "承诺时限长于法定时限" in told
    client.post(reverse("catalogue-imports"), {"file": a_workbook(tmp_path, a_line(1), a_line(2))})
    row = work()
    assert "检查通过，还没有发布" in page(client, row) and "新的事项" in page(client, row)
    assert act(client, row, "propose").status_code == 303
    assert "批准并发布" not in page(client, row)
    assert act(client, row, "approve").status_code == 403
    client.force_login(reviewer)
    assert "审核通过" in page(client, row)
    assert act(client, row, "approve").status_code == 303
    assert "批准并发布" not in page(client, row) and act(client, row, "release").status_code == 403
    client.force_login(someone(Role.CATALOGUE_PUBLISHER))
    assert "批准并发布" in page(client, row)
    assert act(client, row, "release").status_code == 303
    assert "正在发布" in page(client, row)
    assert "已发布" in page(client, work())
    assert client.get(reverse("matter", args=[a_line(1)["implementation_code"]])).status_code == 200


def test_a_reviewer_refuses_with_words_that_the_editor_reads(client, tmp_path, editor, reviewer):
    client.force_login(editor)
    client.post(reverse("catalogue-imports"), {"file": a_workbook(tmp_path, a_line(1))})
    row = work()
    assert "生效日期已经过去" in act(client, row, "propose", takes_effect="2020-01-01").content.decode()
    act(client, row, "propose")
    client.force_login(reviewer)
    assert "请填写不予批准的理由" in act(client, row, "refuse", reason=" ").content.decode()
    act(client, row, "refuse", reason="请先与消防核对")
    client.force_login(editor)
    assert "请先与消防核对" in page(client, row)
    assert Matter.objects.count() == 0


def test_the_wrong_people_and_wrong_files_are_turned_away(client, tmp_path, editor):
    client.force_login(someone(Role.WINDOW_CLERK))
    assert client.get(reverse("catalogue-imports")).status_code == 403
    client.force_login(someone(Role.AUDITOR))
    assert "上传并检查" not in client.get(reverse("catalogue-imports")).content.decode()
    assert client.post(reverse("catalogue-imports"), {"file": a_workbook(tmp_path)}).status_code == 422
    client.force_login(editor)
    assert client.get(reverse("catalogue-import", args=[999])).status_code == 404
    assert act(client, CatalogueImport(pk=999), "propose").status_code == 404
    empty = client.post(reverse("catalogue-imports"), {"file": SimpleUploadedFile("a.xlsx", b"")})
    assert empty.status_code == 422 and "文件" in empty.content.decode()
    half = client.post(reverse("catalogue-imports"), {"file": SimpleUploadedFile("a.csv", b"x,y")})
    assert half.status_code == 422 and "CSV 要两个文件" in half.content.decode()
    assert CatalogueImport.objects.count() == 0


def test_problems_and_changes_can_be_taken_away_as_tables_without_formulae(client, tmp_path, editor):
    client.force_login(editor)
    client.post(
        reverse("catalogue-imports"), {"file": a_workbook(tmp_path, a_line(1, promised_limit=99, name="=cmd|x"))}
    )
    row = work()
    table = client.get(reverse("catalogue-import-problems", args=[row.pk])).content.decode("utf-8-sig")
    assert "承诺办结时限,99" in table and "\n=cmd" not in table
    client.post(reverse("catalogue-imports"), {"file": a_workbook(tmp_path, a_line(1, name="=食品"))})
    row = work()
    assert ",'=食品" in client.get(reverse("catalogue-import-changes", args=[row.pk])).content.decode("utf-8-sig")


def test_template_export_and_the_manual_are_there_for_staff(client, editor):
    assert client.get(reverse("catalogue-template")).status_code == 302
    client.force_login(editor)
    book = load_workbook(io.BytesIO(b"".join(client.get(reverse("catalogue-template")).streaming_content)))
    assert book.sheetnames == ["事项", "材料", "填写说明"]
    assert book["事项"]["A1"].value == "基本编码(catalog_code)"
    assert "国家交换库字段名" in client.get(reverse("catalogue-file-format")).content.decode()
    for name, args in (("catalogue-template-csv", ["matters"]), ("catalogue-export-csv", ["materials"])):
        text = b"".join(client.get(reverse(name, args=args)).streaming_content).decode("utf-8-sig")
        assert text.startswith(("基本编码(", "事项编码("))
    assert client.get(reverse("catalogue-export-csv", args=["nothing"])).status_code == 404
    assert client.get(reverse("catalogue-export")).status_code == 200


def test_the_list_and_one_import_take_a_fixed_number_of_statements(
    client, tmp_path, editor, django_assert_max_num_queries
):
    client.force_login(editor)
    for _ in range(3):
        client.post(reverse("catalogue-imports"), {"file": a_workbook(tmp_path, a_line(1), a_line(2))})
    row = work()
    with django_assert_max_num_queries(6):
        client.get(reverse("catalogue-imports"))
    with django_assert_max_num_queries(7):
        page(client, row)


def test_the_api_does_what_the_pages_do(tmp_path, editor, reviewer):
    caller = APIClient()
    caller.force_authenticate(editor)
    answer = caller.post(
        reverse("api-catalogue-imports"), {"file": a_workbook(tmp_path, a_line(1))}, format="multipart"
    )
    assert answer.status_code == 201 and answer.json()["state"] == "uploaded"
    row = work()
    found = caller.get(reverse("api-catalogue-import", args=[row.pk])).json()
    assert (found["state"], found["counts"]["added"]) == ("checked", 1)
    lines = caller.get(reverse("api-catalogue-import-report", args=[row.pk]), {"kind": "added"}).json()
    assert lines["count"] == 1 and lines["results"][0]["code"] == a_line(1)["implementation_code"]
    assert caller.post(reverse("api-catalogue-import-act", args=[row.pk, "propose"]), {}).json()["state"] == "awaiting"
    refused = caller.post(reverse("api-catalogue-import-act", args=[row.pk, "approve"]), {})
    assert refused.status_code == 403
    assert caller.post(reverse("api-catalogue-import-act", args=[row.pk, "explode"]), {}).status_code == 404
    caller.force_authenticate(reviewer)
    assert caller.post(reverse("api-catalogue-import-act", args=[row.pk, "approve"]), {}).json()["state"] == "reviewed"
    caller.force_authenticate(someone(Role.CATALOGUE_PUBLISHER))
    assert caller.post(reverse("api-catalogue-import-act", args=[row.pk, "release"]), {}).json()["state"] == "approved"
    assert work().state == "applied"
    assert caller.get(reverse("api-catalogue-export")).headers["Content-Type"].startswith("application/vnd")


def test_strangers_are_turned_away_from_the_api(tmp_path):
    assert APIClient().get(reverse("api-catalogue-import", args=[1])).status_code == 401
    caller = APIClient()
    caller.force_authenticate(someone(Role.WINDOW_CLERK))
    assert (
        caller.post(reverse("api-catalogue-imports"), {"file": a_workbook(tmp_path)}, format="multipart").status_code
        == 403
    )


def test_the_export_can_be_narrowed_as_the_list_is(client, editor):
    one, two = a_published_matter(), a_published_matter(matter__name="排污许可证核发")
    client.force_login(editor)

    def codes(**asked):
        answer = client.get(reverse("catalogue-export"), asked)
        sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))["事项"]
        return {row[1] for row in sheet.iter_rows(min_row=2, values_only=True)}

    assert codes() == {one.matter.implementation_code, two.matter.implementation_code}
    assert codes(department=one.matter.department.code) == {one.matter.implementation_code}
    assert codes(q="排污许可证") == {two.matter.implementation_code}
    assert codes(department="nobody") == set()
