"""The 办不成事 desk from taking down to filing, what it does not take on, its improvement tickets and figures."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from complaints.complaint_errors import (
    ComplaintNotFound,
    FindingMissing,
    NobodyThere,
    NotTheDesk,
    NotTheHolder,
    NotYoursToImprove,
    WordsMissing,
)
from complaints.models import Improvement, UnresolvedCase
from complaints.queries.cause_figures import cause_figures
from complaints.queries.complaint_access import case_for, improvement_for, visible_cases
from complaints.queries.followed import followed_thing
from complaints.tasks import sweep_grievances
from complaints.verbs import improving, unresolved
from complaints.verbs.complaining import About
from hall.kernel import clock
from hall.kernel.errors import NotPermitted, StateConflict
from hall.models import Step
from hall.roles import Role
from queueing.verbs.windows import open_window
from tests.complaints.grievances import a_desk
from tests.factories import StaffFactory, WindowFactory

pytestmark = pytest.mark.django_db
WORDS = "三次来都说系统填不了国家项目代码，材料全部交齐了。"


@pytest.fixture
def desk(on_a_working_day):
    return a_desk()


def taken_down(desk, by=None, **given):
    given = {"words": WORDS, "name": "赵敏", "phone": "13912345678", "about": About(matter=desk.matter), **given}
    return unresolved.take_down(hall=desk.hall, by=by or desk.clerk, **given)


def at(desk, case, by=None):
    return {"hall": desk.hall, "number": case.number, "by": by or desk.clerk}


def classified(desk, tier="desk_complex"):
    return unresolved.classify(kind="system", tier=tier, **at(desk, taken_down(desk)))


def forwarded(desk):
    case = classified(desk)
    return unresolved.forward_case(
        unit="department", department=desk.department, reason="请核对填报规则", **at(desk, case)
    )


def test_it_travels_from_taking_down_to_filing(desk):
    case = forwarded(desk)
    assert (case.number[:4], case.department, case.state) == ("BCBJ", desk.department, "forwarded")
    unresolved.take_case(**at(desk, case, desk.approver))
    unresolved.solve(solution="已放开项目代码长度限制", cause="system", **at(desk, case, desk.approver))
    unresolved.tell_person(words="您好，系统已修好，请凭原材料办理。", **at(desk, case))
    unresolved.verify(is_solved=True, note="电话核实，本人已办成", **at(desk, case))
    filed = unresolved.put_on_file(**at(desk, case))
    assert (filed.state, filed.cause) == ("filed", "system") and filed.filed_at
    verbs = list(Step.objects.filter(subject_number=case.number).order_by("id").values_list("verb", flat=True))
    assert verbs == [
        "take_down", "classify", "forward_case", "take_case", "solve", "tell_person", "verify", "put_on_file",
    ]  # fmt: skip
    assert followed_thing(case.number, "5678") == filed


@pytest.mark.parametrize(
    ("tier", "due"),
    [("desk_simple", date(2026, 9, 21)), ("desk_complex", date(2026, 9, 29)), ("desk_special", date(2026, 10, 12))],
)
def test_the_limit_follows_how_hard_it_is(desk, tier, due):
    assert classified(desk, tier).due == due


def test_the_desk_solves_on_the_spot_what_it_can(desk):
    case = classified(desk, "desk_simple")
    assert unresolved.solve(solution="当场重置密码", cause="window", **at(desk, case)).state == "solved"


def test_a_step_cannot_be_left_out(desk):
    case = taken_down(desk)
    with pytest.raises(StateConflict):
        unresolved.forward_case(unit="bureau", reason="转办", **at(desk, case))
    for act in (
        lambda: unresolved.tell_person(words="好了", **at(desk, case)),
        lambda: unresolved.verify(is_solved=True, note="好了", **at(desk, case)),
        lambda: unresolved.put_on_file(**at(desk, case)),
    ):
        with pytest.raises(StateConflict):
            act()


def test_without_a_root_cause_nothing_is_solved(desk):
    case = classified(desk)
    with pytest.raises(FindingMissing):
        unresolved.solve(solution="修好了", cause="", **at(desk, case))
    with pytest.raises(NobodyThere):
        unresolved.forward_case(unit="department", reason="请核对", **at(desk, case))


def test_whom_it_was_forwarded_to_sends_it_back_and_nobody_else(desk):
    case = forwarded(desk)
    with pytest.raises(NotTheHolder):
        unresolved.send_case_back(reason="不归我", **at(desk, case, desk.other_approver))
    back = unresolved.send_case_back(reason="属于平台问题", **at(desk, case, desk.approver))
    assert (back.state, back.handler) == ("classified", None)


def test_what_proves_unsolved_starts_again_with_a_new_limit(desk, on_a_working_day):
    case = classified(desk)
    unresolved.solve(solution="已修好", cause="system", **at(desk, case))
    unresolved.tell_person(words="您好，已修好。", **at(desk, case))
    with clock.frozen(on_a_working_day + timedelta(days=1)):
        again = unresolved.verify(is_solved=False, note="仍然报错", **at(desk, case))
    assert (again.state, again.unsolved_times, again.due) == ("classified", 1, date(2026, 9, 30))


@pytest.mark.parametrize("exclusion", ["incomplete", "own_reason", "legal", "against_policy"])
def test_what_is_not_for_the_desk_is_explained_and_kept(desk, exclusion):
    case = unresolved.exclude(exclusion=exclusion, **at(desk, taken_down(desk)))
    assert case.state == "excluded" and len(case.replies.get(occasion="excluded").words) > 40
    with pytest.raises(StateConflict):
        unresolved.classify(kind="system", tier="desk_simple", **at(desk, case))


def test_the_desk_sees_all_a_clerk_their_own_a_department_what_was_forwarded(desk):
    case, other = taken_down(desk), taken_down(desk, by=desk.guide)
    assert set(visible_cases(desk.clerk)) == {case}
    assert set(visible_cases(desk.manager)) == set(visible_cases(desk.supervisor)) == {case, other}
    with pytest.raises(ComplaintNotFound):
        case_for(desk.approver, case.number)
    with pytest.raises(NotTheDesk):
        unresolved.classify(kind="system", tier="desk_simple", **at(desk, other))
    window = WindowFactory(hall=desk.hall, kind="unresolved")
    open_window(hall=desk.hall, window_code=window.code, by=desk.clerk)
    assert set(visible_cases(desk.clerk)) == {case, other}
    assert unresolved.classify(kind="system", tier="desk_simple", **at(desk, other)).state == "classified"
    assert set(visible_cases(a_desk().manager)) == set()


def test_an_approver_takes_nothing_down_and_words_are_needed(desk):
    with pytest.raises(NotPermitted):
        taken_down(desk, by=desk.approver)
    with pytest.raises(WordsMissing):
        taken_down(desk, words="没")
    assert not UnresolvedCase.objects.exists()


def raised(desk, **given):
    case = classified(desk)
    given = {"title": "放开项目代码长度", "words": "国家项目代码超过系统允许的长度。", "cause": "system", **given}
    return improving.raise_improvement(hall=desk.hall, case=case, by=desk.clerk, **{"unit": "platform", **given})


def test_an_improvement_is_followed_until_the_hall_confirms_it(desk):
    ticket = raised(desk)
    admin = StaffFactory(hall=desk.hall, roles=[Role.SYSTEM_ADMIN])
    here = {"hall": desk.hall, "number": ticket.number}
    assert improvement_for(admin, ticket.number) == ticket
    with pytest.raises(NotYoursToImprove):
        improving.take_improvement(by=desk.approver, **here)
    improving.take_improvement(by=admin, **here)
    improving.report_progress(note="已提交市级平台，下周上线", by=admin, **here)
    improving.finish_improvement(measure="字段放宽到 50 位", by=admin, **here)
    with pytest.raises(NotYoursToImprove):
        improving.confirm_improvement(by=admin, **here)
    improving.send_improvement_back(reason="生产环境仍报错", by=desk.manager, **here)
    improving.finish_improvement(measure="已重新发布", by=admin, **here)
    assert improving.confirm_improvement(by=desk.manager, **here).state == "confirmed"


def test_a_department_declines_with_a_reason_and_sees_only_its_own(desk):
    ticket = raised(desk, unit="department", department=desk.department)
    assert improvement_for(desk.approver, ticket.number)
    with pytest.raises(ComplaintNotFound):
        improvement_for(desk.other_approver, ticket.number)
    done = improving.decline_improvement(
        hall=desk.hall, number=ticket.number, reason="国家系统统一规定", by=desk.approver
    )
    assert done.state == "declined"


def test_the_figures_count_by_cause_and_what_was_late(desk, on_a_working_day):
    for cause in ("system", "system", "policy"):
        unresolved.solve(solution="已解决", cause=cause, **at(desk, classified(desk)))
    unresolved.exclude(exclusion="legal", **at(desk, taken_down(desk)))
    late, ticket = taken_down(desk), raised(desk)
    with clock.frozen(on_a_working_day + timedelta(days=40)):
        sweep_grievances()
    figures = cause_figures(desk.hall)
    assert {line.cause: line.cases for line in figures.causes if line.cases} == {"system": 2, "policy": 1}
    assert (figures.taken_down, figures.solved, figures.excluded, figures.overdue) == (6, 3, 1, 5), "until told"
    assert late and Improvement.objects.get(pk=ticket.pk).overdue_at
    assert cause_figures(a_desk().hall).taken_down == 0


def test_each_page_of_the_desk_is_read_by_whom_it_is_for(desk, client):
    case = classified(desk)
    ticket = improving.raise_improvement(
        hall=desk.hall,
        case=case,
        title="放开长度",
        words="代码字段太短",
        cause="system",
        unit="platform",
        by=desk.clerk,
    )
    pages = {
        reverse("unresolved"): (desk.clerk, desk.manager, desk.approver),
        reverse("unresolved-case", args=[case.number]): (desk.clerk, desk.supervisor),
        reverse("unresolved-new"): (desk.clerk, desk.guide),
        reverse("unresolved-figures"): (desk.manager, desk.supervisor),
        reverse("improvements"): (desk.manager, desk.approver),
        reverse("improvement", args=[ticket.number]): (desk.supervisor, desk.clerk),
        f"{reverse('improvement-raise')}?case={case.number}": (desk.clerk, desk.manager),
        reverse("complaint-rules"): (desk.guide,),
    }
    for address, readers in pages.items():
        for person in readers:
            client.force_login(person)
            assert client.get(address).status_code == 200, (address, person.roles)
    client.force_login(desk.other_approver)
    for address in (reverse("unresolved-case", args=[case.number]), reverse("improvement", args=[ticket.number])):
        assert client.get(address).status_code == 404


def test_the_desk_works_at_its_pages_and_a_refusal_keeps_what_was_typed(desk, client):
    client.force_login(desk.clerk)
    form = reverse("unresolved-new")
    refused = client.post(form, {"words": WORDS, "name": "赵敏", "phone": "12"})
    assert refused.status_code == 422 and WORDS in refused.text
    assert client.post(form, {"words": WORDS, "name": "赵敏", "matter_words": desk.matter.name}).status_code == 302
    case = UnresolvedCase.objects.get()
    assert case.matter == desk.matter and case.department == desk.department

    def act(verb, **given):
        return client.post(reverse("unresolved-act", args=[case.number, verb]), given)

    assert act("classify", kind="nothing", tier="desk_simple").status_code == 422
    assert act("classify", kind="system", tier="desk_simple").status_code == 302
    refused = act("solve", solution="当场重置了密码", cause="")
    assert refused.status_code == 422 and "当场重置了密码" in refused.text
    assert act("solve", solution="当场重置了密码", cause="window").status_code == 302
    assert "data-preview" in act("tell", words="您好，已办成。", do="preview").text
    assert act("tell", words="您好，已办成。").status_code == 302
    assert act("verify", solved="yes", note="本人确认").status_code == 302
    assert act("file").status_code == 302
    assert act("nonsense").status_code == 404
    case.refresh_from_db()
    assert case.state == "filed"


def test_the_list_of_cases_takes_a_fixed_number_of_statements(desk, client, django_assert_max_num_queries):
    client.force_login(desk.manager)
    for amount in (1, 6):
        for _ in range(amount):
            forwarded(desk)
        client.get(reverse("unresolved"))
        with django_assert_max_num_queries(10):
            client.get(reverse("unresolved"))


def test_an_improvement_does_not_name_a_complaint_to_the_department_it_is_about(desk, client):
    complaint = desk.complaint(category="not_listed", matter=True)
    given = {"title": "清理清单", "words": "请对照公布的清单", "cause": "policy", "unit": "department"}
    made = improving.raise_improvement(
        hall=desk.hall, department=desk.department, complaint=complaint, by=desk.supervisor, **given
    )
    for path in (reverse("improvement", args=[made.number]), reverse("improvements")):
        for person, is_named in ((desk.approver, False), (desk.supervisor, True)):
            client.force_login(person)
            assert (complaint.number in client.get(path).content.decode()) is is_named
