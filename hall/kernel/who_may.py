"""REST's default permission. Apart from `api.py`, because REST framework loads it while it is itself being loaded."""

from typing import Any

from rest_framework import permissions
from rest_framework.request import Request

from hall.kernel.access import allowed


class WhoMay(permissions.BasePermission):
    """Reads the view's `who_may`; a view without one is closed to everybody."""

    def has_permission(self, request: Request, view: Any) -> bool:
        return allowed(request.user, getattr(view, "who_may", ()))
