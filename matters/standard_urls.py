"""Pages about the standard itself: comparing a fingerprint, and what the publish gate lets pass."""

from django.urls import URLPattern, path, register_converter

from matters.queries.verifying import FULL, SHORT, fingerprint_in
from matters.views import gate, verifying

_HEX, _BETWEEN = "[0-9A-Fa-f０-９Ａ-Ｆａ-ｆ]", r"[\s\-‐-―−－._·:]*"


class FingerprintConverter:
    """A fingerprint in an address, as people type it: 8 or 64 hexadecimal digits, dashes or none."""

    regex = f"(?:{_HEX}{_BETWEEN}){{{FULL}}}|(?:{_HEX}{_BETWEEN}){{{SHORT}}}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return fingerprint_in(value) or value


register_converter(FingerprintConverter, "fingerprint")

urlpatterns: list[URLPattern] = [
    path("catalogue/gate/", gate.catalogue_gate, name="catalogue-gate"),
    path("catalogue/gate/report.csv", gate.catalogue_gate_file, name="catalogue-gate-file"),
    path("catalogue/exceptions/", gate.catalogue_exceptions, name="catalogue-exceptions"),
    path(
        "catalogue/exceptions/<int:exception_id>/", gate.catalogue_exception_decide, name="catalogue-exception-decide"
    ),
    path("verify/<fingerprint:fingerprint>/", verifying.standard_verify, name="standard-verify"),
    path("verify/<fingerprint:fingerprint>/qr.svg", verifying.standard_qr, name="standard-qr"),
    path("verify/<fingerprint:fingerprint>/content.json", verifying.standard_content, name="standard-content"),
]
