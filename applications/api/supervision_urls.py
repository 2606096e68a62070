"""Supervision, warnings and the working calendar over REST."""

from django.urls import path

from applications.api import supervision

urlpatterns = [
    path("applications/<str:number>/urge/", supervision.Urge.as_view(), name="api-urge"),
    path(
        "applications/<str:number>/urgings/<int:urging_id>/answer/",
        supervision.AnswerUrging.as_view(),
        name="api-urging-answer",
    ),
    path("applications/<str:number>/overdue-reason/", supervision.ExplainOverdue.as_view(), name="api-overdue-reason"),
    path("applications/<str:number>/dates/", supervision.Dates.as_view(), name="api-application-dates"),
    path("supervision/", supervision.SupervisionLights.as_view(), name="api-supervision"),
    path("warnings/", supervision.Warnings.as_view(), name="api-warnings"),
    path("calendar/import/", supervision.CalendarImport.as_view(), name="api-calendar-import"),
    path("calendar/changes/<int:change_id>/", supervision.CalendarReport.as_view(), name="api-calendar-change"),
]
