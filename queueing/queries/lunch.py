"""Where the lunch plan leaves a queue without any window."""

from datetime import time

from hall.models import Hall
from queueing.models import LunchBreak, Queue, WindowQueue


def gaps(hall: Hall) -> list[tuple[Queue, time, time]]:
    """Queues all of whose windows (reserve apart) rest at the same time, and when; three statements."""
    lunches = {row.window_id: (row.begins, row.ends) for row in LunchBreak.objects.of(hall)}
    covers = WindowQueue.objects.filter(window__hall=hall, window__in_use=True, window__is_reserve=False)
    windows: dict[int, list[int]] = {}
    for queue_id, window in covers.values_list("queue", "window"):
        windows.setdefault(queue_id, []).append(window)
    found = []
    for queue in Queue.objects.of(hall).order_by("prefix"):
        mine = windows.get(queue.pk, [])
        if mine and all(window in lunches for window in mine):
            begins, ends = max(lunches[window][0] for window in mine), min(lunches[window][1] for window in mine)
            if begins < ends:
                found.append((queue, begins, ends))
    return found
