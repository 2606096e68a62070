"""Pages of catalogue files (import, export, template) and of the catalogue's figures."""

from django.urls import URLPattern, path

from matters.views import exports, figures, imports

urlpatterns: list[URLPattern] = [
    path("matters/figures/", figures.figures_page, name="catalogue-figures"),
    path("matters/figures.xlsx", figures.figures_workbook, name="catalogue-figures-workbook"),
    path("catalogue/imports/", imports.import_list, name="catalogue-imports"),
    path("catalogue/imports/<int:import_id>/", imports.import_page, name="catalogue-import"),
    path("catalogue/imports/<int:import_id>/problems.csv", imports.import_problems, name="catalogue-import-problems"),
    path("catalogue/imports/<int:import_id>/changes.csv", imports.import_changes, name="catalogue-import-changes"),
    path("catalogue/imports/<int:import_id>/<slug:verb>/", imports.import_act, name="catalogue-import-act"),
    path("catalogue/file-format/", exports.file_format, name="catalogue-file-format"),
    path("catalogue/template.xlsx", exports.template_xlsx, name="catalogue-template"),
    path("catalogue/template/<slug:part>.csv", exports.template_csv, name="catalogue-template-csv"),
    path("catalogue/export.xlsx", exports.export_workbook, name="catalogue-export"),
    path("catalogue/export/<slug:part>.csv", exports.export_part, name="catalogue-export-csv"),
]
