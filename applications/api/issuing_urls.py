"""Shelves, lockers, photos sent in, hearings, and what citizens do themselves, under /api/v1/."""

from django.urls import path

from applications.api import citizen, hearing, sent_in, storing

urlpatterns = [
    path("storage/shelves/", storing.Shelves.as_view(), name="api-shelves"),
    path("storage/lockers/", storing.Lockers.as_view(), name="api-lockers"),
    path("storage/use/", storing.UseStore.as_view(), name="api-use-store"),
    path("postage/", storing.PostageRule.as_view(), name="api-postage"),
    path("sent-in/", sent_in.SentIn.as_view(), name="api-sent-in"),
    path("sent-in/<str:number>/", sent_in.OneSentIn.as_view(), name="api-one-sent-in"),
    path("sent-in/<str:number>/accept/", sent_in.AcceptSentIn.as_view(), name="api-accept-sent-in"),
    path("sent-in/<str:number>/send-back/", sent_in.SendBack.as_view(), name="api-send-back"),
    path("status/", citizen.StatusQuery.as_view(), name="api-status"),
    path("status/materials/", citizen.AddPhoto.as_view(), name="api-status-add-photo"),
    path("status/materials/send/", citizen.SendPhotosIn.as_view(), name="api-status-send-in"),
    path("status/phone/", citizen.SendPhoneCode.as_view(), name="api-status-phone"),
    path("status/phone/prove/", citizen.ProvePhone.as_view(), name="api-status-prove-phone"),
    path("status/way/", citizen.WayOfCitizen.as_view(), name="api-status-way"),
    path("status/collector/", citizen.CollectorOfCitizen.as_view(), name="api-status-collector"),
    path("applications/<str:number>/hearing/", hearing.HearingOf.as_view(), name="api-hearing"),
    path("applications/<str:number>/hearing/tell/", hearing.TellHearingRight.as_view(), name="api-hearing-tell"),
    path("applications/<str:number>/hearing/ask/", hearing.AskHearing.as_view(), name="api-hearing-ask"),
    path("applications/<str:number>/hearing/announce/", hearing.AnnounceHearing.as_view(), name="api-hearing-announce"),
    path("applications/<str:number>/hearing/record/", hearing.RecordHearing.as_view(), name="api-hearing-record"),
]
