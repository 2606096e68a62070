"""What happens to a message: queued in the business transaction, relayed, sent, followed up."""

from hall.verbs.messages.queue import queue_message
from hall.verbs.messages.receipts import record_receipt
from hall.verbs.messages.resending import resend
from hall.verbs.messages.retracting import retract

__all__ = ["queue_message", "record_receipt", "resend", "retract"]
