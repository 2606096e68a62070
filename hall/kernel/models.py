"""Abstract bases of all tables."""

from typing import Any, Self

from django.db import models


class HallScopedQuerySet(models.QuerySet[Any]):
    """Rows of one hall: every query starts with `of(hall)`."""

    def of(self, hall: models.Model | int | None) -> Self:
        return self.filter(hall=hall) if hall is not None else self.none()


class HallScoped(models.Model):
    """A row that belongs to one hall and is only ever looked for within it."""

    hall = models.ForeignKey("hall.Hall", on_delete=models.PROTECT, related_name="+", verbose_name="大厅")

    objects = HallScopedQuerySet.as_manager()

    class Meta:
        abstract = True
