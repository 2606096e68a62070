"""People (and devices) who act: every act names one of them."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from simple_history.models import HistoricalRecords

from hall.roles import MACHINES, Role


class StaffManager(BaseUserManager["StaffMember"]):
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "StaffMember":
        member = self.model(username=username, **fields)
        member.set_password(password)
        member.save()
        return member

    def create_superuser(self, username: str, password: str | None = None, **fields: Any) -> "StaffMember":
        fields.setdefault("name", username)
        return self.create_user(username, password, roles=[Role.SYSTEM_ADMIN], is_superuser=True, **fields)


class StaffMember(AbstractBaseUser, PermissionsMixin):
    """Someone who acts: a person of staff, a device, or a named system person.

    Roles say what kind of work they do, `hall` and `department` where. Contracted window staff (合同制) accept in a
    department's name but never sign a decision.
    """

    username = models.CharField("账号", max_length=64, unique=True)
    name = models.CharField("姓名", max_length=60)
    roles = ArrayField(
        models.CharField(max_length=24, choices=Role.choices), verbose_name="角色", default=list, blank=True
    )
    hall = models.ForeignKey("hall.Hall", on_delete=models.PROTECT, null=True, blank=True, related_name="staff")
    department = models.ForeignKey(
        "hall.Department", on_delete=models.PROTECT, null=True, blank=True, related_name="staff"
    )
    is_contracted = models.BooleanField("合同制人员", default=False)
    is_system = models.BooleanField("系统账号", default=False)
    is_active = models.BooleanField("启用", default=True)
    history = HistoricalRecords(excluded_fields=["password", "last_login"])

    objects = StaffManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: list[str] = []

    class Meta:
        verbose_name = verbose_name_plural = "工作人员"
        ordering = ["username"]
        constraints = [
            models.CheckConstraint(
                condition=~(models.Q(roles__contains=["approver"]) & models.Q(department=None)),
                name="approver_has_a_department",
            ),
            models.CheckConstraint(
                condition=~(models.Q(roles__contains=["approver"]) & models.Q(is_contracted=True)),
                name="contracted_staff_do_not_approve",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def has_role(self, *roles: str) -> bool:
        """Whether this person holds any of the roles."""
        return any(str(role) in self.roles for role in roles)

    @property
    def is_machine(self) -> bool:
        """Whether this account is a device's and nobody's: all its roles are machines' roles."""
        return bool(self.roles) and set(self.roles) <= {str(role) for role in MACHINES}

    @property
    def is_staff(self) -> bool:
        """Django's word for "may enter the admin"."""
        return self.has_role(Role.SYSTEM_ADMIN)
