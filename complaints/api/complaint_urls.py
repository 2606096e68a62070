"""Complaints, the 办不成事 desk and improvement tickets in /api/v1/."""

from django.urls import URLPattern, path

from complaints.api import complaints, improvements, unresolved

ONE, CASE, TICKET = "complaints/<str:number>/", "unresolved/<str:number>/", "improvements/<str:number>/"

urlpatterns: list[URLPattern] = [
    path("halls/<slug:code>/complaints/", complaints.PublicComplaints.as_view(), name="api-complaints-send"),
    path("complaints/not-on-list/", complaints.NotOnList.as_view(), name="api-complaints-not-on-list"),
    path("complaints/follow/", complaints.Follow.as_view(), name="api-complaints-follow"),
    path("complaints/follow-up/", complaints.FollowUp.as_view(), name="api-complaints-follow-up"),
    path("complaints/", complaints.Complaints.as_view(), name="api-complaints"),
    path(ONE, complaints.OneComplaint.as_view(), name="api-complaint"),
    path(f"{ONE}take-up/", complaints.TakeUp.as_view(), name="api-complaint-take-up"),
    path(f"{ONE}offer/", complaints.Offer.as_view(), name="api-complaint-offer"),
    path(f"{ONE}hand-back/", complaints.HandBack.as_view(), name="api-complaint-hand-back"),
    path(f"{ONE}prolong/", complaints.Prolong.as_view(), name="api-complaint-prolong"),
    path(f"{ONE}answer/", complaints.Answer.as_view(), name="api-complaint-answer"),
    path(f"{ONE}show-other-way/", complaints.ShowOtherWay.as_view(), name="api-complaint-other-way"),
    path(f"{ONE}close/", complaints.CloseComplaint.as_view(), name="api-complaint-close"),
    path(f"{ONE}reopen/", complaints.Reopen.as_view(), name="api-complaint-reopen"),
    path("unresolved/", unresolved.Cases.as_view(), name="api-unresolved"),
    path("unresolved/figures/", unresolved.CauseFigures.as_view(), name="api-unresolved-figures"),
    path(CASE, unresolved.OneCase.as_view(), name="api-unresolved-case"),
    path(f"{CASE}classify/", unresolved.Classify.as_view(), name="api-unresolved-classify"),
    path(f"{CASE}exclude/", unresolved.Exclude.as_view(), name="api-unresolved-exclude"),
    path(f"{CASE}forward/", unresolved.ForwardCase.as_view(), name="api-unresolved-forward"),
    path(f"{CASE}take/", unresolved.TakeCase.as_view(), name="api-unresolved-take"),
    path(f"{CASE}send-back/", unresolved.SendCaseBack.as_view(), name="api-unresolved-send-back"),
    path(f"{CASE}solve/", unresolved.Solve.as_view(), name="api-unresolved-solve"),
    path(f"{CASE}tell/", unresolved.TellPerson.as_view(), name="api-unresolved-tell"),
    path(f"{CASE}verify/", unresolved.Verify.as_view(), name="api-unresolved-verify"),
    path(f"{CASE}file/", unresolved.PutOnFile.as_view(), name="api-unresolved-file"),
    path("improvements/", improvements.Improvements.as_view(), name="api-improvements"),
    path(TICKET, improvements.OneImprovement.as_view(), name="api-improvement"),
    path(f"{TICKET}take/", improvements.TakeImprovement.as_view(), name="api-improvement-take"),
    path(f"{TICKET}report/", improvements.ReportProgress.as_view(), name="api-improvement-report"),
    path(f"{TICKET}finish/", improvements.FinishImprovement.as_view(), name="api-improvement-finish"),
    path(f"{TICKET}confirm/", improvements.ConfirmImprovement.as_view(), name="api-improvement-confirm"),
    path(f"{TICKET}send-back/", improvements.SendImprovementBack.as_view(), name="api-improvement-send-back"),
    path(f"{TICKET}decline/", improvements.DeclineImprovement.as_view(), name="api-improvement-decline"),
]
