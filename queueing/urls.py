"""Pages of this app."""

from django.urls import URLPattern, URLResolver, include, path

from queueing.views import display

urlpatterns: list[URLPattern | URLResolver] = [
    path("workbench/", include("queueing.views.workbench.urls")),
    path("halls/<slug:hall_code>/display/", display.display, name="display"),
    path("halls/<slug:hall_code>/display/snapshot/", display.snapshot, name="display-snapshot"),
    path("halls/<slug:hall_code>/display/ruler/", display.ruler, name="display-ruler"),
]
