"""Tasks of applications: thin, safe to run twice."""

import time

from celery import shared_task

from applications.queries.alerting import to_warn
from applications.queries.due import (
    badly_placed,
    correction_overdue,
    late_overdue,
    notice_overdue,
    to_archive,
    to_recount,
    to_release,
)
from applications.queries.making import to_make
from applications.verbs.absences import stand_in
from applications.verbs.alerting import warn
from applications.verbs.ending import archive, end_late
from applications.verbs.guessing import forget_old_tries
from applications.verbs.making import alone, make_file
from applications.verbs.paper_sweeps import expire_stays, remind_all
from applications.verbs.recounting import begin_recount, carry_on
from applications.verbs.releasing import release
from applications.verbs.sweeping import deem_accepted, deem_withdrawn, each
from hall.permissions import system_person

# Papers are drawn for seconds and by one process, so that the others stay free for calls and messages.
MAKE_FOR_SECONDS = 4


@shared_task
def sweep_deadlines() -> None:
    """Deemed acceptances, overdue corrections, 容缺 that did not follow, and what goes to the archive."""
    by = system_person("deadlines")
    each(deem_accepted, notice_overdue(), by=by)
    each(deem_withdrawn, correction_overdue(), by=by)
    each(end_late, late_overdue(), by=by)
    each(archive, to_archive(), by=by)
    each(warn, to_warn(), by=by)
    forget_old_tries()


@shared_task
def sweep_signing() -> None:
    """Decisions that nobody took back within ten minutes go out; nothing stays with an absent person."""
    each(release, to_release(), by=system_person("release"))
    each(stand_in, badly_placed(), by=system_person("absences"))


@shared_task
def sweep_papers() -> None:
    """Boxes whose time is over, and reminders of results that nobody fetched."""
    by = system_person("issuing")
    expire_stays(by=by)
    remind_all(by=by)


@shared_task
def make_files() -> int:
    """The sealed files still to be made, one process at a time; what is left finds the next round."""
    until, made = time.monotonic() + MAKE_FOR_SECONDS, 0
    with alone() as is_alone:
        for document_id in to_make() if is_alone else ():
            made += make_file(document_id) is not None
            if time.monotonic() > until:
                break
    return made


@shared_task
def recount_dates(change_id: int) -> None:
    """The working calendar changed: count every open date again."""
    by = system_person("deadlines")
    carry_on(recount_id=begin_recount(change_id=change_id, by=by).pk, by=by)


@shared_task
def sweep_recounts() -> None:
    """Changes of the calendar whose recount was lost, was interrupted, or is still to be checked."""
    for change_id in to_recount():
        recount_dates(change_id)
