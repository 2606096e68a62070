"""Pages that look across the rooms."""

from django.urls import path

from hall.dashboards import views

urlpatterns = [path("hall/", views.hall_overview, name="hall-overview")]
