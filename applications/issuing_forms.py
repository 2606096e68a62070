"""Forms of fetching results: shapes and words; the rules live in the verbs."""

import base64
import binascii
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.forms import text
from applications.models.result import CollectorKind
from applications.result_states import ProofKind, Way
from applications.verbs.serving import Proof

LARGEST = 15 * 1024 * 1024
BEFORE = "data:image/png;base64,"
AT_THE_COUNTER = (
    CollectorKind.APPLICANT, CollectorKind.CODE, CollectorKind.AGENT, CollectorKind.NAMED, CollectorKind.REPRESENTATIVE,
)  # fmt: skip


class HandOverForm(forms.Form):
    """Who takes the results, by which right, and what proves it."""

    collector_kind = forms.ChoiceField(
        label="领取人是",
        choices=[(kind.value, kind.label) for kind in AT_THE_COUNTER],
        error_messages={"required": "请选择领取人是谁"},
        widget=forms.RadioSelect,
    )
    collector_name = text("领取人姓名", length=200, required="请填写领取人姓名")
    collector_id = text("领取人证件号码", length=40)
    code = text("取件码", length=20)
    authorisation_seen = forms.BooleanField(label="已核验授权委托书原件", required=False)
    signed_on_paper = forms.BooleanField(label="已在纸质送达回证上签字", required=False)
    signature = forms.CharField(label="签收凭据", max_length=400_000, required=False, widget=forms.HiddenInput)
    photo = forms.FileField(label="现场照片", required=False)
    window = text("窗口", length=8)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        kind = data.get("collector_kind")
        if kind == CollectorKind.CODE and not data.get("code", "").strip():
            self.add_error("code", "请输入取件码")
        if kind and kind != CollectorKind.CODE and not data.get("collector_id", "").strip():
            self.add_error("collector_id", "请刷证或输入领取人证件号码")
        data["proof"] = self._proof(data)
        return data

    def _proof(self, data: dict[str, Any]) -> Proof | None:
        """What proves it: a photo, a drawn signature, or a signature on paper. One of them is asked for."""
        photo, drawn = data.get("photo"), data.get("signature", "")
        if photo is not None:
            if photo.size > LARGEST:
                self.add_error("photo", "照片超过 15 MB，请重拍")
            return Proof(ProofKind.PHOTO, photo.read(LARGEST + 1))
        if drawn.startswith(BEFORE):
            try:
                return Proof(ProofKind.SIGNATURE, base64.b64decode(drawn.removeprefix(BEFORE), validate=True))
            except (binascii.Error, ValueError):
                self.add_error("signature", "签名没有传完整，请重签")
                return None
        if data.get("signed_on_paper"):
            return Proof(ProofKind.PAPER)
        self.add_error("signature", "请领取人在签名板签字，或拍照，或勾选“已在纸质送达回证上签字”")
        return None

    def given(self) -> dict[str, Any]:
        """What the verb takes."""
        left_out = {"signed_on_paper", "signature", "photo"}
        return {name: value for name, value in self.cleaned_data.items() if name not in left_out}


class WayForm(forms.Form):
    """The way, and for the post to whom."""

    way = forms.ChoiceField(label=_("领取方式"), choices=Way.choices, error_messages={"required": _("请选择领取方式")})
    addressee = text(_("收件人"), length=60)
    phone = text(_("收件人手机"), length=20, inputmode="tel")
    address = text(_("详细地址"), length=200)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("way") == Way.POST:
            for name, words in (
                ("addressee", _("请填写收件人")),
                ("phone", _("请填写收件人手机")),
                ("address", _("请填写详细地址：省市区、街道、门牌")),
            ):
                if not data.get(name, "").strip():
                    self.add_error(name, words)
        return data


class CollectorForm(forms.Form):
    """Whom the applicant names."""

    collector_name = text(_("代领人姓名"), length=60, required=_("请填写代领人姓名"))
    collector_id = text(_("代领人证件号码"), length=40, required=_("请填写代领人证件号码"))
    authority = text("授权凭据", length=120)


class PhoneCodeForm(forms.Form):
    """The code that was sent to the phone on record."""

    code = forms.CharField(
        label=_("短信验证码"),
        max_length=12,
        error_messages={"required": _("请输入短信里的6位验证码")},
        widget=forms.TextInput(attrs={"class": "input", "inputmode": "numeric", "autocomplete": "one-time-code"}),
    )
