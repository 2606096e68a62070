"""Second notices and figures of intake under /api/v1/."""

from django.urls import path

from applications.api import second_notices

urlpatterns = [
    path("second-notices/", second_notices.SecondNotices.as_view(), name="api-second-notices"),
    path(
        "second-notices/<int:request_id>/", second_notices.AnswerSecondNotice.as_view(), name="api-second-notice-answer"
    ),
    path("intake-figures/", second_notices.IntakeFigures.as_view(), name="api-intake-figures"),
    path(
        "applications/<str:number>/ask-second-notice/",
        second_notices.AskSecondNotice.as_view(),
        name="api-ask-second-notice",
    ),
]
