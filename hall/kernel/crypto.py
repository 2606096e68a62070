"""Field encryption: AES-256-GCM under named keys, and a keyed digest (blind index) for exact search.

Stored form: `key_id:base64(nonce + ciphertext)`. The first key of `FIELD_KEYS` encrypts, all of them decrypt, so keys
can be rotated while reads go on. GB/T 22239 level 3 asks for encryption of personal data in storage.
"""

import base64
import hashlib
import hmac
import os
from functools import lru_cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings


@lru_cache(maxsize=8)
def _cipher(key: str) -> AESGCM:
    return AESGCM(base64.b64decode(key))


def encrypt(plain: str) -> str:
    """The stored form of `plain`; empty stays empty."""
    if not plain:
        return ""
    key_id, key = next(iter(settings.FIELD_KEYS.items()))
    nonce = os.urandom(12)
    sealed = _cipher(key).encrypt(nonce, plain.encode(), key_id.encode())
    return f"{key_id}:{base64.b64encode(nonce + sealed).decode()}"


def decrypt(stored: str) -> str:
    """The plain text of a stored form. Raises KeyError when its key is not configured, InvalidTag when altered."""
    if not stored:
        return ""
    key_id, _, body = stored.partition(":")
    raw = base64.b64decode(body)
    return _cipher(settings.FIELD_KEYS[key_id]).decrypt(raw[:12], raw[12:], key_id.encode()).decode()


def blind_index(value: str) -> str:
    """A keyed digest by which an exact value is found again without being readable; empty stays empty."""
    if not value:
        return ""
    normal = value.strip().upper().replace(" ", "")
    return hmac.new(settings.INDEX_KEY.encode(), normal.encode(), hashlib.sha256).hexdigest()
