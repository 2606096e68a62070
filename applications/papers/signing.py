"""Signing a PDF with a department's seal (PAdES baseline B), and saying whether a signature holds."""

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from applications.papers.seals import Seal, fingerprint, root_certificate

FIELD = "Seal"
T = TypeVar("T")


@dataclass(frozen=True)
class Signature:
    """What a PDF's signature says: whether nothing was changed since, whose it is, when it was made."""

    holds: bool
    signed_by: str
    signed_at: datetime | None
    serial: str
    valid_until: datetime
    root: str


def signed(pdf: bytes, seal: Seal, *, reason: str, place: str) -> bytes:
    """The PDF with the seal's signature: nothing may be changed afterwards."""
    signer = signers.SimpleSigner(
        signing_cert=_asn1(seal.certificate),
        signing_key=asn1_keys.PrivateKeyInfo.load(
            seal.key.private_bytes(
                serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        ),
        cert_registry=SimpleCertificateStore.from_certs([_asn1(seal.root)]),
    )
    about = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        reason=reason,
        location=place,
    )
    out = io.BytesIO()
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    _apart(lambda: signers.sign_pdf(writer, about, signer=signer, output=out))
    return out.getvalue()


def signature_in(pdf: bytes) -> Signature | None:
    """The signature of one of our own PDFs, checked against this installation's root; None when it has none."""
    embedded = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    if not embedded:
        return None
    first, root = embedded[0], root_certificate()
    certificate = x509.load_der_x509_certificate(first.signer_cert.dump())
    moment = first.self_reported_timestamp
    context = ValidationContext(trust_roots=[_asn1(root)], allow_fetching=False, moment=moment)
    status = _apart(lambda: validate_pdf_signature(first, context))
    return Signature(
        holds=bool(status.bottom_line and status.coverage == SignatureCoverageLevel.ENTIRE_FILE),
        signed_by=first.signer_cert.subject.native["organization_name"],
        signed_at=moment,
        serial=f"{certificate.serial_number:X}",
        valid_until=certificate.not_valid_after_utc,
        root=fingerprint(root),
    )


def _apart(work: Callable[[], T]) -> T:
    """In a thread of its own: the library starts an event loop, and the caller may be inside another."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(work).result()


def _asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))
