"""The gateways of development and demonstration: nothing leaves the machine, messages are read on /dev/messages/."""

from dataclasses import dataclass

from hall.messages.gateway import Accepted


@dataclass(frozen=True)
class DevelopmentGateway:
    """Delivers at once; the row in the outbox is all there is."""

    name: str = "development"
    label: str = "演示通道一"

    @classmethod
    def channels(cls) -> "list[DevelopmentGateway]":
        return [cls(), cls("development-2", "演示通道二")]

    def send(self, reference: str, phone: str, text: str) -> Accepted:
        return Accepted(provider_reference=f"dev:{reference}", is_delivered=True)

    def find(self, reference: str) -> Accepted | None:
        return Accepted(provider_reference=f"dev:{reference}", is_delivered=True)
