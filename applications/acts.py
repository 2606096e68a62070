"""What is done with an application beside accepting and deciding: one table for pages and API."""

from collections.abc import Callable
from dataclasses import dataclass

from applications import act_forms as f
from applications.models import Application
from applications.permissions import COUNTER, may
from applications.states import APPLICATION_MOVES, OTHER_ACTS
from applications.verbs import amending, ending, extending, forwarding, procedures, refusing, withdrawing
from hall.models import StaffMember
from hall.roles import Role


@dataclass(frozen=True)
class Act:
    """One act: the moves of the state table it may make, its title, form and verb, its consequence in words, whose it is."""

    moves: tuple[str, ...]
    title: str
    form: type[f.ActForm]
    verb: Callable[..., Application]
    help: str
    is_of_the_hall: bool = False
    who: tuple[Role, ...] = (Role.APPROVER,)

    @property
    def button(self) -> str:
        """The word on the button."""
        return self.title.removesuffix("…").split("（")[0]

    @property
    def is_next(self) -> bool:
        """Whether this is what the application waits for."""
        return "end_procedure" in self.moves or "approve_extension" in self.moves


Offered = tuple[str, Act, f.ActForm, bool]
MOVES = {**OTHER_ACTS, **APPLICATION_MOVES}
ACTS: dict[str, Act] = {
    "begin-procedure": Act(
        ("begin_procedure",), "转入特别程序…", f.BeginProcedureForm, procedures.begin_procedure,
        "从今天起停止计时，并出具特别程序告知书。只限听证、招标、拍卖、检验、检测、检疫、鉴定、专家评审。",
    ),
    "end-procedure": Act(
        ("end_procedure",), "特别程序结束", f.EndProcedureForm, procedures.end_procedure,
        "今天起继续计时（今天计入），办结日期重新推算并告知申请人。",
    ),
    "ask-extension": Act(
        ("ask_extension",), "申请延期…", f.AskExtensionForm, extending.ask_extension,
        "只能一次；由有授权的负责人批准。批准前照常计时。",
    ),
    "decide-extension": Act(
        ("approve_extension", "refuse_extension"), "批准延期", f.DecideExtensionForm, extending.decide_extension,
        "同意后两个办结日期顺延，出具延期办理告知书。由本机关负责人（联合办理为本级政府负责人）批准。",
    ),
    "forward": Act(
        ("forward",), "转报上级…", f.ForwardForm, forwarding.forward,
        "初审意见和全部材料转报上级，不再要求申请人重复提交。",
    ),
    "terminate": Act(
        ("terminate",), "终止办理…", f.TerminateForm, ending.terminate,
        "出具终止办理告知书，本件办结，不能恢复。",
    ),
    "turn-away": Act(
        ("turn_away",), "不受理（不需要许可或不属本机关）…", f.TurnAwayForm, refusing.turn_away,
        "即时告知，出具不受理告知书；不属本机关职权的要写明有权机关。", is_of_the_hall=True,
    ),
    "amend": Act(
        ("amend",), "更正申请信息…", f.AmendForm, amending.amend,
        "申请人发现填错的，当场更正；受理后只能更正联系手机。原来的内容留存。以后的短信发到新手机，发到旧手机的取件码作废。",
        is_of_the_hall=True, who=COUNTER,
    ),
    "withdraw": Act(
        ("withdraw",), "申请人撤回申请…", f.WithdrawForm, withdrawing.withdraw,
        "决定前可以撤回。打印撤回申请书请申请人签字，退还材料，出具告知书；本件办结，不能恢复，可以重新申请。",
        is_of_the_hall=True, who=COUNTER,
    ),
}  # fmt: skip


def acts_for(
    person: StaffMember, application: Application, bound: tuple[str, f.ActForm] | None = None
) -> list[Offered]:
    """What this person may do now, each with an empty form, or the one they sent."""
    found = []
    for name, act in ACTS.items():
        moves = [move for move in act.moves if application.state in MOVES[move].start]
        if any(may(person, move, application) for move in moves):
            is_bound = bound is not None and bound[0] == name
            form = bound[1] if bound and is_bound else act.form(auto_id=f"{name}-%s")
            form.fit(application)
            found.append((name, act, form, is_bound))
    return found


def done(act: Act, application: Application, given: dict[str, object], by: object) -> Application:
    """Do the act."""
    at = {"hall": application.hall} if act.is_of_the_hall else {}
    return act.verb(number=application.number, by=by, **at, **given)
