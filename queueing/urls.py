"""Pages of this app."""

from django.urls import URLPattern, URLResolver, include, path

from queueing.views import display, figures, guide, kiosk, kiosk_questions, phone

urlpatterns: list[URLPattern | URLResolver] = [
    path("workbench/", include("queueing.views.workbench.urls")),
    path("halls/<slug:hall_code>/kiosk/", kiosk.start, name="kiosk"),
    path("halls/<slug:hall_code>/kiosk/matters/", kiosk.choose, name="kiosk-choose"),
    path("halls/<slug:hall_code>/kiosk/questions/", kiosk_questions.questions, name="kiosk-questions"),
    path("halls/<slug:hall_code>/kiosk/identity/", kiosk.identify, name="kiosk-identity"),
    path("halls/<slug:hall_code>/kiosk/tickets/<str:token>/", kiosk.ticket, name="kiosk-ticket"),
    path("guide/", guide.desk, name="guide-desk"),
    path("guide/matters/", guide.found_matters, name="guide-matters"),
    path("guide/line/", guide.line, name="guide-line"),
    path("guide/tickets/<int:ticket_id>/", guide.slip, name="guide-slip"),
    path("guide/tickets/<int:ticket_id>/cancel/", guide.cancel, name="guide-cancel"),
    path("guide/tickets/<int:ticket_id>/rejoin/", guide.back_in, name="guide-rejoin"),
    path("guide/tickets/<int:ticket_id>/postpone/", guide.later, name="guide-postpone"),
    path("guide/tickets/<int:ticket_id>/unpark/", guide.back_from_room, name="guide-unpark"),
    path("queue/figures/", figures.figures, name="queue-figures"),
    path("queue/figures/excel/", figures.figures_excel, name="queue-figures-excel"),
    path("queue/figures/rebuilt/", figures.rebuilt_day, name="queue-rebuilt-day"),
    path("tickets/<str:token>/", phone.ticket, name="ticket"),
    path("tickets/<str:token>/answers/<slug:code>/", phone.answers, name="ticket-answers"),
    path("tickets/<str:token>/leave/", phone.leave, name="ticket-leave"),
    path("tickets/<str:token>/qr.svg", phone.qr, name="ticket-qr"),
    path("halls/<slug:hall_code>/display/", display.display, name="display"),
    path("halls/<slug:hall_code>/display/snapshot/", display.snapshot, name="display-snapshot"),
    path("halls/<slug:hall_code>/display/waiting/", display.waiting, name="display-waiting"),
    path("halls/<slug:hall_code>/display/waiting/snapshot/", display.waiting_snapshot, name="display-waiting-snapshot"),
    path("halls/<slug:hall_code>/display/window/<str:window_code>/", display.window, name="display-window"),
    path(
        "halls/<slug:hall_code>/display/window/<str:window_code>/snapshot/",
        display.window_snapshot,
        name="display-window-snapshot",
    ),
    path("halls/<slug:hall_code>/display/ruler/", display.ruler, name="display-ruler"),
]
