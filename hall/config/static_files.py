"""Static files of packages: only what our pages load is collected, so that a first start takes seconds."""

from django.contrib.staticfiles.apps import StaticFilesConfig


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
        "htmax-4*",
        "hx-*",
        "htmx-2-compat*",
    ]
