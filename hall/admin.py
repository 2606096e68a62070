"""Settings of the base app in the stock admin: places, machines, hours, calendar; the record is read only."""

from contextlib import suppress
from typing import Any

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib import admin
from django.contrib.admin.exceptions import NotRegistered
from django.contrib.auth.models import Group
from django.db import models
from django.forms import ModelForm
from django.http import HttpRequest
from knox.models import AuthToken
from simple_history.admin import SimpleHistoryAdmin

from hall.models import (
    CalendarDay,
    Department,
    DepartmentName,
    Device,
    Hall,
    OutgoingMessage,
    ServiceHours,
    StaffMember,
    Step,
    Window,
)
from hall.roles import Role
from hall.verbs.calendar import set_day
from hall.verbs.staff import change_staff, open_account

for not_ours in (Group, AuthToken, AccessAttempt, AccessFailureLog, AccessLog):
    with suppress(NotRegistered):
        admin.site.unregister(not_ours)


class SettingsAdmin(admin.ModelAdmin):
    """Kept by system administrators; nothing is deleted, things are taken out of use."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return isinstance(request.user, StaffMember) and request.user.has_role(Role.SYSTEM_ADMIN)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnlyAdmin(SettingsAdmin):
    """To look at only."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Hall)
class HallAdmin(SettingsAdmin):
    list_display = ["code", "name", "level", "parent", "phone", "open_around_the_clock"]
    list_select_related = ["parent"]


class NameInline(admin.TabularInline):
    model = DepartmentName
    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    has_view_permission = has_change_permission = has_add_permission


@admin.register(Department)
class DepartmentAdmin(SettingsAdmin, SimpleHistoryAdmin):
    list_display = ["code", "short_name", "full_name", "central_code", "phone"]
    search_fields = ["code", "short_name", "full_name"]
    inlines = [NameInline]


@admin.register(Window)
class WindowAdmin(SettingsAdmin, SimpleHistoryAdmin):
    list_display = ["code", "hall", "kind", "zone", "is_reserve", "in_use"]
    list_filter = ["hall", "kind", "zone"]
    list_select_related = ["hall"]


@admin.register(Device)
class DeviceAdmin(SettingsAdmin):
    list_display = ["code", "name", "hall", "kind", "zone", "window", "last_seen_at", "version"]
    list_filter = ["hall", "kind"]
    list_select_related = ["hall", "window"]
    readonly_fields = ["last_seen_at", "version"]


@admin.register(ServiceHours)
class ServiceHoursAdmin(SettingsAdmin):
    list_display = ["hall", "mode", "weekday", "date", "opens", "closes", "appointment_only"]
    list_filter = ["hall", "mode"]
    list_select_related = ["hall"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)


@admin.register(CalendarDay)
class CalendarDayAdmin(SettingsAdmin):
    list_display = ["date", "kind", "name", "is_provisional"]
    list_filter = ["kind", "is_provisional"]
    date_hierarchy = "date"

    def save_model(self, request: HttpRequest, obj: models.Model, form: ModelForm, change: bool) -> None:
        """Through the verb, so that the change is on record and counts at once."""
        day, by = obj, request.user
        if isinstance(day, CalendarDay) and isinstance(by, StaffMember):
            set_day(date=day.date, kind=day.kind, name=day.name, is_provisional=day.is_provisional, by=by)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["date"] if obj else []


@admin.register(StaffMember)
class StaffAdmin(SettingsAdmin, SimpleHistoryAdmin):
    """Names, roles and places of people; passwords are never shown here."""

    list_display = ["username", "name", "hall", "department", "is_contracted", "is_active"]
    list_filter = ["hall", "is_active", "is_contracted"]
    list_select_related = ["hall", "department"]
    search_fields = ["username", "name"]
    fields = ["username", "name", "roles", "hall", "department", "is_contracted", "is_active"]

    def save_model(self, request: HttpRequest, obj: models.Model, form: ModelForm, change: bool) -> None:
        """Through the verbs, so that the record knows who gave which role, and old access ends."""
        by = request.user
        if not isinstance(by, StaffMember):
            return
        values = {field: form.cleaned_data[field] for field in self.fields if field in form.cleaned_data}
        if change:
            change_staff(person_id=obj.pk, values=values, by=by)
        else:
            obj.pk = open_account(values=values, by=by).pk


@admin.register(Step)
class StepAdmin(ReadOnlyAdmin):
    list_display = ["position", "at", "verb", "subject_number", "by", "reason"]
    list_select_related = ["by"]
    search_fields = ["subject_number"]
    show_full_result_count = False


@admin.register(OutgoingMessage)
class OutgoingMessageAdmin(ReadOnlyAdmin):
    """State of the outbox, without telephone and text."""

    list_display = ["id", "hall", "event", "about", "state", "queued_at", "sent_at", "attempts"]
    list_filter = ["hall", "state", "event"]
    list_select_related = ["hall"]
    fields = [
        "hall",
        "event",
        "about",
        "state",
        "queued_at",
        "expires_at",
        "sent_at",
        "delivered_at",
        "attempts",
        "failure",
    ]
