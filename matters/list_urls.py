"""Addresses of the pages of lists."""

from django.urls import path

from matters.views import lists

urlpatterns = [
    path("catalogue/lists/", lists.lists, name="matter-lists"),
    path("catalogue/lists/<slug:kind>/", lists.one_list, name="matter-list"),
    path("catalogue/lists/<slug:kind>/draft/", lists.list_draft, name="matter-list-draft"),
    path("catalogue/lists/<int:list_id>/publish/", lists.list_publish, name="matter-list-publish"),
    path("catalogue/lists/<int:list_id>/reject/", lists.list_reject, name="matter-list-reject"),
]
