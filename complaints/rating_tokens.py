"""The secret in a rating link: 128 bit, made from the service and the secret key, stored only as a digest.

Being derived, the same invitation always gives the same link, and no table holds it.
"""

import base64
import hashlib

from django.utils.crypto import salted_hmac

SALT = "complaints.rating"
AGAIN = "complaints.rating-again"


def token_for(service_id: int) -> str:
    """The token of this service's rating, 22 characters fit for a link."""
    return _token(SALT, service_id)


def again_token_for(rating_id: int) -> str:
    """The token by which the rater of a bad rating rates once more after the rectification."""
    return _token(AGAIN, rating_id)


def _token(salt: str, number: int) -> str:
    secret = salted_hmac(salt, str(number), algorithm="sha256").digest()[:16]
    return base64.urlsafe_b64encode(secret).decode().rstrip("=")


def digest_of(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
