"""Scans: honest ones are kept without metadata, the others are refused in words, and only the entitled open them."""

import pytest
from django.urls import reverse

from applications.errors import ApplicationNotFound, FileRefused
from applications.models import MaterialFile
from applications.verbs.files import Upload, add_file, remove_file
from hall.kernel.errors import NotPermitted, StateConflict
from hall.roles import Role
from tests.factories import DepartmentFactory, StaffFactory
from tests.factories.scans import pdf, picture


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def attach(ours, application, data=None, **other):
    material = ours.version.materials.first()
    given = {"hall": ours.hall, "number": application.number, "material_id": material.pk, "by": ours.clerk}
    return add_file(upload=Upload("平面图.jpg", data or picture()), **{**given, **other})


def test_a_scan_is_kept_under_a_random_name_and_the_same_one_only_once(ours, tmp_path):
    application = ours.receive()
    row = attach(ours, application)
    assert attach(ours, application).pk == row.pk
    assert "平面图" not in row.file.name and (tmp_path / row.file.name).exists()
    assert len(row.sha256) == 64


def test_scans_are_added_by_the_halls_clerks_to_open_applications_only(ours):
    application = ours.receive()
    with pytest.raises(NotPermitted):
        attach(ours, application, by=ours.approver)
    with pytest.raises(ApplicationNotFound):
        attach(ours, application, material_id=0)
    with pytest.raises(StateConflict):
        attach(ours, ours.decided())


def test_there_is_an_end_to_the_files_of_a_material(ours, monkeypatch):
    monkeypatch.setattr("applications.verbs.files.MAX_FILES", 2)
    application = ours.receive()
    for n in range(2):
        attach(ours, application, picture("PNG", (n + 1, 1)))
    with pytest.raises(FileRefused):
        attach(ours, application, picture("PNG", (99, 1)))


def test_a_wrong_scan_can_be_taken_away_before_acceptance(ours, tmp_path, django_capture_on_commit_callbacks):
    application = ours.receive()
    row = attach(ours, application)
    with django_capture_on_commit_callbacks(execute=True):
        remove_file(hall=ours.hall, number=application.number, file_id=row.pk, by=ours.clerk)
    assert not MaterialFile.objects.exists() and not (tmp_path / row.file.name).exists()


def test_the_department_opens_a_scan_and_others_get_nothing(ours, client):
    application = ours.accepted()
    row = attach(ours, application)
    address = reverse("material-file", args=[application.number, row.pk])
    client.force_login(ours.approver)
    answer = client.get(address)
    assert answer.status_code == 200 and answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff" and "sandbox" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Disposition"].startswith("inline")
    client.force_login(StaffFactory(hall=ours.hall, roles=[Role.APPROVER], department=DepartmentFactory()))
    assert client.get(address).status_code == 404
    client.force_login(StaffFactory(hall=ours.hall, roles=[Role.CATALOGUE_EDITOR]))
    assert client.get(address).status_code == 403
    client.logout()
    assert client.get(address).status_code == 302


def test_a_pdf_is_downloaded_and_never_run(ours, client):
    application = ours.receive()
    row = attach(ours, application, pdf())
    client.force_login(ours.clerk)
    answer = client.get(reverse("material-file", args=[application.number, row.pk]))
    assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
    assert answer["Content-Type"] == "application/pdf"
