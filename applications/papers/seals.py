"""Keys and certificates of the departments' electronic seals: one chain for each installation, made when first needed.

`DATA_DIR/seals/root.pem` signs `DATA_DIR/seals/<department code>.pem`. Private keys are kept encrypted under the field keys
and readable by their owner only. A department that has a certificate of a licensed authority puts it in its file's place
(docs/operations.md).
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.conf import settings

from hall.kernel.crypto import decrypt, encrypt
from hall.models import Department

ROOT = "root"
ROOT_YEARS, SEAL_YEARS = 20, 5
YEAR = timedelta(days=365)
NAME_BYTES, SEAL_WORD = 64, "电子签章"
SYNTHETIC = "系统自建，非第三方认证机构"


@dataclass(frozen=True)
class Seal:
    """A private key with its certificate and the one above it."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate
    root: x509.Certificate

    @property
    def serial(self) -> str:
        return f"{self.certificate.serial_number:X}"


def seal_of(department: Department) -> Seal:
    """The seal of a department; made now when it has none or when its certificate has run out."""
    with _alone():
        root_key, root = _kept(ROOT) or _made_root()
        kept = _kept(department.code)
        if kept is None or kept[1].not_valid_after_utc < _now():
            kept = _made(department, root_key, root)
        return Seal(kept[0], kept[1], root)


def root_certificate() -> x509.Certificate:
    """The certificate at the top of this installation's chain."""
    with _alone():
        return (_kept(ROOT) or _made_root())[1]


def fingerprint(certificate: x509.Certificate) -> str:
    """The SHA-256 of a certificate, in groups that can be compared by eye."""
    digits = certificate.fingerprint(hashes.SHA256()).hex().upper()
    return " ".join(digits[place : place + 4] for place in range(0, len(digits), 4))


def folder() -> Path:
    """Where keys and certificates are kept."""
    return Path(settings.DATA_DIR) / "seals"


@contextmanager
def _alone() -> Iterator[None]:
    """Two processes that need the same seal make it once."""
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    with open(folder() / ".lock", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _kept(name: str) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate] | None:
    file = folder() / f"{name}.pem"
    if not file.exists():
        return None
    secret, _, certificate = file.read_text().partition("\n")
    key = serialization.load_pem_private_key(decrypt(secret).encode(), password=None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    return key, x509.load_pem_x509_certificate(certificate.encode())


def _keep(name: str, key: ec.EllipticCurvePrivateKey, certificate: x509.Certificate) -> None:
    """Whole or not at all: a power cut never leaves half a key."""
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    draft = folder() / f".{name}.draft"
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(f"{encrypt(pem.decode())}\n{certificate.public_bytes(serialization.Encoding.PEM).decode()}")
        out.flush()
        os.fsync(out.fileno())
    draft.replace(folder() / f"{name}.pem")


def _made_root() -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name("政务服务大厅文书签章根证书", SYNTHETIC)
    uses = _uses(key_cert_sign=True, crl_sign=True)
    built = _builder(name, name, key, ROOT_YEARS).add_extension(x509.BasicConstraints(ca=True, path_length=0), True)
    certificate = built.add_extension(uses, True).sign(key, hashes.SHA256())
    _keep(ROOT, key, certificate)
    return key, certificate


def _made(
    department: Department, root_key: ec.EllipticCurvePrivateKey, root: x509.Certificate
) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    key = ec.generate_private_key(ec.SECP256R1())
    names = department.full_name, department.short_name
    signer = f"{_fitting(*names, room=SEAL_WORD)}{SEAL_WORD}"
    subject = _name(signer, _fitting(*names), department.credit_code)
    above = x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key())
    built = (
        _builder(subject, root.subject, key, SEAL_YEARS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), True)
        .add_extension(_uses(digital_signature=True, content_commitment=True), True)
        .add_extension(above, False)
    )
    certificate = built.sign(root_key, hashes.SHA256())
    _keep(department.code, key, certificate)
    return key, certificate


def _now() -> datetime:
    """The time of the machine, as in the signatures themselves; not business time."""
    return datetime.fromtimestamp(time.time(), UTC)


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, years: int
) -> x509.CertificateBuilder:
    now = _now()
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + years * YEAR)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
    )


def _name(common: str, organisation: str, number: str = "") -> x509.Name:
    parts = [(NameOID.COUNTRY_NAME, "CN"), (NameOID.ORGANIZATION_NAME, organisation)]
    parts += [(NameOID.SERIAL_NUMBER, number)] if number else []
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in [*parts, (NameOID.COMMON_NAME, common)]])


def _fitting(*names: str, room: str = "") -> str:
    """The first of these names that a certificate holds (64 bytes), room left for what follows; else the start of the last."""
    most, known = NAME_BYTES - len(room.encode()), [name for name in names if name]
    fits = (name for name in known if len(name.encode()) <= most)
    return next(fits, known[-1].encode()[:most].decode(errors="ignore"))


def _uses(**given: bool) -> x509.KeyUsage:
    names = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
             "key_cert_sign", "crl_sign", "encipher_only", "decipher_only")  # fmt: skip
    return x509.KeyUsage(**{name: given.get(name, False) for name in names})
