"""The stock admin, for settings only; daily work has pages of its own."""

from django.contrib.admin.apps import AdminConfig


class HallAdminConfig(AdminConfig):
    default_site = "hall.config.admin_site.HallAdminSite"
