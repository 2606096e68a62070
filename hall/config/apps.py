"""The top of the house as an app: connects events to tasks when everything is loaded."""

from django.apps import AppConfig


class HousetopConfig(AppConfig):
    name = "hall.config"
    label = "housetop"

    def ready(self) -> None:
        from hall.config.wiring import connect

        connect()
