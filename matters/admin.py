"""The catalogue in the admin: to look at only; versions change through verbs."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from matters.models import BasicItem, Matter, MatterVersion


class LookOnly(admin.ModelAdmin):
    """No adding, changing or deleting here."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(BasicItem)
class BasicItemAdmin(LookOnly):
    list_display = ("code", "name", "matter_type")
    search_fields = ("code", "name")


@admin.register(Matter)
class MatterAdmin(LookOnly):
    list_display = ("code", "name", "department", "matter_type", "is_stationed", "is_one_window")
    list_select_related = ("department",)
    list_filter = ("matter_type", "is_one_window")
    search_fields = ("code", "name")


@admin.register(MatterVersion)
class MatterVersionAdmin(LookOnly):
    list_display = ("matter", "number", "state", "case_kind", "short_fingerprint")
    list_select_related = ("matter",)
    list_filter = ("state", "case_kind")
    search_fields = ("matter__name", "matter__code")
