"""Settings, addresses, Celery and the wiring of events: the top of the house."""

from hall.config.celery import app as celery_app

__all__ = ["celery_app"]
