"""The gateway of development and demonstration: nothing leaves the machine, messages are read on /dev/messages/."""

from typing import ClassVar

from hall.messages.gateway import Accepted


class DevelopmentGateway:
    """Delivers at once; the row in the outbox is all there is."""

    name: ClassVar[str] = "development"

    def send(self, reference: str, phone: str, text: str) -> Accepted:
        return Accepted(provider_reference=f"dev:{reference}", is_delivered=True)

    def find(self, reference: str) -> Accepted | None:
        return Accepted(provider_reference=f"dev:{reference}", is_delivered=True)
