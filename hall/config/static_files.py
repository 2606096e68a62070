"""Static files of packages: only what our pages load is collected, so that a first start takes seconds."""

from typing import Any

from django.contrib.staticfiles.apps import StaticFilesConfig
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage


class SlimStaticFilesConfig(StaticFilesConfig):
    """Leaves out the browsable API, Bootstrap's variants and scripts, ReDoc and unused htmx builds."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        "bootstrap/js",
        "bootstrap-grid*",
        "bootstrap-reboot*",
        "bootstrap-utilities*",
        "bootstrap.css*",
        "bootstrap.rtl*",
        "drf_spectacular_sidecar/redoc",
        "rest_framework",
        "htmx-4*",
        "htmax-*",
        "hx-*",
        "htmx-2-compat*",
    ]


class GzippedManifestStorage(CompressedManifestStaticFilesStorage):
    """Hashed names, compressed once with gzip; Brotli costs a minute of two cores for little on an intranet."""

    def create_compressor(self, **kwargs: Any) -> Compressor:
        return Compressor(**{**kwargs, "use_brotli": False})
