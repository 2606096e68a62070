"""Applications to test with: made through the verbs, as the people of a hall make them."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from applications.completeness import Tick
from applications.models import Application, Authorisation, HandOver, Power, Route
from applications.routing import UNDO
from applications.states import MaterialStatus
from applications.verbs import (
    deciding,
    ending,
    extending,
    forwarding,
    intake,
    issuing,
    procedures,
    refusing,
    releasing,
    reviewing,
    sweeping,
    withdrawing,
)  # fmt: skip
from hall.kernel import clock
from hall.models import Hall, Party, StaffMember
from hall.permissions import system_person
from hall.roles import Role
from matters.models import MatterVersion
from tests.factories import HallFactory, PartyFactory, StaffFactory, a_published_matter


@dataclass
class People:
    """One hall with a standard in force, and the people who work on an application."""

    hall: Hall
    version: MatterVersion
    clerk: StaffMember
    approver: StaffMember
    issuer: StaffMember
    applicant: Party

    def ticks(self, status: str = MaterialStatus.HAVE, problem: str = "", **other: str) -> list[Tick]:
        """Every material ticked alike; `m1="missing"` ticks the first one otherwise."""
        materials = list(self.version.materials.order_by("order"))
        return [Tick(m.pk, other.get(f"m{place}", status), problem) for place, m in enumerate(materials, 1)]

    def receive(self, **other: Any) -> Application:
        given: dict[str, Any] = {
            "hall": self.hall,
            "matter_code": self.version.matter.code,
            "applicant": self.applicant,
            "ticks": self.ticks(),
            "form": {"经营项目": "热食类制售"},
            "by": self.clerk,
        }
        return intake.receive(**{**given, **other})

    def accepted(self, **other: Any) -> Application:
        return intake.accept(hall=self.hall, number=self.receive(**other).number, by=self.clerk)

    def awaiting_correction(self) -> Application:
        application = self.receive(ticks=self.ticks(m1="missing", problem="未加盖公章，请盖章后重交"))
        return intake.request_correction(hall=self.hall, number=application.number, by=self.clerk)

    def decided(self, *, granted: bool = True, **other: Any) -> Application:
        """Decided by the approver, and sent to the issuing counter: the ten minutes for undoing are over."""
        return self.release(self.just_decided(granted=granted, **other))

    def release(self, application: Application) -> Application:
        """Let the ten minutes pass in which a decision can be undone."""
        with clock.frozen(clock.now() + UNDO):
            releasing.release(application_id=application.pk, by=system_person("release"))
        application.refresh_from_db()
        return application

    def just_decided(self, *, granted: bool = True, **other: Any) -> Application:
        """Decided, and still to be undone for ten minutes (an instant matter is released at once)."""
        application = self.accepted(**other)
        return deciding.decide(
            number=application.number,
            granted=granted,
            reason="经审查，符合法定条件" if granted else "经营场所与申请不符",
            legal_basis="" if granted else "《中华人民共和国行政许可法》第三十八条",
            by=self.approver,
        )

    def hand_over(self, *applications: Application, **other: Any) -> list[HandOver]:
        given: dict[str, Any] = {
            "hall": self.hall,
            "numbers": [application.number for application in applications],
            "collector_kind": "applicant",
            "collector_name": self.applicant.name,
            "collector_id": self.applicant.id_number,
            "by": self.issuer,
        }
        return issuing.hand_over(**{**given, **other})

    def in_state(self, state: str) -> Application:
        """A fresh application that came into `state` on the ordinary way."""
        return {
            "received": self.receive,
            "awaiting_correction": self.awaiting_correction,
            "accepted": self.accepted,
            "refused": lambda: self.do("refuse", self.receive()),
            "granted": self.just_decided,
            "denied": lambda: self.just_decided(granted=False),
            "awaiting_collection": self.decided,
            "delivered": lambda: self.do("hand_over", self.decided()),
            "withdrawn": lambda: self.do("withdraw", self.receive()),
            "out_of_scope": lambda: self.do("turn_away", self.receive()),
            "in_procedure": lambda: self.do("begin_procedure", self.accepted()),
            "extending": lambda: self.do("ask_extension", self.accepted()),
            "forwarded": lambda: self.do("forward", self.accepted()),
            "terminated": lambda: self.do("terminate", self.accepted()),
            "archived": lambda: self.do("archive", self.do("withdraw", self.receive())),
        }[state]()

    def head(self, power: str = Power.EXTEND) -> StaffMember:
        """Someone whom the department lets approve extensions."""
        department = self.version.matter.department
        head = StaffFactory(hall=self.hall, roles=[Role.APPROVER], department=department)
        self.authorise(head, power)
        return head

    def authorise(self, person: StaffMember, power: str, **given: Any) -> Authorisation:
        """A stored authorisation of the department, in force for a year."""
        today = clock.today()
        stored: dict[str, Any] = {
            "department": self.version.matter.department, "valid_from": today, "valid_until": today + timedelta(365),
            "document": "市局授权〔2026〕1号", "granted_by": person,
        }  # fmt: skip
        return Authorisation.objects.create(person=person, power=power, **{**stored, **given})

    def colleague(self, *powers: str) -> StaffMember:
        """Another approver of the department, authorised to review and decide unless said otherwise."""
        other = StaffFactory(hall=self.hall, roles=[Role.APPROVER], department=self.version.matter.department)
        for power in powers or (Power.REVIEW, Power.DECIDE):
            self.authorise(other, power)
        return other

    def reviewed(self, *, granted: bool = True, **other: Any) -> Application:
        """Accepted on a route of two signatures, and reviewed by a colleague: `ours.approver` decides."""
        application = self.accepted(**other)
        return reviewing.review(
            number=application.number,
            granted=granted,
            opinion="经审查，符合法定条件，建议准予" if granted else "经营场所与申请不符，建议不予",
            legal_basis="" if granted else "《中华人民共和国行政许可法》第三十八条",
            by=self.colleague(Power.REVIEW),
        )

    def do(self, verb: str, application: Application) -> Application:
        """Do `verb` as the person whose work it is."""
        number, at = application.number, {"hall": self.hall, "number": application.number, "by": self.clerk}
        decision = {
            "number": number,
            "reason": "经审查",
            "legal_basis": "《行政许可法》第三十八条",
            "by": self.approver,
        }
        system = {"application_id": application.pk, "by": system_person("deadlines")}
        behind = {"number": number, "by": self.approver}
        {
            "tick": lambda: intake.tick(ticks=self.ticks(), **at),
            "request_correction": lambda: intake.request_correction(**at),
            "resubmit": lambda: intake.resubmit(ticks=self.ticks(), **at),
            "accept": lambda: intake.accept(**at),
            "refuse": lambda: intake.refuse(
                standard_line=self.version.conditions[0], reason="不具备条件", **{**at, "by": self.approver}
            ),
            "supplement": lambda: intake.supplement(ticks=self.ticks(), **at),
            "grant": lambda: deciding.decide(granted=True, **decision),
            "deny": lambda: deciding.decide(granted=False, **decision),
            "review": lambda: self._review(application),
            "return_to_review": lambda: self._return(application),
            "transfer": lambda: reviewing.transfer(to=self.colleague().username, reason="工作安排", **behind),
            "undo_decision": lambda: reviewing.undo_decision(reason="选错了结论", **behind),
            "release_result": lambda: releasing.release(**{**system, "by": system_person("release")}),
            "hand_over": lambda: self.hand_over(application),
            "withdraw": lambda: withdrawing.withdraw(reason="不再需要", **at),
            "turn_away": lambda: refusing.turn_away(
                needs_no_permit=False,
                reason="不属于市级权限",
                right_authority="通州区市场监管局",
                **{**at, "by": self.approver},
            ),
            "begin_procedure": lambda: procedures.begin_procedure(
                kind="hearing", reason="利害关系人申请听证", expected_days=20, **behind
            ),
            "end_procedure": lambda: self._tomorrow(procedures.end_procedure, result="听证已举行", **behind),
            "ask_extension": lambda: extending.ask_extension(working_days=10, reason="案情复杂", **behind),
            "approve_extension": lambda: extending.decide_extension(
                approved=True, opinion="同意延期", **{**behind, "by": self.head()}
            ),
            "refuse_extension": lambda: extending.decide_extension(
                approved=False, opinion="理由不足", **{**behind, "by": self.head()}
            ),
            "forward": lambda: forwarding.forward(superior="国家市场监督管理总局", opinion="初审合格", **behind),
            "terminate": lambda: ending.terminate(reason="申请人注销", **behind),
            "end_late": lambda: ending.end_late(**system),
            "archive": lambda: ending.archive(**system),
            "deem_accepted": lambda: sweeping.deem_accepted(**system),
            "deem_withdrawn": lambda: sweeping.deem_withdrawn(**system),
        }[verb]()
        application.refresh_from_db()
        return application

    def _review(self, application: Application) -> None:
        if application.state == "accepted":  # as on a route of two signatures
            Application.objects.filter(pk=application.pk).update(step="review")
        reviewing.review(number=application.number, granted=True, opinion="符合条件", by=self.approver)

    def _return(self, application: Application) -> None:
        if application.state == "accepted":
            self._review(application)
        reviewing.return_to_review(number=application.number, reason="请核对经营场所", by=self.colleague())

    def _tomorrow(self, verb: Any, **given: Any) -> None:
        with clock.frozen(clock.now() + timedelta(days=1)):
            verb(**given)


EVER = {"valid_from": date(2000, 1, 1), "valid_until": date(2099, 12, 31)}


def people(*, materials: int = 2, version: MatterVersion | None = None, signatures: int = 1, **standard: Any) -> People:
    """A hall with one matter and everyone who works on it; one signs alone unless two `signatures` are asked for."""
    hall = HallFactory()
    version = version or a_published_matter(materials=materials, **standard)
    Route.objects.get_or_create(
        department=version.matter.department, matter=None, area_code="", defaults={"signatures": signatures}
    )
    made = People(
        hall=hall,
        version=version,
        clerk=StaffFactory(hall=hall, roles=[Role.WINDOW_CLERK], is_contracted=True),
        approver=StaffFactory(hall=hall, roles=[Role.APPROVER], department=version.matter.department),
        issuer=StaffFactory(hall=hall, roles=[Role.ISSUING_CLERK]),
        applicant=PartyFactory(),
    )
    for power in (Power.REVIEW, Power.DECIDE):
        made.authorise(made.approver, power, **EVER)
    return made
