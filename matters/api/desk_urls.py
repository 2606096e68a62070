"""The workplace's addresses under /api/v1/."""

from django.urls import URLPattern, path, register_converter

from matters.api import describing, drafting


class ActConverter:
    """One of the acts on a version."""

    regex = "|".join(drafting.ACTS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class ChangeActConverter(ActConverter):
    """One of the acts on a proposed description."""

    regex = "|".join(describing.ACTS)


register_converter(ChangeActConverter, "change_act")
register_converter(ActConverter, "version_act")

urlpatterns: list[URLPattern] = [
    path("catalogue/desk/", drafting.CatalogueDesk.as_view(), name="api-catalogue-desk"),
    path("catalogue/matters/<slug:code>/draft/", drafting.StartDraft.as_view(), name="api-catalogue-draft-start"),
    path("catalogue/changes/", describing.Changes.as_view(), name="api-catalogue-changes"),
    path(
        "catalogue/changes/<int:change_id>/<change_act:verb>/",
        describing.ChangeAct.as_view(),
        name="api-catalogue-change-act",
    ),
    path("catalogue/matters/<slug:code>/description/", describing.Describe.as_view(), name="api-catalogue-describe"),
    path("catalogue/versions/<int:version_id>/", drafting.OneVersion.as_view(), name="api-catalogue-version"),
    path(
        "catalogue/versions/<int:version_id>/<version_act:verb>/",
        drafting.VersionAct.as_view(),
        name="api-catalogue-version-act",
    ),
]
