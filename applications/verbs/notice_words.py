"""What a one-time notice may say: what is wrong with published materials, and only what was said the first time."""

from collections.abc import Sequence

from applications.asked_papers import papers_not_listed
from applications.completeness import Missing, newly_asked
from applications.errors import SecondNotice
from applications.intake_errors import NoticeVague, PaperNotListed
from applications.models import Application, DocumentKind
from hall import steps
from hall.models import StaffMember
from hall.permissions import require
from hall.roles import Role
from matters.catch_all import catch_all_clauses
from matters.models import Material


def check_says_what(lacking: list[Missing], listed: Sequence[Material]) -> None:
    """A notice names what is wrong with a listed material; words that leave open what to bring, or name a paper that is not
    published, would ask for more.
    """
    vague = [(one, clause) for one in lacking for clause in catch_all_clauses(one.problem)[:1]]
    if vague:
        words = "；".join(f"《{one.name}》“{clause.words}”，{clause.rule.why}" for one, clause in vague)
        raise NoticeVague(problems=words, materials=[one.material_id for one, _ in vague])
    texts = [text for material in listed for text in (material.name, material.acceptance_standard)]
    found = {one.material_id: papers_not_listed(one.problem, texts) for one in lacking}
    if papers := [f"“{paper}”" for named in found.values() for paper in named]:
        raise PaperNotListed(
            papers="、".join(papers), materials=[material for material, named in found.items() if named]
        )


def check_told_once(application: Application, lacking: list[Missing], reason: str, by: StaffMember) -> None:
    """The law allows one notice; a second that says something else is a supervisor's act, with a reason, and counted."""
    notices = list(application.documents.filter(kind=DocumentKind.CORRECTION_NOTICE))
    if not notices:
        return
    told = [(item["material"], item["problem"]) for notice in notices for item in notice.content["missing"]]
    new = newly_asked(told, lacking)
    if new and not reason.strip():
        raise SecondNotice(names="；".join(f"《{one.name}》{one.said}" for one in new))
    if new:
        require(by, Role.SUPERVISOR)
        steps.record(application, "supervise_second_notice", by, reason, notices=len(notices) + 1)
