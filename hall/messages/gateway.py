"""The one interface behind which providers stand, and the ways in which they fail."""

from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from hall.kernel.errors import OutsideFailure


@dataclass(frozen=True)
class Accepted:
    """The provider has the message; `is_delivered` when it already knows that it arrived."""

    provider_reference: str
    is_delivered: bool = False


class NotSent(OutsideFailure):
    """The provider certainly did not take the message: trying again cannot double it."""

    code = "hall.message_not_sent"
    message = _("短信通道暂时不可用，系统会自动重试。")


class Unclear(OutsideFailure):
    """The request may have arrived (time-out, broken answer): ask before trying again."""

    code = "hall.message_unclear"
    message = _("短信通道没有给出明确答复，系统正在核实，不会重复发送。")


class Refused(OutsideFailure):
    """The provider will never take this message (bad number, forbidden words); `reason` says why."""

    code = "hall.message_refused"
    message = _("短信通道拒收：{reason}")


class CannotBeAsked(OutsideFailure):
    """This provider cannot be asked about a reference: what is unclear stays unknown."""

    code = "hall.message_cannot_be_traced"
    message = _("短信通道不支持查询，无法确认是否已发送。")


class Gateway(Protocol):
    """A provider. It treats `reference` as the identity of the message: the same reference is sent once."""

    name: str
    label: str

    def send(self, reference: str, phone: str, text: str) -> Accepted:
        """Hand the message over. Raises NotSent, Unclear or Refused."""
        ...

    def find(self, reference: str) -> Accepted | None:
        """What became of this reference; None when the provider never saw it. Raises CannotBeAsked, Unclear."""
        ...


def gateways() -> list[Gateway]:
    """The providers this installation sends through, the preferred one first."""
    channels: list[Gateway] = import_string(settings.SMS_GATEWAY).channels()
    return channels
