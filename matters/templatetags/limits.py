"""Limits of a standard in words."""

from django import template
from django.templatetags.static import static

from matters.limits import in_words
from matters.models import MatterVersion

register = template.Library()


@register.filter
def promised_in_words(version: MatterVersion) -> str:
    """10 个工作日; 当场办结."""
    return in_words(version.promised_limit, version.promised_unit)


@register.filter
def statutory_in_words(version: MatterVersion) -> str:
    """20 个工作日; 无规定时限."""
    return in_words(version.statutory_limit, version.statutory_unit)


@register.filter
def sheets(names: str) -> list[str]:
    """Addresses of the style sheets of a light page, in order."""
    return [static(f"{name}.css") for name in names.split(",")]
