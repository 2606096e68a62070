"""Automatic approval and promises under /api/v1/."""

from django.urls import path

from applications.api import promises, rules

urlpatterns = [
    path("matters/<str:matter_code>/rules/", rules.MatterRules.as_view(), name="api-matter-rules"),
    path("matters/<str:matter_code>/rules/draft/", rules.DraftRules.as_view(), name="api-rules-draft"),
    path("matters/<str:matter_code>/promises/", promises.MatterPromises.as_view(), name="api-matter-promises"),
    path("rules/reviews/", rules.AutomaticReviews.as_view(), name="api-rules-reviews"),
    path("rules/<int:rules_id>/publish/", rules.PublishRules.as_view(), name="api-rules-publish"),
    path("rules/<int:rules_id>/reject/", rules.RejectRules.as_view(), name="api-rules-reject"),
    path("rules/<int:rules_id>/stop/", rules.StopRules.as_view(), name="api-rules-stop"),
    path("applications/<str:number>/automatic/review/", rules.ReviewAutomatic.as_view(), name="api-automatic-review"),
    path(
        "applications/<str:number>/automatic/revoke/", promises.RevokeAutomatic.as_view(), name="api-automatic-revoke"
    ),
    path(
        "applications/<str:number>/promise/withdraw/", promises.WithdrawPromise.as_view(), name="api-promise-withdraw"
    ),
    path("applications/<str:number>/promise/verified/", promises.Verified.as_view(), name="api-promise-verified"),
    path("applications/<str:number>/promise/remedy/", promises.OrderRemedy.as_view(), name="api-promise-remedy"),
    path("applications/<str:number>/promise/revoke/", promises.RevokeForPromise.as_view(), name="api-promise-revoke"),
    path("promises/", promises.Verifications.as_view(), name="api-promises"),
    path("promises/excluded/", promises.ExcludedPeople.as_view(), name="api-promises-excluded"),
    path("promises/excluded/<int:excluded_id>/repair/", promises.RepairCredit.as_view(), name="api-promises-repair"),
]
