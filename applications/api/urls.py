"""This app's part of /api/v1/."""

from django.urls import include, path

from applications.api import acts, intake, keeping, papers, papers_on_their_way, reads, shares, signing
from applications.api import inbox as desk

urlpatterns = [
    path("", include("applications.api.counter_urls")),
    path("", include("applications.api.supervision_urls")),
    path("", include("applications.api.promise_urls")),
    path("", include("applications.api.issuing_urls")),
    path("intake-sheets/<str:matter_code>/", intake.IntakeSheet.as_view(), name="api-intake-sheet"),
    path("applications/", intake.Applications.as_view(), name="api-applications"),
    path("applications/<str:number>/", intake.OneApplication.as_view(), name="api-application"),
    path("applications/<str:number>/accept/", intake.Accept.as_view(), name="api-accept"),
    path("applications/<str:number>/tick/", intake.TickAgain.as_view(), name="api-tick"),
    path(
        "applications/<str:number>/request-correction/",
        intake.RequestCorrection.as_view(),
        name="api-request-correction",
    ),
    path("applications/<str:number>/resubmit/", intake.Resubmit.as_view(), name="api-resubmit"),
    path("applications/<str:number>/supplement/", intake.Supplement.as_view(), name="api-supplement"),
    path("applications/<str:number>/refuse/", intake.Refuse.as_view(), name="api-refuse"),
    path("applications/<str:number>/decide/", intake.Decide.as_view(), name="api-decide"),
    *(
        path(f"applications/<str:number>/{name}/", acts.act_view(name).as_view(), name=f"api-application-{name}")
        for name in acts.SHAPES
    ),
    path("applications/<str:number>/review/", signing.Review.as_view(), name="api-review"),
    path("applications/<str:number>/return-to-review/", signing.ReturnToReview.as_view(), name="api-return-to-review"),
    path("applications/<str:number>/transfer/", signing.Transfer.as_view(), name="api-transfer"),
    path("applications/<str:number>/undo-decision/", signing.UndoDecision.as_view(), name="api-undo-decision"),
    path("authorisations/", keeping.Authorisations.as_view(), name="api-authorisations"),
    path(
        "authorisations/<int:authorisation_id>/revoke/",
        keeping.RevokeAuthorisation.as_view(),
        name="api-revoke-authorisation",
    ),
    path("signing-routes/", keeping.Routes.as_view(), name="api-signing-routes"),
    path("signing-routes/<int:route_id>/drop/", keeping.DropRoute.as_view(), name="api-drop-signing-route"),
    path("step-shares/", shares.StepShares.as_view(), name="api-step-shares"),
    path("absences/", keeping.Absences.as_view(), name="api-absences"),
    path("absences/<int:absence_id>/call-off/", keeping.CallOffAbsence.as_view(), name="api-call-off-absence"),
    path("decisions/", signing.Decisions.as_view(), name="api-decisions"),
    path("applications/<str:number>/withdraw/", intake.Withdraw.as_view(), name="api-withdraw"),
    path(
        "applications/<str:number>/materials/<int:material_id>/files/",
        intake.MaterialFiles.as_view(),
        name="api-material-files",
    ),
    path("applications/<str:number>/files/<int:file_id>/", papers.OneFile.as_view(), name="api-material-file"),
    path(
        "applications/<str:number>/files/<int:file_id>/remove/",
        papers.RemoveFile.as_view(),
        name="api-remove-material-file",
    ),
    path("applications/<str:number>/reveal/", papers.RevealParty.as_view(), name="api-application-reveal"),
    path("documents/<str:verification_code>/", papers.OneDocument.as_view(), name="api-document"),
    path("documents/<str:verification_code>/print/", papers.PrintDocument.as_view(), name="api-document-print"),
    path("inbox/", reads.Inbox.as_view(), name="api-inbox"),
    path("inbox/find/", desk.FindApplications.as_view(), name="api-find-applications"),
    path("inbox/phrases/", desk.PhrasesView.as_view(), name="api-phrases"),
    path("inbox/report/", desk.MonthReportView.as_view(), name="api-month-report"),
    path("consultations/", desk.Consultations.as_view(), name="api-consultations"),
    path(
        "consultations/<int:consultation_id>/answer/", desk.AnswerConsultation.as_view(), name="api-answer-consultation"
    ),
    path(
        "consultations/<int:consultation_id>/call-back/",
        desk.CallBackConsultation.as_view(),
        name="api-call-back-consultation",
    ),
    path("applications/<str:number>/ask-department/", desk.AskDepartment.as_view(), name="api-ask-department"),
    path(
        "applications/<str:number>/return-for-correction/",
        desk.ReturnForCorrection.as_view(),
        name="api-return-for-correction",
    ),
    path("results/", reads.Results.as_view(), name="api-results"),
    path("results/find/", reads.FindResults.as_view(), name="api-find-results"),
    path("results/hand-over/", reads.HandOver.as_view(), name="api-hand-over"),
    path("papers/", papers_on_their_way.Papers.as_view(), name="api-papers"),
    path("lockers/open/", papers_on_their_way.OpenLocker.as_view(), name="api-locker-open"),
    *(
        path(f"results/<str:number>/{name}/", view.as_view(), name=f"api-result-{name}")
        for name, view in {
            "shelve": papers_on_their_way.Shelve,
            "return": papers_on_their_way.ReturnPaper,
            "put-in-locker": papers_on_their_way.PutInLocker,
            "take-back": papers_on_their_way.TakeBack,
            "post": papers_on_their_way.Post,
            "post-arrived": papers_on_their_way.PostArrived,
            "post-came-back": papers_on_their_way.PostCameBack,
            "code": papers_on_their_way.SendCode,
        }.items()
    ),
    path("applications/<str:number>/way/", papers_on_their_way.ChooseWay.as_view(), name="api-choose-way"),
    path(
        "applications/<str:number>/collector/", papers_on_their_way.NameCollector.as_view(), name="api-name-collector"
    ),
    path("documents/verify/<str:verification_code>/", reads.VerifyDocument.as_view(), name="api-document-verify"),
]
