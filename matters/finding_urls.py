"""Pages for finding a matter."""

from django.urls import URLPattern, path

from matters.views import finding

urlpatterns: list[URLPattern] = [
    path("matters/", finding.matter_list, name="matters"),
    path("matters/hints/", finding.matter_hints, name="matter-hints"),
]
