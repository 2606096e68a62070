"""A catalogue file on its way: checked first, approved by another person, published whole or not at all."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from hall.kernel import clock
from hall.kernel.errors import NotPermitted, StateConflict
from hall.models import Step
from hall.permissions import system_person
from hall.roles import Role
from matters.errors import ApproverIsUploader, FileNotTaken, LinesOfOthers, NothingToPublish, ReasonMissing
from matters.events import CatalogueFileUploaded, CatalogueImportApproved
from matters.models import CatalogueImport, Matter, MatterVersion
from matters.queries.catalogue import matter_by_code, tick_list, version_in_force
from matters.queries.imports import acts, counts, report, waiting_for_check, waiting_for_publishing
from matters.verbs import catalogue_imports as verbs
from matters.verbs.checking_imports import check_import, publish_import
from matters.verbs.versions import pause
from tests.factories import DepartmentFactory, StaffFactory
from tests.matters.lines import CREDIT_CODE, MATERIAL, a_line
from tests.matters.tables import csv_pair, rows_of, with_cell, workbook, xlsx

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def place(settings, tmp_path, told):
    settings.MEDIA_ROOT = tmp_path / "media"
    return DepartmentFactory(code="scjgj", short_name="市市场监管局", credit_code=CREDIT_CODE)


@pytest.fixture
def editor():
    return StaffFactory(roles=[Role.CATALOGUE_EDITOR])


@pytest.fixture
def reviewer():
    return StaffFactory(roles=[Role.CATALOGUE_REVIEWER, Role.CATALOGUE_EDITOR])


@pytest.fixture
def releaser():
    return StaffFactory(roles=[Role.CATALOGUE_PUBLISHER])


@pytest.fixture
def bring(tmp_path, editor):
    """Upload and check a workbook of these lines."""

    def bring(*lines, by=editor):
        path = xlsx(tmp_path, workbook(*rows_of(*lines)))
        row = verbs.upload(file=SimpleUploadedFile("目录.xlsx", path.read_bytes()), by=by)
        return check_import(import_id=row.pk, by=system_person("import"))

    return bring


@pytest.fixture
def publish(editor, reviewer, releaser):
    """Propose, approve and publish."""

    def publish(row, takes_effect=None):
        verbs.propose(import_id=row.pk, takes_effect=takes_effect, by=editor)
        verbs.approve(import_id=row.pk, by=reviewer)
        verbs.release(import_id=row.pk, by=releaser)
        return publish_import(import_id=row.pk, by=system_person("import"))

    return publish


def in_force(serial=1):
    return version_in_force(matter_by_code(a_line(serial)["implementation_code"]))


def everything():
    return (
        Matter.objects.count(),
        MatterVersion.objects.count(),
        Step.objects.filter(subject_type="matters.matterversion").count(),
    )


def test_a_workbook_is_checked_proposed_approved_by_another_and_published(
    bring, publish, reviewer, releaser, told, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        row = bring(a_line(1), a_line(2))
    assert (row.state, row.rows, counts(row)["added"]) == ("checked", 2, 2)
    assert everything() == (0, 0, 0)
    with django_capture_on_commit_callbacks(execute=True):
        row = publish(row)
    assert (row.state, row.decided_by, Matter.objects.count()) == ("applied", reviewer, 2)
    assert [material.name for material in tick_list(in_force())] == ["食品经营许可申请书", "经营场所平面布局图"]
    step = Step.objects.get(subject_type="matters.matterversion", subject_id=in_force().pk)
    assert (step.verb, step.by, step.data["catalogue_import"]) == ("publish", releaser, row.pk)
    assert [type(event) for event in told] == [CatalogueFileUploaded, CatalogueImportApproved]


def test_the_same_file_again_changes_nothing(bring, publish, editor):
    publish(bring(a_line(1), a_line(2)))
    before = everything()
    row = bring(a_line(1), a_line(2))
    assert (row.state, row.unchanged, sum(counts(row).values())) == ("checked", 2, 0)
    with pytest.raises(NothingToPublish):
        verbs.propose(import_id=row.pk, by=editor)
    assert everything() == before


def test_the_report_tells_what_is_new_what_changed_and_what_is_missing(bring, publish):
    publish(bring(a_line(1), a_line(2), a_line(3)))
    materials = [MATERIAL, {**MATERIAL, "name": "消防安全承诺书"}]
    row = bring(a_line(1, promised_limit=5, materials=materials), a_line(2, aliases=["开餐馆"]), a_line(4))
    assert counts(row) == {"added": 1, "changed": 1, "described": 1, "missing": 1}
    changed = report(row, "changed").get()
    words = "\n".join(changed.differences)
    assert "承诺办结时限：7 个工作日 → 5 个工作日" in words
    assert "增加材料“消防安全承诺书”" in words and "删去材料“经营场所平面布局图”" in words
    assert report(row, "described").get().differences == ["通俗说法：开饭店 → 开餐馆"]
    assert report(row, "missing").get().code == a_line(3)["implementation_code"]


def test_a_changed_line_becomes_the_next_version_and_what_it_does_not_say_stays(bring, publish):
    publish(bring(a_line(1, place="通州区留庄路 1 号", hours="9:00-17:00")))
    publish(bring(a_line(1, promised_limit=3)))
    old, new = MatterVersion.objects.order_by("number")
    assert (old.state, new.state, new.promised_limit, new.place) == ("replaced", "published", 3, "通州区留庄路 1 号")
    assert old.in_force.upper == new.in_force.lower and new.sealed_at is not None


def test_the_new_standard_waits_for_its_day(bring, publish):
    publish(bring(a_line(1)))
    day = clock.today() + timedelta(days=10)
    publish(bring(a_line(1, promised_limit=3)), takes_effect=day)
    assert in_force().promised_limit == 7
    with clock.frozen(clock.now() + timedelta(days=11)):
        assert in_force().promised_limit == 3


def test_a_day_that_has_passed_is_refused(bring, editor):
    row = bring(a_line(1))
    with pytest.raises(FileNotTaken, match="已经过去"):
        verbs.propose(import_id=row.pk, takes_effect=clock.today() - timedelta(days=1), by=editor)


def test_who_uploaded_or_proposed_does_not_approve_and_the_database_holds_it(bring, reviewer):
    row = bring(a_line(1), by=reviewer)
    verbs.propose(import_id=row.pk, by=reviewer)
    with pytest.raises(ApproverIsUploader):
        verbs.approve(import_id=row.pk, by=reviewer)
    assert "approve" not in acts(CatalogueImport.objects.get(), reviewer)
    with pytest.raises(IntegrityError), transaction.atomic():
        CatalogueImport.objects.update(state="approved", decided_by=reviewer)


def test_others_may_neither_upload_nor_approve(bring, editor):
    with pytest.raises(NotPermitted):
        bring(a_line(1), by=StaffFactory(roles=[Role.WINDOW_CLERK]))
    row = bring(a_line(1))
    verbs.propose(import_id=row.pk, by=editor)
    for person in (editor, StaffFactory(roles=[Role.HALL_MANAGER])):
        with pytest.raises(NotPermitted):
            verbs.approve(import_id=row.pk, by=person)


def test_a_refusal_carries_the_reviewers_words_and_changes_nothing(bring, editor, reviewer):
    row = bring(a_line(1))
    verbs.propose(import_id=row.pk, by=editor)
    with pytest.raises(ReasonMissing):
        verbs.refuse(import_id=row.pk, reason=" ", by=reviewer)
    row = verbs.refuse(import_id=row.pk, reason="承诺时限请再核实", by=reviewer)
    assert (row.state, row.decision, everything()) == ("refused", "承诺时限请再核实", (0, 0, 0))
    with pytest.raises(StateConflict):
        verbs.approve(import_id=row.pk, by=reviewer)


def test_a_file_with_one_fault_changes_nothing_and_says_where(tmp_path, editor):
    matters, materials = rows_of(a_line(1), a_line(2))
    paths = csv_pair(tmp_path, with_cell(matters, "事项", 3, "承诺办结时限", "99"), materials, encoding="gb18030")
    files = [SimpleUploadedFile(path.name, path.read_bytes()) for path in paths]
    row = verbs.upload(file=files[0], materials=files[1], by=editor)
    row = check_import(import_id=row.pk, by=system_person("import"))
    assert (row.state, row.problem_count, everything()) == ("faulty", 1, (0, 0, 0))
    assert row.problems[0] | {"todo": ""} == {
        "line": 3, "field": "承诺办结时限", "what": "承诺时限长于法定时限", "todo": "", "sheet": "事项",
        "column": row.problems[0]["column"], "value": "99",
    }  # fmt: skip
    with pytest.raises(StateConflict):
        verbs.propose(import_id=row.pk, by=editor)


def test_a_file_that_cannot_be_read_is_faulty_and_never_a_crash(editor):
    for content in (b"PK\x03\x04broken", b"\x00\x01\x02", "事项名称\n".encode("utf-16")):
        file = SimpleUploadedFile("x.xlsx", content)
        row = check_import(import_id=verbs.upload(file=file, by=editor).pk, by=system_person("import"))
        assert (row.state, row.problem_count) == ("faulty", 1)
        assert row.problems[0]["todo"]


def test_too_large_empty_and_half_files_are_not_taken(editor, monkeypatch):
    with pytest.raises(FileNotTaken, match="空文件"):
        verbs.upload(file=SimpleUploadedFile("a.xlsx", b""), by=editor)
    with pytest.raises(FileNotTaken, match="两个文件"):
        verbs.upload(file=SimpleUploadedFile("a.csv", b"x"), by=editor)
    monkeypatch.setattr(verbs, "MOST_BYTES", 10)
    with pytest.raises(FileNotTaken, match="超过"):
        verbs.upload(file=SimpleUploadedFile("a.xlsx", b"x" * 11), by=editor)
    assert CatalogueImport.objects.count() == 0


def test_two_files_at_once_the_second_is_told_that_the_catalogue_moved_on(bring, publish, editor, reviewer):
    publish(bring(a_line(1)))
    first, second = bring(a_line(1, promised_limit=5)), bring(a_line(1, promised_limit=4))
    assert publish(first).state == "applied"
    late = publish(second)
    assert late.state == "failed" and "又有变化" in late.trouble
    assert in_force().promised_limit == 5
    verbs.recheck(import_id=late.pk, by=editor)
    again = check_import(import_id=late.pk, by=system_person("import"))
    assert report(again).get().differences == ["承诺办结时限：5 个工作日 → 4 个工作日"]
    assert publish(again).state == "applied" and in_force().promised_limit == 4


def test_publishing_twice_does_nothing_the_second_time(bring, publish):
    row = publish(bring(a_line(1)))
    before = everything()
    assert publish_import(import_id=row.pk, by=system_person("import")).state == "applied"
    assert everything() == before


def test_a_catch_all_clause_is_refused_with_its_cell(bring):
    row = bring(a_line(1, conditions=["法律、法规规定的其他条件"]))
    assert row.state == "faulty" and "兜底条款" in row.problems[0]["what"] and row.problems[0]["field"] == "受理条件"


def test_the_report_says_that_a_pause_would_end(bring, publish):
    publish(bring(a_line(1)))
    pause(version_id=in_force().pk, reason="系统升级", by=StaffFactory(roles=[Role.CATALOGUE_PUBLISHER]))
    assert "发布后恢复受理" in report(bring(a_line(1, promised_limit=3))).get().differences[-1]


def test_an_unknown_department_is_told_at_its_cell(bring, place):
    place.credit_code = "1111000000002888XF"
    place.save()
    problem = bring(a_line(1)).problems[0]
    assert problem["field"] == "实施主体编码" and "没有这个统一社会信用代码" in problem["what"]


def test_lost_hints_are_found_by_the_sweeper(bring, editor, reviewer, releaser):
    row = verbs.upload(file=SimpleUploadedFile("a.xlsx", b"PK\x03\x04"), by=editor)
    assert waiting_for_check() == []
    with clock.frozen(clock.now() + timedelta(minutes=1)):
        assert waiting_for_check() == [row.pk]
    row = bring(a_line(1))
    verbs.propose(import_id=row.pk, by=editor)
    verbs.approve(import_id=row.pk, by=reviewer)
    verbs.release(import_id=row.pk, by=releaser)
    with clock.frozen(clock.now() + timedelta(minutes=5)):
        assert waiting_for_publishing() == [row.pk]


def test_a_worker_that_dies_while_checking_is_made_up_for(bring, editor):
    row = verbs.upload(file=SimpleUploadedFile("a.xlsx", b"PK\x03\x04"), by=editor)
    CatalogueImport.objects.filter(pk=row.pk).update(state="checking", started_at=clock.now())
    assert check_import(import_id=row.pk, by=system_person("import")).state == "checking"
    with clock.frozen(clock.now() + timedelta(minutes=11)):
        assert waiting_for_check() == [row.pk]
        assert check_import(import_id=row.pk, by=system_person("import")).state == "faulty"


def test_the_whole_export_comes_back_and_changes_nothing(bring, publish, tmp_path, editor):
    publish(bring(a_line(1, place="通州区", faq=[{"question": "多久？", "answer": "三天"}]), a_line(2)))
    from matters.queries.export import export_xlsx

    path = tmp_path / "export.xlsx"
    with path.open("wb") as target:
        assert export_xlsx(target) == 2
    row = verbs.upload(file=SimpleUploadedFile("export.xlsx", path.read_bytes()), by=editor)
    row = check_import(import_id=row.pk, by=system_person("import"))
    assert (row.state, row.problems, row.unchanged, row.lines.count()) == ("checked", [], 2, 0)


def test_an_editor_of_a_department_hands_in_only_its_own_lines(bring, place):
    own = StaffFactory(roles=[Role.CATALOGUE_EDITOR], department=place)
    other = StaffFactory(roles=[Role.CATALOGUE_EDITOR], department=DepartmentFactory())
    row = bring(a_line(1))
    with pytest.raises(LinesOfOthers) as refused:
        verbs.propose(import_id=row.pk, by=other)
    assert "市市场监管局" in refused.value.words
    assert verbs.propose(import_id=row.pk, by=own).proposed_by == own
