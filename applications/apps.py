"""App configuration."""

from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "applications"
    verbose_name = "办件"

    def ready(self) -> None:
        from applications.models import Document
        from hall.stored_files import kept_by_digest

        kept_by_digest("documents", Document, "sha256")
