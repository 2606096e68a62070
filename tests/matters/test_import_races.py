"""Two imports at once: one after the other, and never half of each."""

import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from hall.permissions import system_person
from hall.roles import Role
from matters.models import CatalogueImport, MatterVersion
from matters.verbs import catalogue_imports as verbs
from matters.verbs.checking_imports import check_import, publish_import
from tests.factories import DepartmentFactory, StaffFactory
from tests.matters.lines import CREDIT_CODE, a_line
from tests.matters.tables import rows_of, workbook, xlsx


def at_once(*acts):
    """Run the acts in threads of their own, together."""
    start = threading.Barrier(len(acts))

    def run(act):
        try:
            start.wait(10)
            act()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)


@pytest.mark.django_db(transaction=True)
def test_of_two_imports_published_at_once_one_is_applied_and_one_is_told_why(settings, tmp_path, told):
    settings.MEDIA_ROOT = tmp_path / "media"
    DepartmentFactory(code="scjgj", short_name="市市场监管局", credit_code=CREDIT_CODE)
    editor, reviewer = StaffFactory(roles=[Role.CATALOGUE_EDITOR]), StaffFactory(roles=[Role.CATALOGUE_REVIEWER])
    releaser, worker = StaffFactory(roles=[Role.CATALOGUE_PUBLISHER]), system_person("import")

    def approved(*lines):
        content = xlsx(tmp_path, workbook(*rows_of(*lines))).read_bytes()
        row = verbs.upload(file=SimpleUploadedFile("a.xlsx", content), by=editor)
        check_import(import_id=row.pk, by=worker)
        verbs.propose(import_id=row.pk, by=editor)
        verbs.approve(import_id=row.pk, by=reviewer)
        return verbs.release(import_id=row.pk, by=releaser).pk

    publish_import(import_id=approved(a_line(1), a_line(2)), by=worker)
    ids = [
        approved(a_line(1, promised_limit=5), a_line(2)),
        approved(a_line(1, promised_limit=4), a_line(2, promised_limit=4)),
    ]
    at_once(*(lambda pk=pk: publish_import(import_id=pk, by=worker) for pk in ids))
    states = dict(CatalogueImport.objects.filter(pk__in=ids).values_list("pk", "state"))
    assert sorted(states.values()) == ["applied", "failed"]
    expected = {ids[0]: [5, 7], ids[1]: [4, 4]}[next(pk for pk, state in states.items() if state == "applied")]
    standing = MatterVersion.objects.filter(state="published").order_by("matter__code")
    assert [version.promised_limit for version in standing] == expected


@pytest.mark.django_db(transaction=True)
def test_the_same_import_taken_up_by_two_workers_is_published_once(settings, tmp_path, told):
    settings.MEDIA_ROOT = tmp_path / "media"
    DepartmentFactory(code="scjgj", short_name="市市场监管局", credit_code=CREDIT_CODE)
    editor, reviewer = StaffFactory(roles=[Role.CATALOGUE_EDITOR]), StaffFactory(roles=[Role.CATALOGUE_REVIEWER])
    releaser, worker = StaffFactory(roles=[Role.CATALOGUE_PUBLISHER]), system_person("import")
    content = xlsx(tmp_path, workbook(*rows_of(a_line(1)))).read_bytes()
    row = verbs.upload(file=SimpleUploadedFile("a.xlsx", content), by=editor)
    at_once(*(lambda: check_import(import_id=row.pk, by=worker) for _ in range(2)))
    verbs.propose(import_id=row.pk, by=editor)
    verbs.approve(import_id=row.pk, by=reviewer)
    verbs.release(import_id=row.pk, by=releaser)
    at_once(*(lambda: publish_import(import_id=row.pk, by=worker) for _ in range(2)))
    assert CatalogueImport.objects.get().state == "applied"
    assert MatterVersion.objects.count() == 1
