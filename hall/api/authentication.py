"""Tokens of staff and devices: kept as digests, found by three plain statements with the person and their hall."""

import binascii
from typing import Any

from django.utils.translation import gettext_lazy as _
from knox.auth import TokenAuthentication
from knox.crypto import hash_token
from knox.models import AuthToken
from rest_framework.exceptions import AuthenticationFailed

from hall.kernel import clock
from hall.kernel.rows import row_of
from hall.models import Hall, StaffMember


class HallTokenAuthentication(TokenAuthentication):
    """`Authorization: Token …`; an expired or unknown token, or one of a person no longer active, is refused with 401."""

    def authenticate_credentials(self, token: bytes) -> tuple[Any, AuthToken]:
        refusal = AuthenticationFailed(_("令牌无效或已过期，请重新获取。"))
        try:
            digest = hash_token(token.decode("ascii"))
        except (TypeError, UnicodeDecodeError, binascii.Error):
            raise refusal from None
        found = row_of(AuthToken, digest)
        if found is None or (found.expiry is not None and found.expiry <= clock.now()):
            raise refusal
        person = row_of(StaffMember, found.user_id)
        if person is None or not person.is_active:
            raise refusal
        if person.hall_id is not None:
            person.hall = row_of(Hall, person.hall_id)
        found.user = person
        return person, found
