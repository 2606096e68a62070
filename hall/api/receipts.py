"""Where the SMS provider sends its delivery receipts. Authenticated by signature, not by login."""

import time
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hall.kernel.access import PUBLIC
from hall.kernel.api import HallView
from hall.kernel.errors import NotFound, NotPermitted
from hall.messages.http_gateway import accounts
from hall.messages.signing import is_trusted
from hall.verbs.messages import record_receipt


class ReceiptNotTrusted(NotPermitted):
    code = "hall.receipt_not_trusted"
    message = _("回执签名无效或已超过 5 分钟：请核对密钥、签名算法和服务器时间。")


class ReceiptSerializer(serializers.Serializer[Any]):
    reference = serializers.CharField(max_length=120, help_text="我方消息编号（发送时的 reference）")
    id = serializers.CharField(max_length=80, required=False, allow_blank=True, default="", help_text="通道消息编号")
    status = serializers.ChoiceField(["delivered", "failed"])
    reason = serializers.CharField(max_length=150, required=False, allow_blank=True, default="")


class ReceiptsSerializer(serializers.Serializer[Any]):
    receipts = serializers.ListField(child=ReceiptSerializer(), max_length=500)


class ReceiptsCountedSerializer(serializers.Serializer[Any]):
    recorded = serializers.IntegerField()
    known = serializers.IntegerField(help_text="重复或过时的回执")
    not_ours = serializers.IntegerField()


class MessageReceipts(HallView):
    """Delivery receipts; repeating a request changes nothing."""

    who_may = (PUBLIC,)
    authentication_classes = []

    @extend_schema(
        operation_id="message_receipts", request=ReceiptsSerializer, responses=ReceiptsCountedSerializer, auth=[]
    )
    def post(self, request: Request) -> Response:
        provider = _trusted_provider(request)
        given = ReceiptsSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        counted = {"recorded": 0, "known": 0, "not_ours": 0}
        for receipt in given.validated_data["receipts"]:
            counted[_record(receipt, provider)] += 1
        return Response(counted)


def _trusted_provider(request: Request) -> str:
    """Which provider speaks, by its key; each has a secret of its own."""
    body = request._request.body
    for one in accounts():
        if is_trusted(one.key, one.secret, "POST", request.path, body, request.headers, time.time()):
            return one.name
    raise ReceiptNotTrusted()


def _record(receipt: dict[str, str], provider: str) -> str:
    try:
        changed = record_receipt(
            reference=receipt["reference"],
            provider_reference=receipt["id"],
            is_delivered=receipt["status"] == "delivered",
            reason=receipt["reason"],
            provider=provider,
        )
    except NotFound:
        return "not_ours"
    return "recorded" if changed else "known"
