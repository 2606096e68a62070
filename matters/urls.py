"""Pages of this app."""

from django.urls import URLPattern, URLResolver, include, path

from matters.views import completeness, guided, public

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("matters.standard_urls")),
    path("", include("matters.finding_urls")),
    path("", include("matters.exchange_urls")),
    path("", include("matters.desk_urls")),
    path("", include("matters.list_urls")),
    path("matters/<slug:code>/", public.matter_guide, name="matter"),
    path("matters/<slug:code>/my-list/", guided.matter_my_list, name="matter-my-list"),
    path("matters/<slug:code>/qr.svg", public.matter_qr, name="matter-qr"),
    path("catalogue/completeness/", completeness.worklist, name="completeness"),
]
