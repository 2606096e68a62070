"""What the rules of automatic approval may look at, and the values for one application. Never an identity number."""

from collections.abc import Callable
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from applications.models import Application
from applications.queries.excluded import is_excluded
from applications.rules import Fact, FactKind, Value
from applications.states import UNDECIDED, ApplicationState, MaterialStatus
from hall import identity
from hall.errors import InvalidIdentityNumber
from hall.kernel import clock
from hall.models import Party, PartyKind
from hall.models.party import IdType
from matters.guided.questions import questions_of
from matters.models import MatterVersion
from matters.queries.catalogue import tick_list

AT_HAND = {MaterialStatus.HAVE, MaterialStatus.SHARED, MaterialStatus.NOT_NEEDED}
ANSWER, MATERIAL = "answer:", "material:"


def facts_for(version: MatterVersion) -> dict[str, Fact]:
    """Everything rules of this matter may name: the person, the visit, earlier cases, its questions, its materials."""
    found = [*_common(), *_answers(version), *_materials(version)]
    return {fact.code: fact for fact in found}


def _common() -> list[Fact]:
    yes_no, number, choice = FactKind.YES_NO, FactKind.NUMBER, FactKind.CHOICE
    return [
        Fact("applicant.age", _("申请人年龄（由证件号码）"), number, _("周岁")),
        Fact("applicant.kind", _("申请人类别"), choice, choices=tuple((str(k), str(k.label)) for k in PartyKind)),
        Fact("applicant.id_type", _("申请人证件类型"), choice, choices=tuple((str(k), str(k.label)) for k in IdType)),
        Fact("applicant.id_checked", _("证件号码校验通过"), yes_no),
        Fact("applicant.excluded", _("申请人在失信名单内"), yes_no),
        Fact("visit.agent", _("由他人代办"), yes_no),
        Fact("materials.complete", _("全部材料已收齐（含证照共享）"), yes_no),
        Fact("materials.promised", _("有材料以告知承诺代替"), yes_no),
        Fact("before.open", _("同一申请人同一事项另有在办件"), number, _("件")),
        Fact("before.granted_year", _("近一年内同一申请人同一事项已准予"), number, _("件")),
    ]


def _answers(version: MatterVersion) -> list[Fact]:
    return [
        Fact(
            ANSWER + question.id,
            _("问题“%(ask)s”的回答") % {"ask": question.ask},
            FactKind.CHOICE,
            choices=tuple((option.id, option.say) for option in question.options),
        )
        for question in questions_of(version.questions)
    ]


def _materials(version: MatterVersion) -> list[Fact]:
    choices = tuple((str(status), str(status.label)) for status in MaterialStatus)
    return [
        Fact(MATERIAL + material.name, _("《%(name)s》") % {"name": material.name}, FactKind.CHOICE, choices=choices)
        for material in tick_list(version)
    ]


def values_of(application: Application) -> dict[str, Value]:
    """The value of each fact for this application as it stands now."""
    applicant = application.applicant
    statuses = dict(application.materials.values_list("material__name", "status"))
    values: dict[str, Value] = {
        "applicant.age": age_of(applicant, clock.today()),
        "applicant.kind": applicant.kind,
        "applicant.id_type": applicant.id_type,
        "applicant.id_checked": not applicant.override_reason,
        "applicant.excluded": is_excluded(applicant),
        "visit.agent": application.agent_id is not None,
        "materials.complete": all(status in AT_HAND for status in statuses.values()),
        "materials.promised": MaterialStatus.PROMISED in statuses.values(),
        **{name: count(application) for name, count in BEFORE.items()},
    }
    values |= {ANSWER + question: option for question, option in application.answers.items()}
    return values | {MATERIAL + name: status for name, status in statuses.items()}


def age_of(party: Party, today: date) -> int | None:
    """Full years by the date of birth in the identity number; None when it carries none."""
    try:
        born = identity.birth_date(party.id_type, party.id_number)
    except InvalidIdentityNumber:
        return None
    if born is None:
        return None
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _open(application: Application) -> int:
    """Other applications of this person for this matter that are not decided."""
    waiting = [ApplicationState.RECEIVED, ApplicationState.AWAITING_CORRECTION, *UNDECIDED]
    return _same(application).filter(state__in=waiting).count()


def _granted_year(application: Application) -> int:
    since = clock.now() - timedelta(days=365)
    return _same(application).filter(decision__granted=True, decision__decided_at__gte=since, revocation=None).count()


def _same(application: Application) -> QuerySet[Application]:
    same = Application.objects.filter(applicant=application.applicant_id, version__matter=application.version.matter_id)
    return same.exclude(pk=application.pk)


BEFORE: dict[str, Callable[[Application], int]] = {"before.open": _open, "before.granted_year": _granted_year}
