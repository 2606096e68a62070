"""Pages of this app."""

from django.urls import URLPattern, path

from complaints.views import pad, rate

urlpatterns: list[URLPattern] = [
    path("rate/thanks/", rate.thanks, name="rate-thanks"),
    path("rate/<str:token>/", rate.rate, name="rate"),
    path("pad/", pad.pad, name="pad"),
]
