"""This app's part of /api/v1/."""

from django.urls import URLPattern, URLResolver, include, path

from matters.api import catalogue, completeness, gate, guided, history, lists, verifying

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("matters.api.exchange_urls")),
    path("", include("matters.api.desk_urls")),
    path("catalogue/gate/", gate.GateReport.as_view(), name="api-catalogue-gate"),
    path("catalogue/gate/check/", gate.GateCheck.as_view(), name="api-catalogue-gate-check"),
    path("catalogue/exceptions/", gate.Exceptions.as_view(), name="api-catalogue-exceptions"),
    path(
        "catalogue/exceptions/<int:exception_id>/",
        gate.ExceptionDecision.as_view(),
        name="api-catalogue-exception-decide",
    ),
    path("standards/<str:fingerprint>/", verifying.StandardVerify.as_view(), name="api-standard-verify"),
    path("matters/completeness/", completeness.CompletenessReport.as_view(), name="api-matters-completeness"),
    path("matters/", catalogue.MatterList.as_view(), name="api-matters"),
    path("matters/<slug:code>/", catalogue.MatterDetail.as_view(), name="api-matter"),
    path("matters/<slug:code>/history/", history.MatterHistory.as_view(), name="api-matter-history"),
    path("matters/<slug:code>/tick-list/", catalogue.MatterTickList.as_view(), name="api-matter-tick-list"),
    path("matters/<slug:code>/questions/", guided.MatterQuestions.as_view(), name="api-matter-questions"),
    path("matter-lists/", lists.Lists.as_view(), name="api-matter-lists"),
    path("matter-lists/<slug:kind>/", lists.OneList.as_view(), name="api-matter-list"),
    path("matter-lists/<slug:kind>/draft/", lists.DraftList.as_view(), name="api-matter-list-draft"),
    path("matter-lists/<int:list_id>/publish/", lists.PublishList.as_view(), name="api-matter-list-publish"),
    path("matter-lists/<int:list_id>/reject/", lists.RejectList.as_view(), name="api-matter-list-reject"),
]
