"""Who may rate."""

from complaints.errors import StaffMayNotRate
from hall.models import StaffMember
from hall.roles import Role

RATERS = {Role.PAD, Role.KIOSK, Role.SYSTEM}


def require_rater(by: StaffMember) -> None:
    """Only citizens rate: through a pad, a kiosk or a public page. An account that also serves is staff."""
    if not by.is_active or not by.roles or not set(by.roles) <= {str(role) for role in RATERS}:
        raise StaffMayNotRate()
