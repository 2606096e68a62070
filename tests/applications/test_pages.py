"""The pages of the department, the issuing counter and the public, without a script."""

import pytest
from django.urls import reverse

from applications.models import Decision, Document, HandOver
from applications.queries.access import seen_version
from applications.verbs import withdrawing
from hall.kernel import clock
from hall.models import Step
from hall.queries.calendar import working_calendar
from hall.roles import Role
from tests.factories import DepartmentFactory, PartyFactory, StaffFactory, WindowFactory
from tests.factories.applications import people


def enter(client, person):
    client.force_login(person)
    return client


def words(answer) -> str:
    return answer.content.decode()


def decide(client, application, **other):
    body = {"granted": "1", "reason": "符合条件", "seen": seen_version(application), **other}
    return client.post(reverse("application-decision", args=[application.number]), body)


def test_the_inbox_lists_what_waits_for_me_and_takes_constant_queries(ours, client, django_assert_max_num_queries):
    working_calendar()
    enter(client, ours.approver)
    for _ in range(3):
        application = ours.accepted()
    with django_assert_max_num_queries(20) as few:
        page = client.get(reverse("inbox"))
    assert application.number in words(page) and "剩 10 个工作日" in words(page)
    assert ours.applicant.name not in words(page) and ours.applicant.id_number not in words(page)
    for _ in range(4):
        ours.accepted()
    with django_assert_max_num_queries(20) as more:
        client.get(reverse("inbox"))
    assert len(more) == len(few)


def test_the_inbox_refreshes_as_a_fragment_and_says_when_it_is_empty(ours, client):
    page = enter(client, ours.approver).get(reverse("inbox"), HTTP_HX_REQUEST="true")
    assert "<html" not in words(page) and "都办完了" in words(page)


def test_the_inbox_is_for_approvers(ours, client):
    assert enter(client, ours.clerk).get(reverse("inbox")).status_code == 403
    client.logout()
    assert client.get(reverse("inbox")).status_code == 302


def test_the_page_of_an_application_shows_all_masked_in_constant_queries(ours, client, django_assert_max_num_queries):
    working_calendar()
    application = ours.accepted()
    enter(client, ours.approver)
    with django_assert_max_num_queries(14):
        page = words(client.get(reverse("application", args=[application.number])))
    assert ours.applicant.id_number not in page and ours.applicant.phone not in page and ours.applicant.name not in page
    for shown in ("热食类制售", "承诺办结日为什么是", "法定办结日为什么是", "中秋", "准予"):
        assert shown in page
    assert "style=" not in page and "<script>" not in page


def test_the_counter_sees_the_page_without_the_decision(ours, client):
    application = ours.accepted()
    page = words(enter(client, ours.clerk).get(reverse("application", args=[application.number])))
    assert "上传扫描件" in page and 'name="granted"' not in page


def test_another_departments_application_is_not_found(ours, client):
    application = ours.accepted()
    stranger = StaffFactory(hall=ours.hall, roles=[Role.APPROVER], department=DepartmentFactory())
    enter(client, stranger)
    assert client.get(reverse("application", args=[application.number])).status_code == 404
    assert decide(client, application).status_code == 404
    assert not Decision.objects.exists()


def test_a_grant_goes_back_to_the_inbox(ours, client):
    application = ours.accepted()
    answer = decide(enter(client, ours.approver), application)
    assert answer.status_code == 302 and answer["Location"] == reverse("inbox")
    assert Decision.objects.get().granted


def test_the_same_form_sent_twice_decides_once(ours, client):
    application = ours.accepted()
    enter(client, ours.approver)
    seen = seen_version(application)
    first, again = (decide(client, application, request_key="k" * 36, seen=seen) for _ in range(2))
    assert first.status_code == again.status_code == 302 and Decision.objects.count() == 1


def test_a_denial_needs_a_legal_basis_and_is_confirmed_with_its_consequence(ours, client):
    application = ours.accepted()
    enter(client, ours.approver)
    bare = decide(client, application, granted="0", reason="场所不符")
    assert bare.status_code == 422 and "必须写明法律依据" in words(bare) and "场所不符" in words(bare)
    asked = decide(client, application, granted="0", reason="场所不符", legal_basis="第三十八条")
    assert asked.status_code == 422 and "确认不予" in words(asked) and "六十日" in words(asked)
    assert not Decision.objects.exists()
    done = decide(client, application, granted="0", reason="场所不符", legal_basis="第三十八条", confirmed="1")
    assert done.status_code == 302 and not Decision.objects.get().granted


