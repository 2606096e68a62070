"""Addresses of the workbench."""

from django.urls import path

from queueing.views.workbench import acts, intake, looking, matters, opening, page, revealing, scans

urlpatterns = [
    path("", page.workbench, name="workbench"),
    path("open/", opening.opening, name="workbench-open"),
    path("bench/", page.bench, name="workbench-bench"),
    path("line/", page.line, name="workbench-line"),
    path("do/<slug:verb>/", acts.act, name="workbench-act"),
    path("intake/<str:matter_code>/", intake.intake, name="workbench-intake"),
    path("correct/<str:number>/", intake.correction, name="workbench-correct"),
    path("resume/<str:number>/", intake.resuming, name="workbench-resume"),
    path("earlier/", looking.earlier, name="workbench-earlier"),
    path("totals/", looking.totals, name="workbench-totals"),
    path("hints/", matters.hints, name="workbench-hints"),
    path("add/", matters.add, name="workbench-add"),
    path("reveal/", revealing.revealing, name="workbench-reveal"),
    path("scans/<int:material_id>/", scans.scans, name="workbench-scans"),
    path("scans/<int:material_id>/list/", scans.scan_list, name="workbench-scan-list"),
    path("scans/<int:material_id>/phone/", scans.scan_link, name="workbench-scan-link"),
    path("scans/<int:material_id>/place/<int:scan_id>/", scans.scan_place, name="workbench-scan-place"),
    path("scans/<int:material_id>/remove/<int:scan_id>/", scans.scan_remove, name="workbench-scan-remove"),
    path("scan-files/<int:scan_id>/", scans.scan_file, name="workbench-scan-file"),
    path("slip/<int:ticket_id>/", page.slip, name="workbench-slip"),
]
