"""Pages of supervision, of one's own warnings and of the working calendar."""

from django.urls import path

from applications.views import calendar, supervision

urlpatterns = [
    path("supervision/", supervision.supervise, name="supervision"),
    path("supervision/export.xlsx", supervision.supervise_file, name="supervision-file"),
    path("supervision/<str:number>/urge/", supervision.urge_case, name="urge"),
    path("warnings/", supervision.warned, name="warnings"),
    path("warnings/noted/", supervision.note_warnings, name="warnings-noted"),
    path("warnings/<str:number>/urgings/<int:urging_id>/", supervision.answer_urging, name="urging-answer"),
    path("warnings/<str:number>/reason/", supervision.explain_overdue, name="overdue-reason"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/preview/", calendar.calendar_preview, name="calendar-preview"),
    path("calendar/import/", calendar.calendar_import, name="calendar-import"),
    path("calendar/template.csv", calendar.calendar_template, name="calendar-template"),
    path("calendar/changes/<int:change_id>/", calendar.calendar_change, name="calendar-change"),
    path(
        "calendar/changes/<int:change_id>/moved.<str:kind>", calendar.calendar_change_file, name="calendar-change-file"
    ),
]
