"""Pages of this app."""

from django.urls import include, path

from applications.views import acts, documents, examining, files, inbox, issuing, keeping, status

urlpatterns = [
    path("", include("applications.promise_urls")),
    path("inbox/", inbox.inbox, name="inbox"),
    path("applications/<str:number>/", inbox.application, name="application"),
    path("applications/<str:number>/decision/", inbox.decision, name="application-decision"),
    path("applications/<str:number>/acts/<slug:name>/", acts.act, name="application-act"),
    path("applications/<str:number>/examination/", examining.examination, name="application-examination"),
    path("applications/<str:number>/reveal/", inbox.reveal_party, name="application-reveal"),
    path("applications/<str:number>/materials/<int:material_id>/files/", inbox.upload, name="material-upload"),
    path("applications/<str:number>/files/<int:file_id>/", files.material_file, name="material-file"),
    path("applications/<str:number>/files/<int:file_id>/remove/", inbox.remove, name="material-file-remove"),
    path("issuing/", issuing.issuing, name="issuing"),
    path("issuing/find/", issuing.find_results, name="issuing-find"),
    path("issuing/hand-over/", issuing.hand_results_over, name="issuing-hand-over"),
    path("department/authorisations/", keeping.authorisations, name="department-authorisations"),
    path("department/authorisations/add/", keeping.authorise, name="authorise"),
    path("department/authorisations/<int:authorisation_id>/revoke/", keeping.revoke, name="authorisation-revoke"),
    path("department/routes/", keeping.routes, name="department-routes"),
    path("department/routes/lay/", keeping.lay_route, name="route-lay"),
    path("department/routes/<int:route_id>/drop/", keeping.drop_route, name="route-drop"),
    path("department/absences/", keeping.absences_page, name="department-absences"),
    path("department/absences/record/", keeping.record_absence, name="absence-record"),
    path("department/absences/<int:absence_id>/call-off/", keeping.call_off_absence, name="absence-call-off"),
    path("status/", status.status, name="status"),
    path("status/result/", status.status_result, name="status-result"),
    path("status/close/", status.status_close, name="status-close"),
    path("documents/<str:verification_code>/", documents.document, name="document"),
    path("documents/<str:verification_code>/print/", documents.print_document, name="document-print"),
    path("verify/", documents.verify, name="verify"),
    path("verify/<str:verification_code>/", documents.document_verify, name="document-verify"),
    path("verify/<str:verification_code>/qr.svg", documents.verify_code_picture, name="document-qr"),
]
