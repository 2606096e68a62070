"""Taking matters in: three at one window, nothing typed twice, refusals with everything kept."""

import pytest
from django.db import connection

from applications.models import Application
from hall.models import OutgoingMessage, Party
from queueing.models import IntakeDraft, Ticket, TicketApplication
from tests.queueing.test_workbench import words
from tests.queueing.workbench import HTMX, a_bench, a_material

pytestmark = pytest.mark.django_db
COMPANY = {"applicant_is": "typed", "applicant_name": "北京青禾餐饮有限公司", "applicant_id_type": "credit_code"}
CREDIT_CODE = "91350100M000100Y43"


def test_three_matters_are_accepted_with_their_numbers_and_the_first_act_starts_the_service():
    bench = a_bench()
    ticket = bench.call()
    for order in range(3):
        page = words(bench.send("accept", order))
        application = Application.objects.get(version=bench.version(order))
        assert application.state == "accepted"
        assert application.number in page and f"{application.promise_due:%Y-%m-%d}" in page
    ticket.refresh_from_db()
    assert ticket.state == "serving"
    assert TicketApplication.objects.filter(ticket=ticket).count() == 3
    assert {row.applicant for row in Application.objects.all()} == {ticket.party}
    assert len({row.visit for row in Application.objects.all()}) == 1
    told = OutgoingMessage.objects.filter(event="accepted")
    assert [message.phone for message in told] == ["13800138000"] * 3, "the phone given with the number is used"
    assert not OutgoingMessage.objects.filter(event="received").exists(), "one message for one act"


def test_what_is_only_received_is_told_as_received():
    bench = a_bench()
    bench.call()
    bench.send("receive", 0)
    assert OutgoingMessage.objects.filter(event="received").count() == 1


def test_contracted_staff_are_not_offered_a_refusal():
    bench = a_bench()
    bench.call()
    assert 'value="refuse"' in words(bench.client.get("/workbench/"))
    type(bench.clerk).objects.filter(pk=bench.clerk.pk).update(is_contracted=True)
    page = words(bench.client.get("/workbench/"))
    assert 'value="refuse"' not in page and "由部门决定" in page


def test_the_phone_shows_what_was_handed_in_with_its_state():
    bench = a_bench()
    ticket = bench.call()
    bench.send("accept", 0)
    page = words(bench.client.get(f"/tickets/{ticket.token}/"))
    assert Application.objects.get().number in page and "已受理" in page


def test_the_company_is_typed_once_and_carried_to_the_next_matter_with_its_agent():
    bench = a_bench()
    ticket = bench.call()
    typed = {**COMPANY, "applicant_id_number": CREDIT_CODE, "agent_is": "holder"}
    bench.send("accept", 0, **typed)
    page = words(bench.client.get("/workbench/?tab=2"))
    assert "北京青禾餐饮有限公司" in page and "沿用" in page
    assert 'value="通州区新华东街1号"' in page, "the place is carried"
    assert "重复录入 <b>0</b> 项" in page
    bench.send("accept", 1, **typed)
    assert {row.applicant.name for row in Application.objects.all()} == {"北京青禾餐饮有限公司"}
    assert {row.agent for row in Application.objects.all()} == {ticket.party}
    assert Party.objects.filter(id_type="credit_code").count() == 1


def test_a_wrong_check_digit_is_said_beside_the_field_and_may_be_overridden_with_a_reason():
    bench = a_bench()
    bench.call()
    typed = {**COMPANY, "applicant_id_number": "91350100M000100Y44"}
    answer = bench.send("accept", **typed)
    assert answer.status_code == 422
    assert "号码校验不通过" in words(answer) and "id_applicant_id_number_error" in words(answer)
    assert "北京青禾餐饮有限公司" in words(answer), "what was typed is still there"
    bench.send("accept", **typed, applicant_override_reason="证照原件如此，已核对")
    assert Application.objects.get().applicant.override_reason == "证照原件如此，已核对"


def test_missing_material_is_named_and_nothing_is_received():
    bench = a_bench()
    bench.call()
    plan = a_material(bench, name="经营场所平面图")
    answer = bench.send("accept", **{f"tick_{plan.pk}": "missing", f"problem_{plan.pk}": "缺面积标注"})
    assert answer.status_code == 422
    page = words(answer)
    assert "《经营场所平面图》" in page and "缺面积标注" in page
    assert not Application.objects.exists()
    assert Ticket.objects.get().state == "called", "the refused act started nothing"


