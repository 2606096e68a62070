"""Throttles that let people pass when the counter itself does not answer."""

from typing import Any

import redis
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from hall.addresses import address_of
from hall.kernel.crypto import blind_index


class CalmThrottle(SimpleRateThrottle):
    """So many requests for an account, or for an address where nobody is logged in; open while Redis is away."""

    scope = "calm"
    rate = "120/min"

    def get_cache_key(self, request: Request, view: Any) -> str:
        who = f"account:{request.user.pk}" if request.user.is_authenticated else address_of(request._request)
        return f"throttle:{self.scope}:{who}"

    def allow_request(self, request: Request, view: Any) -> bool:
        try:
            return bool(super().allow_request(request, view))
        except redis.RedisError:
            return True


class LoginThrottle(CalmThrottle):
    """A hall sits behind one address: wide enough for its morning. Wrong passwords are counted apart (axes)."""

    scope = "login"
    rate = "600/min"


class AccountThrottle(CalmThrottle):
    """So many tokens for one account from one address."""

    scope = "login-account"
    rate = "20/min"

    def get_cache_key(self, request: Request, view: Any) -> str:
        given = request.data if isinstance(request.data, dict) else {}
        account = blind_index(str(given.get("username", ""))[:64])
        return f"throttle:{self.scope}:{address_of(request._request)}:{account}"
