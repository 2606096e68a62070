"""Pages of this app."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("workbench/", include("queueing.views.workbench.urls")),
]
