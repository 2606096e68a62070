"""Running clocks of the demonstration: a case for each light, one that stands still, urging, a reason for red. Invented."""

from typing import Any

from applications import deadlines
from applications.completeness import Tick
from applications.models import Alert, Application
from applications.states import MaterialStatus
from applications.verbs import intake, procedures, urging
from applications.verbs.accepting import count_anew
from applications.verbs.alerting import warn
from hall.config.demo.grievances import working_days_ago
from hall.config.demo.rated_people import resident_id
from hall.kernel import clock
from hall.models import Hall, Party, StaffMember
from hall.permissions import system_person
from hall.queries.calendar import working_calendar
from hall.verbs.parties import register_party
from matters.models import CaseKind, MatterVersion
from matters.queries.catalogue import tick_list, versions_at

DEPARTMENT = "scjgj"
NAMES = ("段思平", "钟离婉清", "尹书恒", "贺兰静", "卢明远", "程若男", "史立群", "万小川")
FIRST_SERIAL = 401


def load_clocks(hall: Hall) -> int:
    """A handful of cases received on past working days; once."""
    people = {person.username: person for person in StaffMember.objects.filter(hall=hall)}
    standards = _standards()
    if Alert.objects.of(hall).exists() or not standards or not {"ck07", "sp_scjgj", "supervisor"} <= set(people):
        return 0
    last = len(NAMES) - 1
    made = [_case(hall, people, standards[place % len(standards)], place) for place in range(last)]
    made.append(_accepted(hall, _longest() or standards[0], _party(last), people["ck07"]))
    system = system_person("deadlines")
    for application in made:
        warn(application_id=application.pk, by=system)
    _supervise(people, made)
    return len(made)


def _standards() -> list[MatterVersion]:
    """Standards of the department that are promised in working days, with room between the promise and the law."""
    found = [
        version
        for version in versions_at().filter(matter__department__code=DEPARTMENT).select_related("matter")
        if version.case_kind == CaseKind.PROMISED
        and version.promised_unit == version.statutory_unit == "working_day"
        and 4 <= version.promised_limit <= 15
        and (version.statutory_limit or 0) >= version.promised_limit + 3
        and not version.questions
    ]
    return sorted(found, key=lambda one: one.matter.code)[:3]


def _longest() -> MatterVersion | None:
    """The longest promise in working days: late in a year its date reaches into one without an official list."""
    rows = versions_at().filter(promised_unit="working_day", case_kind=CaseKind.PROMISED).select_related("matter")
    return next((one for one in rows.order_by("-promised_limit", "pk") if not one.questions), None)


def _ages(version: MatterVersion) -> list[int]:
    """Working days ago on which each case was accepted: black, late twice, one day left, amber, half, stopped."""
    promise, law = version.promised_limit, version.statutory_limit or 0
    return [law + 2, promise + 3, promise + 1, promise - 1, max(promise - 3, 1), promise // 2, promise - 1]


def _case(hall: Hall, people: dict[str, StaffMember], version: MatterVersion, place: int) -> Application:
    application = _accepted(hall, version, _party(place), people["ck07"])
    with working_days_ago(_ages(version)[place]):
        _moved_back(application)
    if place == 6:
        with working_days_ago(2):
            procedures.begin_procedure(
                number=application.number,
                kind="experts",
                reason="申请的工艺首次在本市使用，组织专家评审",
                expected_days=15,
                by=people["sp_scjgj"],
            )
    return application


def _accepted(hall: Hall, version: MatterVersion, party: Party, clerk: StaffMember) -> Application:
    ticks = [Tick(one.pk, _usual(one)) for one in tick_list(version)]
    given: dict[str, Any] = {"matter_code": version.matter.code, "applicant": party, "ticks": ticks, "form": {}}
    received = intake.receive(hall=hall, **given, tells=False, by=clerk)
    return intake.accept(hall=hall, number=received.number, by=clerk)


def _moved_back(application: Application) -> None:
    """As if it had come on the day that it is now: the shipped standards are in force only since they were loaded."""
    moment = clock.now()
    application.received_at = application.accepted_at = application.step_since = moment
    application.notice_due = deadlines.notice_due(moment.date(), working_calendar())
    count_anew(application)
    application.save()


def _usual(material: Any) -> str:
    return MaterialStatus.NOT_NEEDED if material.necessity == "conditional" else MaterialStatus.HAVE


def _party(place: int) -> Party:
    serial = FIRST_SERIAL + place
    return register_party(
        name=NAMES[place],
        id_type="resident",
        id_number=resident_id(serial),
        phone=f"1380000{serial:04d}",
        by=system_person("setup"),
    )


def _supervise(people: dict[str, StaffMember], made: list[Application]) -> None:
    """The black one: urged, answered, explained. The late one: urged yesterday, answer overdue or due today."""
    supervisor, approver = people["supervisor"], people["sp_scjgj"]
    with working_days_ago(1):
        asked = urging.urge(
            number=made[0].number, words="本件已超过法定办结日，请说明原因、责任人和办结日期，立即办理。", by=supervisor
        )
        answer = "已抽调两人专办，现场核查结论今日补齐，三个工作日内作出决定。"
        urging.answer_urging(number=made[0].number, urging_id=asked.pk, answer=answer, by=approver)
        urging.explain_overdue(
            number=made[0].number, cause="site", words="企业停产检修，两次约定现场核查均未成行", by=approver
        )
        urging.urge(number=made[1].number, words="本件已超过承诺办结日，请说明原因和办结日期。", by=supervisor)
