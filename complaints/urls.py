"""Pages of this app."""

from django.urls import URLPattern, path

from complaints.complaint_urls import urlpatterns as complaint_pages
from complaints.views import (
    department_ratings,
    figures,
    pad,
    rate,
    rate_again,
    rating_kiosk,
    rating_rules,
    rating_ways,
    rectifications,
)

urlpatterns: list[URLPattern] = [
    path("r/<str:token>", rate.short, name="rate-short"),
    path("a/<str:token>", rate_again.again_short, name="rate-again-short"),
    path("rate/thanks/", rate.thanks, name="rate-thanks"),
    path("rate/again/<str:token>/", rate_again.rate_again, name="rate-again"),
    path("rate/receipt/<str:code>/", rating_ways.receipt_rate, name="receipt-rate"),
    path("rate/receipt/<str:code>/qr.svg", rating_ways.receipt_rate_qr, name="receipt-rate-qr"),
    path("tickets/<str:token>/rate/", rating_ways.ticket_rate, name="ticket-rate"),
    path("tickets/<str:token>/rate/qr.svg", rating_ways.ticket_rate_qr, name="ticket-rate-qr"),
    path("status/rate/", rating_ways.status_rate, name="status-rate"),
    path("halls/<slug:hall_code>/kiosk/rate/", rating_kiosk.kiosk_rate, name="kiosk-rate"),
    path("halls/<slug:hall_code>/kiosk/rate/<str:token>/", rating_kiosk.kiosk_rate_one, name="kiosk-rate-one"),
    path("rate/<str:token>/", rate.rate, name="rate"),
    path("rate/<str:token>/stop/", rate.stop_asking, name="rate-stop"),
    path("pad/", pad.pad, name="pad"),
    path("rectifications/", rectifications.rectifications, name="rectifications"),
    path("rectifications/rules/", rating_rules.rating_rules, name="rating-rules"),
    path("rectifications/department/", department_ratings.department_ratings, name="department-ratings"),
    path("rectifications/<str:number>/department-appeal/", department_ratings.appeal, name="department-appeal"),
    path("rectifications/<str:number>/", rectifications.rectification, name="rectification"),
    path("rectifications/<str:number>/act/", rectifications.act, name="rectification-act"),
    path("rectifications/<str:number>/reveal/", rectifications.reveal_rater, name="rectification-reveal"),
    *complaint_pages,
    path("figures/", figures.figures, name="figures"),
    path("figures/excel/", figures.figures_excel, name="figures-excel"),
    path("figures/complaints/<slug:table>/", figures.complaint_list, name="figure-complaints"),
    path("figures/<str:which>/", figures.figure_list, name="figure-list"),
    path("halls/<slug:hall_code>/figures/", figures.open_figures, name="open-figures"),
    path("halls/<slug:hall_code>/figures/excel/", figures.open_figures_excel, name="open-figures-excel"),
]
