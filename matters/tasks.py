"""Tasks of the catalogue: thin, safe to run twice."""

from celery import shared_task

from hall.permissions import system_person
from matters.queries.imports import waiting_for_check, waiting_for_publishing
from matters.verbs.checking_imports import check_import as check
from matters.verbs.checking_imports import publish_import as publish
from matters.verbs.versions import replace_ended

SOFT, HARD = 540, 600


@shared_task(soft_time_limit=SOFT, time_limit=HARD)
def check_import(import_id: int) -> None:
    """The dry run over an uploaded file."""
    check(import_id=import_id, by=system_person("import"))


@shared_task(soft_time_limit=SOFT, time_limit=HARD)
def publish_import(import_id: int) -> None:
    """An approved file becomes the catalogue."""
    publish(import_id=import_id, by=system_person("import"))


@shared_task
def sweep_imports() -> None:
    """Files whose hint was lost."""
    for import_id in waiting_for_check():
        check_import.delay(import_id)
    for import_id in waiting_for_publishing():
        publish_import.delay(import_id)


@shared_task
def sweep_versions() -> int:
    """Record what the calendar already did: versions whose time is over are replaced."""
    return replace_ended(by=system_person("catalogue"))
