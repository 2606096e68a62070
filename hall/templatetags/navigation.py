"""The top bar's navigation."""

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from hall.models import StaffMember
from hall.navigation import entries_for
from hall.roles import Role

register = template.Library()
IN_THE_BAR = 7


@register.simple_tag(takes_context=True)
def navigation(context: Context) -> SafeString:
    """Links of this person's pages; the present one carries aria-current."""
    request = context.get("request")
    if request is None or not request.user.is_authenticated:
        return SafeString("")
    entries = entries_for(request.user)
    here = max((url for _, url in entries if request.path.startswith(url)), key=len, default="")
    if len(entries) <= IN_THE_BAR + 1:
        return _links(entries, here)
    more = entries[IN_THE_BAR:]
    present = next((label for label, url in more if url == here), "")
    return format_html(
        '{}<details class="more"><summary{}>{}</summary><div>{}</div></details>',
        _links(entries[:IN_THE_BAR], here),
        SafeString(' aria-current="true"') if present else "",
        present or "更多",
        _links(more, here),
    )


def _links(entries: list[tuple[str, str]], here: str) -> SafeString:
    links = ((url, SafeString(' aria-current="page"') if url == here else "", label) for label, url in entries)
    return format_html_join("", '<a href="{}"{}>{}</a>', links)


@register.simple_tag(takes_context=True)
def alarms_url(context: Context) -> str:
    """Where the alarms of this hall are told, for those who go there; blank for others."""
    person = getattr(context.get("request"), "user", None)
    is_there = isinstance(person, StaffMember) and person.hall_id and person.has_role(Role.GUIDE, Role.HALL_MANAGER)
    return reverse("alarms") if is_there else ""


@register.simple_tag
def role_words(person: StaffMember) -> str:
    """The person's roles (and department) in official words."""
    words = "、".join(Role(role).label for role in person.roles if role in Role.values)
    return f"{person.department} {words}" if person.department else words
