"""Template helpers of the workbench."""

from typing import Any

from django import template
from django.forms import BoundField
from django.template import Context
from django.utils.safestring import SafeString

register = template.Library()


@register.inclusion_tag("queueing/workbench/_act.html", takes_context=True)
def act(
    context: Context, verb: str, label: str, key: str = "", main: bool = False, wide: bool = False
) -> dict[str, Any]:
    """One verb's form with its button and key; disabled when the table of moves does not allow it."""
    able = bool(context["can"].get(verb))
    shared = {name: context.get(name) for name in ("session", "ticket", "csrf_token")}
    return {**shared, "verb": verb, "label": label, "key": key, "main": main, "wide": wide, "able": able}


@register.filter
def described(field: BoundField) -> SafeString:
    """The field's control, tied to its error for screen readers."""
    attrs: dict[str, str | bool] = {"class": "input"}
    if field.errors:
        attrs |= {"aria-invalid": "true", "aria-describedby": f"{field.id_for_label}_error"}
    if field.field.required:
        attrs["aria-required"] = "true"
    return field.as_widget(attrs=attrs)
