"""What a person handed in before and may use again: answers and materials of their own earlier applications."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Prefetch, QuerySet

from applications.models import Application, ApplicationMaterial, Consent, MaterialFile
from applications.queries.form_words import COLLECT, LABELS
from applications.states import MaterialStatus
from hall.kernel import clock
from hall.models import Hall, Party
from matters.models import Material, MatterVersion

KEPT = timedelta(days=730)
LOOKED_AT = 30
ANSWERS = ("place", "collect")  # the same whatever is applied for
OWN_ANSWERS = ("content",)  # only from the same matter


@dataclass(frozen=True)
class OfferedAnswer:
    """One earlier answer, where it comes from and of which day."""

    name: str
    label: str
    value: str
    source: Application
    on: date

    @property
    def words(self) -> str:
        """The value in the reader's words."""
        return dict(COLLECT).get(self.value, self.value) if self.name == "collect" else self.value


@dataclass(frozen=True)
class OfferedMaterial:
    """One material of the list that was handed in before with its scans."""

    material: Material
    source: Application
    on: date
    files: tuple[MaterialFile, ...]


@dataclass(frozen=True)
class Offer:
    """What can be used again for one matter."""

    answers: list[OfferedAnswer] = field(default_factory=list)
    materials: list[OfferedMaterial] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.answers or self.materials)

    def answer(self, name: str) -> OfferedAnswer | None:
        """The earlier answer to this field."""
        return next((one for one in self.answers if one.name == name), None)

    def material(self, material_id: int) -> OfferedMaterial | None:
        """The earlier copy of this material."""
        return next((one for one in self.materials if one.material.pk == material_id), None)


NOTHING = Offer()


def offer_of(
    hall: Hall,
    party: Party,
    version: MatterVersion,
    materials: Sequence[Material],
    but: Application | None = None,
) -> Offer:
    """The newest earlier answer to each common field, and the newest scans of each listed material.

    Only the person's own applications as applicant, in this hall, of two years. Materials are the same when the standard
    calls them the same. `but` is the application they are wanted for.
    """
    earlier = [one for one in _earlier(hall, party) if one != but]
    if not earlier:
        return NOTHING
    return Offer(_answers(earlier, version), _materials(earlier, materials))


def has_earlier(hall: Hall, party: Party) -> int:
    """How many of this person's applications could be used again; without looking into any."""
    return _rows(hall, party).count()


def standing_consent(hall: Hall, party: Party, visit: str) -> Consent | None:
    """The person's consent of this visit, while it stands."""
    rows = Consent.objects.of(hall).filter(party=party, visit=visit, withdrawn_at=None)
    return rows.select_related("taken_by").first()


def day_of(application: Application) -> date:
    """The day it was handed in."""
    return application.received_at.astimezone(clock.BEIJING).date()


def _rows(hall: Hall, party: Party) -> QuerySet[Application]:
    return Application.objects.of(hall).filter(applicant=party, received_at__gte=clock.now() - KEPT)


def _earlier(hall: Hall, party: Party) -> list[Application]:
    files = Prefetch("files", queryset=MaterialFile.objects.of(hall))
    had = ApplicationMaterial.objects.filter(status=MaterialStatus.HAVE).select_related("material")
    around = (
        _rows(hall, party)
        .select_related("version__matter")
        .prefetch_related(Prefetch("materials", queryset=had.prefetch_related(files)))
    )
    return list(around.order_by("-received_at", "-pk")[:LOOKED_AT])


def _answers(earlier: Iterable[Application], version: MatterVersion) -> list[OfferedAnswer]:
    found: dict[str, OfferedAnswer] = {}
    for application in earlier:
        names = ANSWERS + (OWN_ANSWERS if application.version.matter_id == version.matter_id else ())
        for name in names:
            value = str(application.form.get(name) or "").strip()
            if value:
                found.setdefault(name, OfferedAnswer(name, LABELS[name], value, application, day_of(application)))
    return [found[name] for name in (*OWN_ANSWERS, *ANSWERS) if name in found]


def _materials(earlier: Iterable[Application], materials: Sequence[Material]) -> list[OfferedMaterial]:
    wanted = {_same(material): material for material in materials if not material.shared_licence}
    found: dict[str, OfferedMaterial] = {}
    for application in earlier:
        for row in application.materials.all():
            key, files = _same(row.material), tuple(row.files.all())
            if key in wanted and files:
                found.setdefault(key, OfferedMaterial(wanted[key], application, day_of(application), files))
    return sorted(found.values(), key=lambda one: one.material.order)


def _same(material: Material) -> str:
    return "".join(material.name.split())
