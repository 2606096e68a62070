"""Who may do what: asked inside every verb."""

from typing import Any

from hall.kernel.errors import NotPermitted
from hall.models import StaffMember
from hall.roles import Role


def require(person: StaffMember, *roles: Role, hall: Any = None) -> None:
    """Raise NotPermitted unless the person is active, holds one of the roles and, if a hall is given, works there."""
    if not person.is_active or not (person.has_role(*roles) or person.has_role(Role.SYSTEM)):
        raise NotPermitted()
    if hall is not None and person.hall_id not in {None, getattr(hall, "pk", hall)}:
        raise NotPermitted()


def system_person(username: str, name: str = "") -> StaffMember:
    """The named system person under whom imports, tasks and public pages act; made on first use."""
    person, _ = StaffMember.objects.get_or_create(
        username=f"system.{username}",
        defaults={"name": name or f"系统（{username}）", "roles": [Role.SYSTEM], "is_system": True, "password": "!"},
    )
    return person
