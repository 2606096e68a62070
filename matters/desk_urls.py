"""The workplace of editors, reviewers and publishers, and the public history they write."""

from django.urls import URLPattern, path

from matters.views import beginning, deciding, describing, desk, drafting, guiding, history

urlpatterns: list[URLPattern] = [
    path("matters/<slug:code>/history/", history.matter_history, name="matter-history"),
    path("matters/closed/", history.matters_closed, name="matters-closed"),
    path("catalogue/", desk.catalogue_desk, name="catalogue-desk"),
    path("catalogue/new/", beginning.matter_new, name="matter-new"),
    path("catalogue/matters/<slug:code>/draft/", desk.draft_start, name="draft-start"),
    path("catalogue/matters/<slug:code>/", describing.matter_describe, name="matter-describe"),
    path("catalogue/changes/<int:change_id>/", describing.description_change, name="description-change"),
    path("catalogue/changes/<int:change_id>/<slug:verb>/", describing.description_act, name="description-act"),
    path("catalogue/drafts/<int:version_id>/", drafting.draft, name="draft"),
    path("catalogue/drafts/<int:version_id>/questions/", guiding.draft_questions, name="draft-questions"),
    path("catalogue/versions/<int:version_id>/", deciding.version, name="version"),
    path("catalogue/versions/<int:version_id>/<slug:verb>/", deciding.version_act, name="version-act"),
]
