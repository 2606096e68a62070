"""Who applies and who acts for them: given once for the whole visit."""

from typing import Any

from django import forms

from applications.models import AgencyKind, Tells
from hall import identity
from hall.errors import InvalidIdentityNumber
from hall.models.party import IdType
from queueing.queries.applicants import HOLDER, PRINCIPAL, TYPED

NOBODY = "nobody"
APPLICANT_IS = [(HOLDER, "取号人本人"), (PRINCIPAL, "取号时登记的委托人"), (TYPED, "另一人或单位（录入一次）")]
AGENT_IS = [(NOBODY, "无，本人办理"), (HOLDER, "取号人代办"), (TYPED, "另一人代办（录入一次）")]
DETAILS = ("name", "id_type", "id_number", "phone", "address", "override_reason")
ACTING = ("acting_kind", "acting_authority", "acting_tells", "acting_helper", "acting_seen")
LABELS = {
    "name": "姓名或单位名称",
    "id_type": "证件类型",
    "id_number": "证件号码",
    "phone": "手机",
    "address": "地址",
    "override_reason": "号码核对无误的理由",
}


def _text(label: str, **attrs: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"class": "input", "autocomplete": "off", **attrs})
    return forms.CharField(label=label, required=False, max_length=200, widget=widget)


def _detail(role: str, field: str) -> forms.Field:
    if field == "id_type":
        return forms.ChoiceField(
            label=LABELS[field], choices=IdType.choices, required=False, widget=forms.Select(attrs={"class": "input"})
        )
    modes = {"id_number": {"inputmode": "text", "spellcheck": "false"}, "phone": {"inputmode": "tel"}}
    return _text(f"{role}{LABELS[field]}" if field == "name" else LABELS[field], **modes.get(field, {}))


def acting_fields() -> dict[str, forms.Field]:
    """How the agent acts: capacity, authority, whether it was seen, who is told, which helper of the house."""
    chosen = {"class": "input"}
    return {
        "acting_kind": forms.ChoiceField(
            label="代办身份", choices=AgencyKind.choices, required=False, widget=forms.Select(attrs=chosen)
        ),
        "acting_authority": _text("凭据", list="authorities"),
        "acting_tells": forms.ChoiceField(
            label="短信通知", choices=Tells.choices, required=False, widget=forms.Select(attrs=chosen)
        ),
        "acting_helper": _text("帮办代办员（工号或姓名）"),
        "acting_seen": forms.BooleanField(label="已核验凭据原件", required=False),
    }


class PeopleForm(forms.Form):
    """The applicant and the agent, each either known from the ticket or typed once."""

    applicant_is = forms.ChoiceField(label="申请人", choices=APPLICANT_IS, initial=HOLDER, widget=forms.RadioSelect)
    agent_is = forms.ChoiceField(label="经办人", choices=AGENT_IS, initial=NOBODY, widget=forms.RadioSelect)

    def __init__(self, *args: Any, has_principal: bool = False, is_named: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_named:  # a kiosk asks nobody to type a name
            self.fields["holder_name"] = _text("取号人姓名", **{"aria-required": "true"})
        if not has_principal:
            choices = [choice for choice in APPLICANT_IS if choice[0] != PRINCIPAL]
            self.fields["applicant_is"].choices = choices  # type: ignore[attr-defined]
        for role, word in (("applicant", "申请"), ("agent", "经办人")):
            for field in DETAILS:
                self.fields[f"{role}_{field}"] = _detail(word if role == "agent" else "", field)
        self.fields["applicant_id_type"].initial = IdType.CREDIT_CODE
        self.fields |= acting_fields()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        holder_is_meant = HOLDER in (cleaned.get("applicant_is"), cleaned.get("agent_is"))
        if holder_is_meant and "holder_name" in self.fields and not cleaned.get("holder_name"):
            self.add_error("holder_name", "请照证件录入姓名。")
        for role in ("applicant", "agent"):
            if cleaned.get(f"{role}_is") == TYPED:
                self._check_typed(role, cleaned)
        return cleaned

    def _check_typed(self, role: str, cleaned: dict[str, Any]) -> None:
        """A typed person has a name and a number that can be one; a number that fails is taken with a reason."""
        if not cleaned.get(f"{role}_name"):
            self.add_error(f"{role}_name", "请填写姓名或单位名称。")
        if cleaned.get(f"{role}_override_reason"):
            return
        try:
            identity.normalised(cleaned.get(f"{role}_id_type", ""), cleaned.get(f"{role}_id_number", ""))
        except InvalidIdentityNumber as refused:
            self.add_error(f"{role}_id_number", refused.words)

    def details_of(self, role: str) -> list[forms.BoundField]:
        """The fields of one typed person, for the page."""
        return [self[f"{role}_{field}"] for field in DETAILS]

    @property
    def acting(self) -> list[forms.BoundField]:
        """How the agent acts, for the page."""
        return [self[name] for name in ACTING]

    @property
    def applicant_details(self) -> list[forms.BoundField]:
        return self.details_of("applicant")

    @property
    def agent_details(self) -> list[forms.BoundField]:
        return self.details_of("agent")
