"""Tokens of staff and devices: kept as digests, found in one statement together with the person and their hall."""

import binascii
from typing import Any

from django.utils.translation import gettext_lazy as _
from knox.auth import TokenAuthentication
from knox.crypto import hash_token
from knox.models import AuthToken
from rest_framework.exceptions import AuthenticationFailed

from hall.kernel import clock


class HallTokenAuthentication(TokenAuthentication):
    """`Authorization: Token …`; an expired or unknown token, or one of a person no longer active, is refused with 401."""

    def authenticate_credentials(self, token: bytes) -> tuple[Any, AuthToken]:
        refusal = AuthenticationFailed(_("令牌无效或已过期，请重新获取。"))
        try:
            digest = hash_token(token.decode("ascii"))
        except (TypeError, UnicodeDecodeError, binascii.Error):
            raise refusal from None
        found = AuthToken.objects.select_related("user__hall", "user__department").filter(digest=digest).first()
        if found is None or (found.expiry is not None and found.expiry <= clock.now()) or not found.user.is_active:
            raise refusal
        return found.user, found
