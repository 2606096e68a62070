"""Pages of complaints and of the 办不成事 desk."""

from django.urls import URLPattern, path

from complaints.views import complain, complaints, followed, improvements, keeping, not_on_list, unresolved

urlpatterns: list[URLPattern] = [
    path("halls/<slug:hall_code>/complaints/new/", complain.complain, name="complaint-new"),
    path("halls/<slug:hall_code>/complaints/receipt/", complain.receipt, name="complaint-receipt"),
    path("halls/<slug:hall_code>/complaints/other-ways/", complain.other_ways, name="complaint-other-ways"),
    path("matters/<slug:code>/not-on-list/", not_on_list.from_guide, name="not-on-list"),
    path("notices/<str:verification_code>/not-on-list/", not_on_list.from_notice, name="not-on-list-notice"),
    path("notices/<str:verification_code>/not-on-list/qr.svg", not_on_list.notice_qr, name="not-on-list-qr"),
    path("complaints/status/", followed.status, name="complaint-status"),
    path("complaints/status/result/", followed.result, name="complaint-status-result"),
    path("complaints/status/again/", followed.again, name="complaint-status-again"),
    path("complaints/status/close/", followed.close, name="complaint-status-close"),
    path("complaints/", complaints.work_list, name="complaints"),
    path("complaints/new/", complaints.take_down, name="complaint-take-down"),
    path("complaints/rules/", complaints.rules, name="complaint-rules"),
    path("complaints/keeping/", keeping.keeping, name="complaint-keeping"),
    path("complaints/keeping/limits/", keeping.limits, name="complaint-limits"),
    path("complaints/keeping/template/", keeping.template, name="complaint-template"),
    path("complaints/<str:number>/", complaints.complaint, name="complaint"),
    path("complaints/<str:number>/reveal/", complaints.reveal, name="complaint-reveal"),
    path("complaints/<str:number>/files/<int:file_id>/", complaints.complaint_file, name="complaint-file"),
    path("complaints/<str:number>/<slug:act>/", complaints.act, name="complaint-act"),
    path("unresolved/", unresolved.case_list, name="unresolved"),
    path("unresolved/new/", unresolved.take_down, name="unresolved-new"),
    path("unresolved/figures/", unresolved.figures, name="unresolved-figures"),
    path("unresolved/<str:number>/", unresolved.case, name="unresolved-case"),
    path("unresolved/<str:number>/reveal/", unresolved.reveal, name="unresolved-reveal"),
    path("unresolved/<str:number>/<slug:act>/", unresolved.act, name="unresolved-act"),
    path("improvements/", improvements.improvement_list, name="improvements"),
    path("improvements/new/", improvements.raise_one, name="improvement-raise"),
    path("improvements/<str:number>/", improvements.improvement, name="improvement"),
    path("improvements/<str:number>/<slug:act>/", improvements.act, name="improvement-act"),
]
