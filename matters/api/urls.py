"""This app's part of /api/v1/."""

from django.urls import URLPattern, path

from matters.api import catalogue, verifying

urlpatterns: list[URLPattern] = [
    path("standards/<str:fingerprint>/", verifying.StandardVerify.as_view(), name="api-standard-verify"),
    path("matters/", catalogue.MatterList.as_view(), name="api-matters"),
    path("matters/<slug:code>/", catalogue.MatterDetail.as_view(), name="api-matter"),
    path("matters/<slug:code>/tick-list/", catalogue.MatterTickList.as_view(), name="api-matter-tick-list"),
]
