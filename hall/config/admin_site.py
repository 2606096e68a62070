"""Who may enter the admin: system administrators."""

from django.contrib.admin import AdminSite
from django.http import HttpRequest


class HallAdminSite(AdminSite):
    site_header = "政务服务大厅 · 系统设置"
    site_title = "系统设置"
    index_title = "设置"

    def has_permission(self, request: HttpRequest) -> bool:
        user = request.user
        return bool(user.is_active and user.is_authenticated and user.has_role("system_admin"))  # type: ignore[union-attr]
