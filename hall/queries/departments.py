"""Departments and the names they bore."""

from datetime import date

from hall.models import Department, DepartmentName


def name_on(department: Department, day: date) -> str:
    """The full name the department bore on this day; its present one when no other is known."""
    name = DepartmentName.objects.filter(department=department, period__contains=day).first()
    return name.full_name if name else department.full_name