def test_an_empty_opinion_is_named_beside_its_field(ours, client):
    answer = decide(enter(client, ours.approver), ours.accepted(), reason="  ")
    assert answer.status_code == 422 and 'href="#id_reason"' in words(answer)


def test_a_stale_page_says_who_and_keeps_what_was_typed(ours, client):
    application = ours.accepted()
    seen = seen_version(application)
    withdrawing.withdraw(hall=ours.hall, number=application.number, reason="不办了", by=ours.clerk)
    answer = decide(enter(client, ours.approver), application, seen=seen, reason="我写了很久的意见")
    assert answer.status_code == 409
    assert ours.clerk.name in words(answer) and "我写了很久的意见" in words(answer)


def test_plain_data_are_shown_once_with_a_reason_on_record(ours, client):
    application = ours.accepted()
    enter(client, ours.approver)
    address = reverse("application-reveal", args=[application.number])
    assert client.post(address, {"party": ours.applicant.pk, "reason": ""}).status_code == 422
    shown = client.post(address, {"party": ours.applicant.pk, "reason": "核对身份"})
    assert ours.applicant.id_number in words(shown) and shown["Cache-Control"] == "no-store"
    assert Step.objects.filter(verb="reveal", by=ours.approver).count() == 1
    other = client.post(address, {"party": PartyFactory().pk, "reason": "好奇心"})
    assert other.status_code == 422
    assert ours.applicant.id_number not in words(client.get(reverse("application", args=[application.number])))


@pytest.mark.parametrize("how", ["application", "ticket", "document"])
def test_the_issuing_counter_finds_a_person_by_whatever_they_show(ours, client, how):
    first, second = (ours.decided(visit="20260921-A023") for _ in range(2))
    sought = {"application": first.number.lower(), "ticket": "a023", "document": ours.applicant.id_number}[how]
    answer = enter(client, ours.issuer).post(reverse("issuing-find"), {"sought": sought}, follow=True)
    page = words(answer)
    assert first.number in page and second.number in page and "共 2 份" in page
    assert ours.applicant.id_number not in page and ours.applicant.id_number not in str(answer.redirect_chain)


def test_all_is_handed_over_at_once_and_the_proof_is_ready_to_print(ours, client):
    WindowFactory(hall=ours.hall, code="30", kind="issuing")
    first, second = ours.decided(), ours.decided()
    enter(client, ours.issuer)
    client.post(reverse("issuing-find"), {"sought": first.number})
    body = {
        "numbers": [first.number, second.number],
        "collector_kind": "applicant",
        "collector_name": ours.applicant.name,
        "collector_id": ours.applicant.id_number,
        "window": "30",
        "signed_on_paper": "on",
        "request_key": "k" * 36,
    }
    wrong = client.post(reverse("issuing-hand-over"), {**body, "collector_id": "110101199003070011"})
    assert wrong.status_code == 422 and "不一致" in words(wrong) and ours.applicant.name in words(wrong)
    for _ in range(2):
        assert client.post(reverse("issuing-hand-over"), body).status_code == 302
    done = client.get(reverse("issuing"))
    assert "已发放 2 份" in words(done) and words(done).count("打印送达回证") == 2
    assert HandOver.objects.count() == 2 and HandOver.objects.first().window.code == "30"


def test_the_issuing_counter_says_when_nobody_waits(ours, client):
    page = enter(client, ours.issuer).get(reverse("issuing"))
    assert "没有待领取的结果" in words(page)
    found = client.post(reverse("issuing-find"), {"sought": "BJ260921-99999-9"}, follow=True)
    assert "没有找到" in words(found)
    assert client.post(reverse("issuing-find"), {"sought": ""}).status_code == 422
    assert enter(client, ours.clerk).get(reverse("issuing")).status_code == 403


def test_the_issuing_page_takes_constant_queries(ours, client, django_assert_max_num_queries):
    for _ in range(5):
        ours.decided(applicant=PartyFactory())
    enter(client, ours.issuer)
    with django_assert_max_num_queries(8):
        assert "5 份" in words(client.get(reverse("issuing")))


def test_the_status_page_needs_both_and_keeps_them_out_of_the_address(ours, client):
    application = ours.awaiting_correction()
    assert client.get(reverse("status-result")).status_code == 302
    body = {"number": application.number, "second_factor": ours.applicant.phone[-4:]}
    answer = client.post(reverse("status"), body, follow=True)
    assert answer.redirect_chain == [(reverse("status-result"), 302)]
    page = words(answer)
    assert "还差 1 份材料，请在 2026年10月8日 前补交" in page and "未加盖公章" in page
    assert ours.applicant.name not in page and ours.applicant.id_number not in page
    assert len(answer.content) < 100_000 and "no-store" in answer["Cache-Control"]
    assert "还差 1 份材料" in words(client.get(reverse("status-result"))), "refreshing is safe"
    client.post(reverse("status-close"))
    assert client.get(reverse("status-result")).status_code == 302


