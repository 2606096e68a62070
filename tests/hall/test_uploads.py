"""Large files on their way in leave nothing behind, however the process ends."""

import os

from django.core.files.uploadedfile import SimpleUploadedFile


def test_a_large_file_has_no_name_while_it_comes_in(rf, settings, tmp_path):
    """A process that is killed leaves nothing behind: the system frees what has no name."""
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    large = os.urandom(settings.FILE_UPLOAD_MAX_MEMORY_SIZE + 1)
    request = rf.post("/", {"file": SimpleUploadedFile("平面图.png", large, "image/png")})
    came = request.FILES["file"]
    assert (came.name, came.size, came.content_type) == ("平面图.png", len(large), "image/png")
    assert came.read() == large and b"".join(came.chunks()) == large
    assert list(tmp_path.iterdir()) == []
    settings.FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
    control = rf.post("/", {"file": SimpleUploadedFile("平面图.png", large, "image/png")})
    assert control.FILES["file"] and list(tmp_path.iterdir()), "the control: as Django does it, the file has a name"
