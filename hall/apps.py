"""The base app: places, people, calendar, messages, steps."""

from django.apps import AppConfig


class HallConfig(AppConfig):
    name = "hall"
    verbose_name = "大厅"
