"""This app's part of /api/v1/."""

from django.urls import URLPattern, path

from complaints.api import figures, rating_links, rating_rules, ratings, rectifications
from complaints.api.complaint_urls import urlpatterns as complaint_calls

ONE = "rectifications/<str:number>/"

urlpatterns: list[URLPattern] = [
    path("ratings/", ratings.Ratings.as_view(), name="api-ratings"),
    path("windows/<str:code>/pad/", ratings.WindowPad.as_view(), name="api-window-pad"),
    path("ratings/again/", rating_links.RateAgain.as_view(), name="api-rate-again"),
    path("ratings/opt-out/", rating_links.OptOut.as_view(), name="api-rating-opt-out"),
    path("rating-rules/", rating_rules.HallRatingRules.as_view(), name="api-rating-rules"),
    path(f"{ONE}reveal/", rating_rules.RevealRater.as_view(), name="api-rectification-reveal"),
    path("ratings/records/", figures.RatingRecords.as_view(), name="api-rating-records"),
    path("figures/<str:which>/", figures.FigureList.as_view(), name="api-figure-list"),
    path("figures/", figures.HallFigures.as_view(), name="api-figures"),
    path("halls/<slug:code>/figures/", figures.OpenFigures.as_view(), name="api-open-figures"),
    path("rectifications/", rectifications.Rectifications.as_view(), name="api-rectifications"),
    path(ONE, rectifications.OneRectification.as_view(), name="api-rectification"),
    path(f"{ONE}miss-rater/", rectifications.MissRater.as_view(), name="api-rectification-miss-rater"),
    path(f"{ONE}contact/", rectifications.Contact.as_view(), name="api-rectification-contact"),
    path(f"{ONE}rectify/", rectifications.Rectify.as_view(), name="api-rectification-rectify"),
    path(f"{ONE}miss-call-back/", rectifications.MissCallBack.as_view(), name="api-rectification-miss-call-back"),
    path(f"{ONE}call-back/", rectifications.CallBack.as_view(), name="api-rectification-call-back"),
    path(f"{ONE}send-back/", rectifications.SendBack.as_view(), name="api-rectification-send-back"),
    path(f"{ONE}close/", rectifications.Close.as_view(), name="api-rectification-close"),
    path(f"{ONE}appeal/", rectifications.Appeal.as_view(), name="api-rectification-appeal"),
    path(f"{ONE}decide-appeal/", rectifications.DecideAppeal.as_view(), name="api-rectification-decide-appeal"),
    *complaint_calls,
]
