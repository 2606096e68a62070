"""What complaints tell."""

from dataclasses import dataclass


@dataclass(frozen=True)
class BadRatingGiven:
    """One of the two lower levels was given."""

    rating_id: int
