"""Background work of the base app: ids in, one verb out."""

from celery import shared_task

from hall import dispatch, remembering, steps, stored_files
from hall.verbs.life import show_life
from hall.verbs.messages import relaying


@shared_task
def canary() -> None:
    """Sent by beat; that it comes back proves that the worker works."""
    show_life("worker")


@shared_task
def relay_messages() -> int:
    """Hand all due messages to the queue."""
    claimed = relaying.relay()
    for batch in dispatch.batches(claimed):
        send_messages.delay(batch)
    return len(claimed)


@shared_task
def send_messages(message_ids: list[int]) -> None:
    """What a slow provider left over goes to the end of the queue, so that it holds up nobody else."""
    if left := dispatch.send_all(message_ids):
        send_messages.delay(left)


@shared_task
def sweep_messages() -> dict[str, int]:
    return dispatch.sweep()


@shared_task
def seal_steps() -> int:
    """Chain the steps of the last seconds."""
    sealed = steps.seal()
    show_life("sealer", f"{sealed}")
    return sealed


@shared_task
def forget_requests() -> int:
    """Answers to repeated requests are kept for a day."""
    return remembering.forget_old()


@shared_task
def sweep_files() -> int:
    """Files without a row, a 256th of all files each minute."""
    return stored_files.sweep(stored_files.turn())
