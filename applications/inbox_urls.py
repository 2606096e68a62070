"""Pages around the inbox: finding, filters, phrases, many at once, questions to others, sending back, the report."""

from django.urls import path

from applications.views import consulting, desk, finding, month_report, previewing, returning, viewer

urlpatterns = [
    path("inbox/find/", finding.find_applications, name="inbox-find"),
    path("inbox/filters/", desk.keep_filter, name="inbox-filter-keep"),
    path("inbox/filters/<int:filter_id>/drop/", desk.drop_filter, name="inbox-filter-drop"),
    path("inbox/bulk/", desk.bulk, name="inbox-bulk"),
    path("inbox/bulk/decision/", desk.bulk_decision, name="inbox-bulk-decision"),
    path("inbox/phrases/", desk.phrases, name="phrases"),
    path("inbox/phrases/<int:phrase_id>/", desk.phrase, name="phrase"),
    path("inbox/report/", month_report.report, name="month-report"),
    path("inbox/report/excel/", month_report.report_excel, name="month-report-excel"),
    path("consultations/", consulting.consultations, name="consultations"),
    path("consultations/<int:consultation_id>/", consulting.consultation, name="consultation"),
    path("consultations/<int:consultation_id>/answer/", consulting.answer, name="consultation-answer"),
    path("consultations/<int:consultation_id>/call-back/", consulting.call_back, name="consultation-call-back"),
    path(
        "consultations/<int:consultation_id>/files/<int:file_id>/",
        consulting.consultation_file,
        name="consultation-file",
    ),
    path(
        "consultations/<int:consultation_id>/files/<int:file_id>/pages/", viewer.shown_pages, name="consultation-pages"
    ),
    path(
        "consultations/<int:consultation_id>/files/<int:file_id>/pages/<int:page>/",
        viewer.shown_page,
        name="consultation-page",
    ),
    path("applications/<str:number>/ask/", consulting.ask, name="application-ask"),
    path("applications/<str:number>/preview/", previewing.decision_preview, name="application-preview"),
    path("applications/<str:number>/return/", returning.send_back, name="application-return"),
    path("applications/<str:number>/transfer/", returning.pass_on, name="application-transfer"),
    path("applications/<str:number>/undo/", returning.undo, name="application-undo"),
    path("applications/<str:number>/files/<int:file_id>/pages/", viewer.scan_pages, name="scan-pages"),
    path("applications/<str:number>/files/<int:file_id>/pages/<int:page>/", viewer.scan_page, name="scan-page"),
]
