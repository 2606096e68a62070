"""Addresses of the house: each app brings its pages and its part of the API."""

from django.contrib import admin
from django.urls import include, path

api_v1 = [
    path("", include("hall.api.urls")),
    path("", include("matters.api.urls")),
    path("", include("applications.api.urls")),
    path("", include("queueing.api.urls")),
    path("", include("complaints.api.urls")),
]

handler404 = "hall.views.errors.not_found"
handler500 = "hall.views.errors.failure"

urlpatterns = [
    path("", include("hall.urls")),
    path("", include("matters.urls")),
    path("", include("applications.urls")),
    path("", include("queueing.urls")),
    path("", include("complaints.urls")),
    path("", include("hall.dashboards.urls")),
    path("api/v1/", include(api_v1)),
    path("admin/", admin.site.urls),
]
