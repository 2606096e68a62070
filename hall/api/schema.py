"""The OpenAPI description of everything."""

from drf_spectacular.views import SpectacularAPIView

from hall.kernel.access import PUBLIC
from hall.kernel.api import WhoMay


class Schema(SpectacularAPIView):
    """The description itself."""

    who_may = (PUBLIC,)
    permission_classes = [WhoMay]
