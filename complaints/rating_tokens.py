"""The secret in a rating link: 128 bit, made from the service and the secret key, stored only as a digest.

Being derived, the same invitation always gives the same link, and no table holds it.
"""

import base64
import hashlib

from django.utils.crypto import salted_hmac

SALT = "complaints.rating"


def token_for(service_id: int) -> str:
    """The token of this service's rating, 22 characters fit for a link."""
    secret = salted_hmac(SALT, str(service_id), algorithm="sha256").digest()[:16]
    return base64.urlsafe_b64encode(secret).decode().rstrip("=")


def digest_of(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
