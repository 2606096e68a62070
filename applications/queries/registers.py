"""Registers (登记簿): the documents of a department, kind and year in the order of their serials, and whether one is missing."""

from dataclasses import dataclass

from django.db.models import Count, Max, Min, Q, QuerySet

from applications.models import Document, DocumentKind
from hall.models import Hall, StaffMember
from hall.roles import Role

READERS = (Role.HALL_MANAGER, Role.SUPERVISOR, Role.AUDITOR)


@dataclass(frozen=True)
class Register:
    """One register: how many documents, from which serial to which."""

    name: str
    kind: str
    department: str
    count: int
    first: int
    last: int

    @property
    def missing(self) -> int:
        """Serials between the first and the last that no document has; none, by rule."""
        return self.last - self.first + 1 - self.count


def registers(hall: Hall | None, words: str = "") -> list[Register]:
    """Registers in which this hall has documents; a register is the department's, so it is counted over all halls."""
    mine = of_hall(hall)
    if words:
        mine = mine.filter(Q(register__icontains=words) | Q(number__icontains=words))
    names = mine.values_list("register", flat=True).distinct()
    rows = (
        Document.objects.filter(register__in=names)
        .order_by("register")
        .values("register", "kind", "application__department__short_name")
        .annotate(count=Count("pk"), first=Min("serial"), last=Max("serial"))
    )
    return [
        Register(
            name=row["register"],
            kind=str(DocumentKind(row["kind"]).label),
            department=row["application__department__short_name"],
            count=row["count"],
            first=row["first"],
            last=row["last"],
        )
        for row in rows
    ]


def entries(hall: Hall | None, register: str) -> QuerySet[Document]:
    """This hall's documents of a register, the newest first."""
    rows = of_hall(hall).filter(register=register).select_related("application", "issued_by")
    return rows.order_by("-serial")


def missing_serials(register: str) -> list[int]:
    """Which serials no document has, over all halls; at most a hundred."""
    have = set(Document.objects.filter(register=register).values_list("serial", flat=True))
    if not have:
        return []
    return [serial for serial in range(min(have), max(have) + 1) if serial not in have][:100]


def of_hall(hall: Hall | None) -> QuerySet[Document]:
    """Documents that this hall issued; an auditor of no hall sees every hall's."""
    return Document.objects.of(hall) if hall else Document.objects.all()


def hall_of(person: StaffMember) -> Hall | None:
    """Whose documents a person reads."""
    return person.hall
