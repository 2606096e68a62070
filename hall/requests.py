"""Requests as views see them."""

from django.http import HttpRequest

from hall.models import StaffMember


class StaffRequest(HttpRequest):
    """A request of someone logged in: what a page that is not open to the public gets."""

    user: StaffMember
