"""This app's part of /api/v1/."""

from django.urls import path

from hall.api.messages import Messages
from hall.api.receipts import MessageReceipts

urlpatterns = [
    path("messages/", Messages.as_view(), name="api-messages"),
    path("message-receipts/", MessageReceipts.as_view(), name="api-message-receipts"),
]
