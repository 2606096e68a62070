"""Pages of this app."""

from django.urls import path

from applications.views import files

urlpatterns = [
    path("applications/<str:number>/files/<int:file_id>/", files.material_file, name="material-file"),
]
