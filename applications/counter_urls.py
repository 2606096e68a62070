"""Pages of the counter after receipt: the tick list of an application, second notices, figures of intake."""

from django.urls import path

from applications.views import counter_desk, second_notices

urlpatterns = [
    path("second-notices/", second_notices.second_notices, name="second-notices"),
    path("second-notices/<int:request_id>/", second_notices.answer_notice, name="second-notice-answer"),
    path("intake-figures/", second_notices.intake_figures, name="intake-figures"),
    path("applications/<str:number>/intake/", counter_desk.intake_desk, name="application-intake"),
]