def test_what_nobody_ticked_is_pointed_at():
    bench = a_bench()
    bench.call()
    plan = a_material(bench, name="经营场所平面图")
    answer = bench.send("accept", **{f"tick_{plan.pk}": None})
    assert answer.status_code == 422
    assert "《经营场所平面图》还没有勾选收取情况" in words(answer)


def test_the_one_time_notice_lists_all_missing_and_the_rest_can_be_brought_on_the_spot():
    bench = a_bench()
    ticket = bench.call()
    plan = a_material(bench, name="经营场所平面图")
    silent = bench.send("notice", **{f"tick_{plan.pk}": "missing"})
    assert "请写明《经营场所平面图》缺什么" in words(silent)
    page = words(bench.send("notice", **{f"tick_{plan.pk}": "missing", f"problem_{plan.pk}": "缺面积标注"}))
    application = Application.objects.get()
    assert application.state == "awaiting_correction"
    assert "补正材料告知书" in page and "当场补齐了" in page
    url = f"/workbench/correct/{application.number}/"
    bench.client.post(url, {"ticket": ticket.pk, "tab": 1, "brought": plan.pk}, headers=HTMX)
    application.refresh_from_db()
    assert application.state == "accepted"


def test_a_refusal_cites_a_line_of_the_standard_and_needs_a_reason():
    bench = a_bench()
    bench.call()
    line = bench.version().conditions[0]
    assert bench.send("refuse", standard_line=line).status_code == 422
    bench.send("refuse", standard_line=line, reason="经营场所不具备条件")
    assert Application.objects.get().state == "refused"


def test_a_double_click_makes_one_application():
    bench = a_bench()
    bench.call()
    first, second = bench.send("accept"), bench.send("accept")
    number = Application.objects.get().number
    assert number in words(first) and number in words(second)


def test_a_number_that_left_the_window_is_said_in_words_and_the_text_saved_before_is_kept():
    bench = a_bench()
    ticket = bench.call()
    bench.send("draft", quiet="1", content="热食类制售与自制饮品")
    bench.press("miss", reason="确认已离开大厅")
    answer = bench.send("accept", content="之后才写的")
    assert answer.status_code == 409
    assert "已不在本窗口" in words(answer)
    assert not Application.objects.exists()
    kept = [draft.content for draft in IntakeDraft.objects.filter(ticket=ticket)]
    assert any("热食类制售与自制饮品" in content for content in kept) and "之后才写的" not in "".join(kept)


def test_drafts_are_saved_encrypted_restored_and_gone_when_handed_in():
    bench = a_bench()
    bench.call()
    saved = bench.send("draft", htmx=False, quiet="1", content="写到一半", **COMPANY)
    assert saved.json()["saved"]
    page = words(bench.client.get("/workbench/"))
    assert "写到一半" in page and "北京青禾餐饮有限公司" in page and "草稿已存" in page
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(content, '') FROM queueing_intakedraft")
        stored = cursor.fetchone()[0]
    assert "写到一半" not in stored and "青禾" not in stored
    bench.send("accept", **COMPANY, applicant_id_number=CREDIT_CODE)
    assert not IntakeDraft.objects.filter(matter=bench.small.matters[0]).exists()
    bench.press("finish")
    assert not IntakeDraft.objects.exists()


def test_without_script_accepting_is_a_plain_form():
    bench = a_bench()
    bench.call()
    assert bench.send("accept", htmx=False).url == "/workbench/?tab=1"
    assert Application.objects.get().number in words(bench.client.get("/workbench/?tab=1"))


def test_finishing_says_where_the_citizen_goes_next_and_offers_the_slip():
    bench = a_bench()
    ticket = bench.call()
    bench.send("accept")
    page = words(bench.press("finish"))
    assert "已完成" in page and "可以离开" in page
    slip = words(bench.client.get(f"/workbench/slip/{ticket.pk}/"))
    assert Application.objects.get().number in slip and ticket.number in slip


def test_a_name_the_kiosk_did_not_ask_for_is_typed_once_at_the_window():
    bench = a_bench(name="")
    ticket = bench.call()
    assert "取号人姓名（照证件）" in words(bench.client.get("/workbench/"))
    refused = bench.send("accept")
    assert refused.status_code == 422
    assert "请照证件录入姓名" in words(refused)
    bench.send("accept", holder_name="欧阳若溪")
    ticket.party.refresh_from_db()
    assert ticket.party.name == "欧阳若溪"
    assert "取号人姓名" not in words(bench.client.get("/workbench/?tab=2"))
    bench.send("accept", 1)
    assert Application.objects.filter(applicant=ticket.party).count() == 2
