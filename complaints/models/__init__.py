"""Tables of ratings and complaints."""

from complaints.models.rating import Rating

__all__ = ["Rating"]
