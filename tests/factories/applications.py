"""Applications to test with: made through the verbs, as the people of a hall make them."""

from dataclasses import dataclass
from typing import Any

from applications.completeness import Tick
from applications.models import Application, HandOver
from applications.states import MaterialStatus
from applications.verbs import deciding, intake, issuing, sweeping, withdrawing
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
            "awaiting_collection": self.decided,
            "delivered": lambda: self.do("hand_over", self.decided()),
            "withdrawn": lambda: self.do("withdraw", self.receive()),
        }[state]()

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
            "hand_over": lambda: self.hand_over(application),
            "withdraw": lambda: withdrawing.withdraw(reason="不再需要", **at),
            "deem_accepted": lambda: sweeping.deem_accepted(**system),
            "deem_withdrawn": lambda: sweeping.deem_withdrawn(**system),
        }[verb]()
        application.refresh_from_db()
        return application


def people(*, materials: int = 2, version: MatterVersion | None = None, **standard: Any) -> People:
    """A hall with one matter and everyone who works on it."""
    hall = HallFactory()
    version = version or a_published_matter(materials=materials, **standard)
    return People(
        hall=hall,
        version=version,
        clerk=StaffFactory(hall=hall, roles=[Role.WINDOW_CLERK], is_contracted=True),
        approver=StaffFactory(hall=hall, roles=[Role.APPROVER], department=version.matter.department),
        issuer=StaffFactory(hall=hall, roles=[Role.ISSUING_CLERK]),
        applicant=PartyFactory(),
    )