def test_the_status_page_says_the_same_for_unknown_and_mismatch(ours, client):
    number = ours.receive().number
    wrong = client.post(reverse("status"), {"number": number, "second_factor": "0000"})
    none = client.post(reverse("status"), {"number": "BJ260921-99999-9", "second_factor": "0000"})
    assert wrong.status_code == none.status_code == 404
    assert words(wrong).replace(number, "").count("没有找到相符的办件") == words(none).count("没有找到相符的办件") == 1


def test_the_status_page_is_throttled_in_words(ours, client):
    number = ours.receive().number
    answers = [client.post(reverse("status"), {"number": number, "second_factor": "0000"}) for _ in range(6)]
    assert answers[-1].status_code == 429 and answers[-1]["Retry-After"] and "分钟后再试" in words(answers[-1])


def test_the_status_page_speaks_english(ours, client, settings):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert 'lang="en"' in words(client.get(reverse("status")))


@pytest.mark.parametrize(
    "state",
    ["received", "awaiting_correction", "accepted", "refused", "awaiting_collection", "delivered", "withdrawn"],
)
def test_every_document_can_be_printed_and_verified(ours, client, state):
    application = ours.in_state(state)
    enter(client, ours.clerk)
    for document in Document.objects.filter(application=application):
        page = client.get(reverse("document", args=[document.verification_code]))
        assert page.status_code == 200 and document.number in words(page)
        assert ours.applicant.id_number not in words(page)
        public = client.get(reverse("document-verify", args=[document.verification_code.lower()]))
        assert document.number in words(public) and ours.applicant.name not in words(public)
    picture = client.get(reverse("document-qr", args=[document.verification_code]))
    assert picture["Content-Type"] == "image/svg+xml" and b"<svg" in picture.content and b"style" not in picture.content


def test_a_denial_prints_reason_basis_and_remedies(ours, client):
    document = Document.objects.get(application=ours.decided(granted=False), kind="denial")
    page = words(enter(client, ours.issuer).get(reverse("document", args=[document.verification_code])))
    assert "不予行政许可决定书" in page and "第三十八条" in page and "六十日" in page and "六个月" in page


def test_a_reprint_is_marked_and_counted(ours, client):
    document = Document.objects.get(application=ours.receive())
    enter(client, ours.clerk)
    address = reverse("document-print", args=[document.verification_code])
    first = client.post(address, follow=True)
    assert "data-print" in words(first) and "reprint" not in words(first)
    again = client.post(address, follow=True)
    assert '<p class="reprint">补打　第 2 次</p>' in words(again)
    assert Step.objects.filter(verb="print").count() == 2


def test_a_strangers_document_is_not_found(ours, client):
    document = Document.objects.get(application=ours.receive())
    assert enter(client, people().clerk).get(reverse("document", args=[document.verification_code])).status_code == 404


def test_a_code_nobody_issued_is_not_verified(db, client):
    answer = client.get(reverse("document-verify", args=["NOTISSUED"]))
    assert answer.status_code == 404 and "没有找到这份文书" in words(answer)
    typed = client.get(reverse("verify"), {"code": " abcd efgh "})
    assert typed["Location"] == reverse("document-verify", args=["ABCDEFGH"])
    assert client.get(reverse("verify")).status_code == 200


def test_the_day_by_day_explanation_counts_to_the_due_date(ours):
    from applications.queries.whys import why_of

    application = ours.accepted()
    why = why_of(application)
    assert why.days[-1].day == application.promise_due and why.days[-1].count == 10
    assert any("国庆" in sentence for sentence in why.sentences)
    assert clock.today() < why.days[0].day


def test_the_filters_of_the_inbox_are_folded_on_a_phone_and_say_what_is_chosen(ours, client):
    client.force_login(ours.approver)
    for asked, said in (
        ({}, ""),
        ({"only": "today"}, ""),
        ({"within": "3", "hands": "all"}, " · 全部门 · 3 个工作日内"),
        ({"words": "食品"}, " · “食品”"),
    ):
        page = client.get("/inbox/", asked).content.decode()
        assert f'<details class="filters-fold"><summary>筛选、查找{said}</summary></details>' in page, asked
