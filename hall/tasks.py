"""Background work of the base app: ids in, one verb out."""

from celery import shared_task

from hall import dispatch, remembering, steps
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
    for claimed_id in claimed:
        send_message.delay(claimed_id)
    return len(claimed)


@shared_task
def send_message(message_id: int) -> None:
    dispatch.send(message_id)


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
