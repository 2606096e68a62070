"""Wrong rating links over the API, counted like those on pages."""

from rest_framework.response import Response

from complaints.errors import RatingLinkClosed, TooManyWrongLinks
from complaints.verbs.wrong_links import count_wrong_link
from hall.addresses import address_of
from hall.kernel.api import HallView


class CountsWrongLinks(HallView):
    """Base of calls by a link: a wrong one is counted after its request was rolled back; a flood of them gets 429."""

    def handle_exception(self, exc: Exception) -> Response:
        if isinstance(exc, RatingLinkClosed):
            try:
                count_wrong_link(address_of(self.request._request))
            except TooManyWrongLinks as limit:
                exc = limit
        answer = super().handle_exception(exc)
        if isinstance(exc, TooManyWrongLinks):
            answer.headers["Retry-After"] = str(exc.data["retry_after"])
        return answer
