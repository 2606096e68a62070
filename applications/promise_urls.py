"""Pages of automatic approval and of promises."""

from django.urls import path

from applications.views import promises, rules

urlpatterns = [
    path("matters/<slug:code>/rules/", rules.public_rules, name="instant-rules"),
    path("rules/", rules.desk, name="rules-desk"),
    path("rules/reviews/", rules.reviews, name="rules-reviews"),
    path("rules/<slug:code>/", rules.rules, name="rules"),
    path("rules/<slug:code>/draft/", rules.draft, name="rules-draft"),
    path("rules/<slug:code>/<int:rules_id>/<slug:name>/", rules.act, name="rules-act"),
    path("promises/", promises.tasks, name="promises"),
    path("promises/excluded/", promises.excluded, name="promises-excluded"),
    path("promises/excluded/<int:excluded_id>/repair/", promises.repair, name="promises-repair"),
    path("promises/matters/", promises.matters, name="promises-matters"),
    path("applications/<str:number>/promise/<slug:name>/", promises.act, name="application-promise"),
]
