"""Pages of a result's way to the person: papers, lockers, ways, photos sent in, and the citizen's own pages of them."""

from django.urls import path

from applications.views import locker_panel, papers, proofs, sent_in, status_more, status_worker, storing, ways

urlpatterns = [
    path("issuing/papers/", papers.papers, name="papers"),
    path("issuing/papers/<slug:name>/", papers.paper_act, name="paper-act"),
    path("issuing/storage/", storing.storage, name="storage"),
    path("issuing/storage/keep/", storing.keep_store, name="storage-keep"),
    path("issuing/storage/use/", storing.use, name="storage-use"),
    path("issuing/storage/postage/", storing.postage, name="storage-postage"),
    path("issuing/proofs/<str:number>/", proofs.proof, name="hand-over-proof"),
    path("applications/<str:number>/way/", ways.way, name="application-way"),
    path("sent-in/", sent_in.waiting, name="sent-in"),
    path("sent-in/<str:number>/", sent_in.check, name="sent-in-check"),
    path("halls/<slug:hall_code>/lockers/<slug:locker>/", locker_panel.locker_panel, name="locker-panel"),
    path("status/way/", status_more.way, name="status-way"),
    path("status/phone/", status_more.phone, name="status-phone"),
    path("status/code/", status_more.pickup_code, name="status-code"),
    path("status/document/", status_more.download, name="status-download"),
    path("status/materials/", status_more.materials, name="status-materials"),
    path("status/share/", status_more.share, name="status-share"),
    path("status/shared/<str:token>/", status_more.shared, name="status-shared"),
    path("status/worker.js", status_worker.worker, name="status-worker"),
]
