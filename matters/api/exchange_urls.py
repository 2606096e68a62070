"""This room's addresses for catalogue files and figures under /api/v1/."""

from django.urls import URLPattern, path

from matters.api import figures, imports

urlpatterns: list[URLPattern] = [
    path("catalogue/imports/", imports.CatalogueUpload.as_view(), name="api-catalogue-imports"),
    path("catalogue/imports/<int:import_id>/", imports.OneImport.as_view(), name="api-catalogue-import"),
    path(
        "catalogue/imports/<int:import_id>/report/", imports.ImportReport.as_view(), name="api-catalogue-import-report"
    ),
    path(
        "catalogue/imports/<int:import_id>/<slug:verb>/", imports.ImportAct.as_view(), name="api-catalogue-import-act"
    ),
    path("catalogue/figures/", figures.CatalogueFigures.as_view(), name="api-catalogue-figures"),
    path("catalogue/export.xlsx", imports.CatalogueExport.as_view(), name="api-catalogue-export"),
]
