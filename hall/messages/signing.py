"""Signatures on requests to and from a provider: HMAC-SHA256 over method, path, time, nonce and content.

Headers: X-Key, X-Timestamp (Unix seconds), X-Nonce, X-Signature. Pure functions; whoever calls says what time it is.
"""

import hashlib
import hmac
import secrets
from collections.abc import Mapping

WINDOW_SECONDS = 300


def signature(secret: str, method: str, path: str, timestamp: str, nonce: str, body: bytes) -> str:
    content = "\n".join([method.upper(), path, timestamp, nonce, hashlib.sha256(body).hexdigest()])
    return hmac.new(secret.encode(), content.encode(), hashlib.sha256).hexdigest()


def signed_headers(key: str, secret: str, method: str, path: str, body: bytes, at: float) -> dict[str, str]:
    """The headers that prove who sends this request, and when."""
    timestamp, nonce = str(int(at)), secrets.token_hex(16)
    return {
        "X-Key": key,
        "X-Timestamp": timestamp,
        "X-Nonce": nonce,
        "X-Signature": signature(secret, method, path, timestamp, nonce, body),
    }


def is_trusted(
    key: str, secret: str, method: str, path: str, body: bytes, headers: Mapping[str, str], at: float
) -> bool:
    """Whether the request comes from who holds the secret, within five minutes. Nobody is trusted without a secret."""
    timestamp = headers.get("X-Timestamp", "")
    if not secret or not timestamp.isascii() or not timestamp.isdigit() or len(timestamp) > 12:
        return False
    expected = signature(secret, method, path, timestamp, headers.get("X-Nonce", ""), body)
    given = headers.get("X-Signature", "")
    is_ours = hmac.compare_digest(expected.encode(), given.encode()) and hmac.compare_digest(
        key.encode(), headers.get("X-Key", "").encode()
    )
    return is_ours and abs(at - int(timestamp)) <= WINDOW_SECONDS
