"""Template helpers of the kiosk: pictures, and the clips that read a page aloud."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from queueing.pictures import picture_of
from queueing.spoken_pages import read_aloud

register = template.Library()


@register.simple_tag
def picture(name: str) -> SafeString:
    """The drawn picture of a theme, a desk or a choice; the words stand beside it."""
    return format_html(
        '<svg class="kiosk-picture" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("queueing/pictures.svg"),
        picture_of(name),
    )


@register.simple_tag
def clips_of(page: str, number: str = "") -> str:
    """The addresses of the clips that read this page, one after the other."""
    names = read_aloud(page, number=number, english=get_language() == "en")
    return " ".join(static(f"queueing/voice/{name}.ogg") for name in names)
