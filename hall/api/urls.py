"""This app's part of /api/v1/."""

from django.urls import path

from hall.api import devices, parties, places, records
from hall.api.docs import api_docs
from hall.api.messages import FindMessages, Messages, ResendMessage
from hall.api.providers import Providers, SwitchProvider
from hall.api.receipts import MessageReceipts
from hall.api.schema import Schema
from hall.api.tokens import Token

urlpatterns = [
    path("schema/", Schema.as_view(), name="api-schema"),
    path("docs/", api_docs, name="api-docs"),
    path("token/", Token.as_view(), name="api-token"),
    path("me/", records.Me.as_view(), name="api-me"),
    path("halls/", places.Halls.as_view(), name="api-halls"),
    path("halls/<slug:code>/", places.OneHall.as_view(), name="api-hall"),
    path("departments/", places.Departments.as_view(), name="api-departments"),
    path("service-hours/", places.Hours.as_view(), name="api-service-hours"),
    path("service-hours/opening/", places.OpeningNow.as_view(), name="api-opening"),
    path("parties/", parties.Parties.as_view(), name="api-parties"),
    path("devices/", devices.Devices.as_view(), name="api-devices"),
    path("devices/<slug:code>/key/", devices.RotateKey.as_view(), name="api-device-key"),
    path("devices/<slug:code>/revoke/", devices.RevokeDevice.as_view(), name="api-device-revoke"),
    path("devices/<slug:code>/identify/", devices.IdentifyDevice.as_view(), name="api-device-identify"),
    path("devices/<slug:code>/self-test/", devices.AskSelfTest.as_view(), name="api-device-self-test"),
    path("staff/", records.Staff.as_view(), name="api-staff"),
    path("steps/", records.Steps.as_view(), name="api-steps"),
    path("steps/verify/", records.VerifyChain.as_view(), name="api-steps-verify"),
    path("messages/", Messages.as_view(), name="api-messages"),
    path("messages/find/", FindMessages.as_view(), name="api-messages-find"),
    path("messages/<int:message_id>/resend/", ResendMessage.as_view(), name="api-message-resend"),
    path("message-providers/", Providers.as_view(), name="api-message-providers"),
    path("message-providers/<slug:name>/switch/", SwitchProvider.as_view(), name="api-message-provider-switch"),
    path("message-receipts/", MessageReceipts.as_view(), name="api-message-receipts"),
]
