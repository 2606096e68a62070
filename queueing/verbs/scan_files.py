"""The stored files of scans: they go when their row goes, and not before it is certain."""

from django.db import transaction

from queueing.models import IntakeScan, Ticket


def delete_scan(row: IntakeScan) -> None:
    """Delete a scan, its file after commit."""
    stored = row.file
    row.delete()
    transaction.on_commit(lambda: stored.delete(save=False))


def forget_scans(ticket: Ticket) -> None:
    """Delete what was scanned at this visit and not handed in."""
    for row in IntakeScan.objects.of(ticket.hall_id).filter(ticket=ticket):
        delete_scan(row)
