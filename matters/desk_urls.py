"""The workplace of editors, reviewers and publishers, and the public history they write."""

from django.urls import URLPattern, path

from matters.views import history

urlpatterns: list[URLPattern] = [
    path("matters/<slug:code>/history/", history.matter_history, name="matter-history"),
]
