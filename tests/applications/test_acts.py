"""What the department does beside deciding: on the page and over the API, through one table."""

from datetime import timedelta

import pytest

from applications.acts import ACTS, acts_for
from applications.api.acts import SHAPES
from applications.inbox_filters import Wanted
from applications.queries.inbox import inbox_page
from applications.queries.whys import why_of
from applications.states import APPLICATION_MOVES
from applications.verbs import reviewing
from hall.kernel import clock
from hall.models import OutgoingMessage

BEGIN = {"kind": "hearing", "expected_days": 20, "reason": "利害关系人申请听证"}


def titles(page):
    return [act.title for _, act, _, _ in page.context["acts"]]


def test_the_table_covers_its_moves_once_and_the_api_has_them_all():
    moves = [move for act in ACTS.values() for move in act.moves]
    assert len(moves) == len(set(moves)) and set(moves) <= {*APPLICATION_MOVES, "amend"}
    assert set(SHAPES) | {"withdraw"} == set(ACTS), "the applicant's withdrawal is among the counter's verbs"


def test_the_page_offers_what_the_state_allows_and_no_more(ours, client):
    client.force_login(ours.approver)
    page = client.get(f"/applications/{ours.accepted().number}/")
    assert titles(page) == ["转入特别程序…", "申请延期…", "转报上级…", "终止办理…"]
    assert titles(client.get(f"/applications/{ours.in_state('extending').number}/")) == ["批准延期", "终止办理…"]
    assert titles(client.get(f"/applications/{ours.receive().number}/"))[0].startswith("不受理")


def test_the_window_clerk_is_offered_what_the_applicant_asks_for_and_nothing_of_the_departments(ours):
    assert [name for name, *_ in acts_for(ours.clerk, ours.accepted())] == ["amend", "withdraw"]
    assert [name for name, *_ in acts_for(ours.clerk, ours.decided())] == ["amend"]
    assert acts_for(ours.clerk, ours.in_state("delivered")) == []


def test_the_applicant_withdraws_at_the_window_and_gets_the_papers(ours, client):
    """Row A18: in the browser of the clerk; the department is neither asked nor able to."""
    client.force_login(ours.clerk)
    application = ours.accepted()
    at = f"/applications/{application.number}/"
    assert "申请人撤回申请…" in client.get(at).content.decode()
    assert client.post(f"{at}acts/withdraw/", {"reason": " "}).status_code == 422
    page = client.post(f"{at}acts/withdraw/", {"reason": "不再开店"}, follow=True).content.decode()
    for words in ("已撤回", "撤回申请书", "材料退还清单", "撤回申请办理告知书"):
        assert words in page
    assert application.documents.get(kind="withdrawal_request").content["reason"] == "不再开店"
    assert OutgoingMessage.objects.get(about=application.number, event="withdrawn").text.count(application.number) == 1
    again = client.post(f"{at}acts/withdraw/", {"reason": "不再开店"})
    assert again.status_code == 409 and "不再开店" in again.content.decode()
    assert client.post(f"/applications/{ours.accepted().number}/acts/terminate/", {"reason": "测试"}).status_code == 403
    client.force_login(ours.approver)
    assert client.post(f"/applications/{ours.accepted().number}/acts/withdraw/", {"reason": "测试"}).status_code == 403


def test_stopping_and_resuming_on_the_page(ours, client):
    client.force_login(ours.approver)
    number = ours.accepted().number
    answer = client.post(f"/applications/{number}/acts/begin-procedure/", BEGIN, follow=True)
    assert "特别程序中" in answer.content.decode() and "计时停止" in answer.content.decode()
    with clock.frozen(clock.now() + timedelta(days=8)):
        answer = client.post(f"/applications/{number}/acts/end-procedure/", {"result": "听证已举行"}, follow=True)
    page = answer.content.decode()
    assert "恢复，恢复当天算" in page and "听证，停止计时" in page


def test_passing_on_is_called_so_and_not_as_the_queue_calls_it(ours, client):
    application = ours.accepted()
    reviewing.transfer(number=application.number, to=ours.colleague().username, reason="分工", by=ours.approver)
    assert inbox_page(ours.approver, Wanted(hands="all")).rows[0].before == f"{ours.approver.name}　转办"
    client.force_login(ours.approver)
    page = client.get(f"/applications/{application.number}/").content.decode()
    assert "<b>转办</b>" in page and "转移" not in page


def test_an_empty_form_says_what_to_write_and_changes_nothing(ours, client):
    client.force_login(ours.approver)
    application = ours.accepted()
    answer = client.post(f"/applications/{application.number}/acts/begin-procedure/", {"reason": "送检"})
    assert answer.status_code == 422
    assert "请选择是哪一种特别程序" in answer.content.decode() and "送检" in answer.content.decode()
    application.refresh_from_db()
    assert application.state == "accepted"


def test_a_refusal_keeps_what_was_typed(ours, client):
    client.force_login(ours.approver)
    number = ours.in_state("extending").number
    answer = client.post(f"/applications/{number}/acts/decide-extension/", {"approved": "1", "opinion": "同意延期办理"})
    assert answer.status_code == 403
    assert "授权" in answer.content.decode() and "同意延期办理" in answer.content.decode()


def test_an_unknown_act_and_another_departments_application_do_not_exist(ours, client):
    number = ours.accepted().number
    client.force_login(ours.approver)
    assert client.post(f"/applications/{number}/acts/nothing/", {}).status_code == 404
    from tests.factories.applications import people

    client.force_login(people().approver)
    assert client.post(f"/applications/{number}/acts/terminate/", {"reason": "测试"}).status_code == 404


@pytest.mark.parametrize(
    ("name", "state", "body"),
    [
        ("begin-procedure", "accepted", BEGIN),
        ("ask-extension", "accepted", {"working_days": 5, "reason": "案情复杂"}),
        ("forward", "accepted", {"superior": "国家药监局", "opinion": "初审合格"}),
        ("terminate", "accepted", {"reason": "申请人注销"}),
        ("turn-away", "received", {"needs_no_permit": True, "reason": "自用"}),
    ],
)
def test_each_act_over_the_api_and_refused_from_another_state(ours, client, name, state, body):
    client.force_login(ours.approver)
    number = ours.in_state(state).number
    answer = client.post(f"/api/v1/applications/{number}/{name}/", body, content_type="application/json")
    assert answer.status_code == 200, answer.content
    assert answer.json()["state"] == APPLICATION_MOVES[ACTS[name].moves[0]].end
    again = client.post(f"/api/v1/applications/{number}/{name}/", body, content_type="application/json")
    assert again.status_code == 409


def test_a_stale_page_is_told_who_was_there(ours, client):
    client.force_login(ours.approver)
    application = ours.accepted()
    body = {"reason": "申请人注销", "seen": 1}
    answer = client.post(f"/api/v1/applications/{application.number}/terminate/", body, content_type="application/json")
    assert answer.status_code == 409 and "受理" in answer.json()["detail"]


def test_the_explanation_tells_of_the_extension_and_counts_its_days(ours):
    application = ours.do("approve_extension", ours.in_state("extending"))
    why = why_of(application)
    assert any("延长 10 个工作日" in sentence for sentence in why.sentences)
    assert why.days[-1].count == application.version.promised_limit + 10
