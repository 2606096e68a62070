"""A catalogue file goes through three people, who are told when it would go back to an earlier text."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from hall.kernel.errors import NotPermitted
from hall.permissions import system_person
from hall.roles import Role
from matters.errors import ApproverIsUploader
from matters.models import CatalogueImport
from matters.queries.imports import acts, report
from matters.verbs import catalogue_imports as verbs
from matters.verbs.checking_imports import check_import, publish_import
from tests.factories import DepartmentFactory, StaffFactory
from tests.matters.lines import CREDIT_CODE, a_line
from tests.matters.tables import rows_of, workbook, xlsx

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(settings, tmp_path, told):
    """Editor, reviewer and publisher."""
    settings.MEDIA_ROOT = tmp_path / "media"
    DepartmentFactory(code="scjgj", short_name="市市场监管局", credit_code=CREDIT_CODE)
    roles = (Role.CATALOGUE_EDITOR, Role.CATALOGUE_REVIEWER, Role.CATALOGUE_PUBLISHER)
    return [StaffFactory(roles=[role], department=None) for role in roles]


@pytest.fixture
def bring(tmp_path, people):
    def bring(*lines):
        content = xlsx(tmp_path, workbook(*rows_of(*lines))).read_bytes()
        row = verbs.upload(file=SimpleUploadedFile("目录.xlsx", content), by=people[0])
        return check_import(import_id=row.pk, by=system_person("import"))

    return bring


@pytest.fixture
def publish(people):
    def publish(row):
        for act, person in zip((verbs.propose, verbs.approve, verbs.release), people, strict=True):
            act(import_id=row.pk, by=person)
        return publish_import(import_id=row.pk, by=system_person("import"))

    return publish


def test_drafter_reviewer_and_publisher_of_a_file_are_three_people(bring, people):
    editor, _reviewer, releaser = people
    both = StaffFactory(roles=[Role.CATALOGUE_REVIEWER, Role.CATALOGUE_PUBLISHER])
    row = bring(a_line(1))
    verbs.propose(import_id=row.pk, by=editor)
    with pytest.raises(NotPermitted):
        verbs.approve(import_id=row.pk, by=releaser)
    row = verbs.approve(import_id=row.pk, by=both)
    assert row.state == "reviewed" and acts(row, both) == [] and acts(row, releaser) == ["release", "refuse"]
    with pytest.raises(ApproverIsUploader):
        verbs.release(import_id=row.pk, by=both)
    with pytest.raises(IntegrityError), transaction.atomic():
        CatalogueImport.objects.update(released_by=both)
    assert verbs.refuse(import_id=row.pk, reason="等部门会签", by=releaser).state == "refused"


def test_the_report_says_when_a_line_goes_back_to_an_earlier_text(bring, publish):
    publish(bring(a_line(1)))
    publish(bring(a_line(1, promised_limit=5)))
    words = report(bring(a_line(1)), "changed").get().differences
    assert words[0].startswith("回到第 1 版的内容") and "7 个工作日" in "".join(words[1:])
    assert not report(bring(a_line(1, promised_limit=4)), "changed").get().differences[0].startswith("回到")
