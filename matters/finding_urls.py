"""Pages for finding a matter, and for the words by which it is found."""

from django.urls import URLPattern, path

from matters.views import finding, synonyms

urlpatterns: list[URLPattern] = [
    path("matters/", finding.matter_list, name="matters"),
    path("matters/hints/", finding.matter_hints, name="matter-hints"),
    path("catalogue/synonyms/", synonyms.synonyms, name="synonyms"),
    path("catalogue/synonyms/add/", synonyms.synonym_add, name="synonym-add"),
    path("catalogue/synonyms/<int:synonym_id>/", synonyms.synonym, name="synonym"),
    path("catalogue/synonyms/<int:synonym_id>/retire/", synonyms.synonym_retire, name="synonym-retire"),
    path("catalogue/synonyms/<int:synonym_id>/restore/", synonyms.synonym_restore, name="synonym-restore"),
]
