"""This app's part of /api/v1/."""

from django.urls import URLPattern, path

from complaints.api import ratings

urlpatterns: list[URLPattern] = [
    path("ratings/", ratings.Ratings.as_view(), name="api-ratings"),
    path("windows/<str:code>/pad/", ratings.WindowPad.as_view(), name="api-window-pad"),
]
