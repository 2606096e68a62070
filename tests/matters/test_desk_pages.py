"""The workplace of catalogue people: desk, draft, review, publishing; all without script."""

from datetime import timedelta

import pytest
from django.urls import reverse

from hall.kernel import clock
from hall.roles import Role
from matters.models import MatterVersion
from matters.queries.catalogue import version_in_force
from matters.verbs import drafts, versions
from tests.factories import DepartmentFactory, StaffFactory, a_published_matter

pytestmark = pytest.mark.django_db


@pytest.fixture
def current():
    return a_published_matter(matter__name="食品经营许可（首次申请）")


@pytest.fixture
def editor(current):
    return StaffFactory(roles=[Role.CATALOGUE_EDITOR], department=current.matter.department)


@pytest.fixture
def reviewer():
    return StaffFactory(roles=[Role.CATALOGUE_REVIEWER], department=DepartmentFactory())


@pytest.fixture
def publisher():
    return StaffFactory(roles=[Role.CATALOGUE_PUBLISHER], department=DepartmentFactory())


@pytest.fixture
def draft(current, editor):
    return drafts.start_draft(code=current.matter.code, by=editor)


def typed(client, draft, **changes):
    """What the browser would send back from the draft's page as it stands."""
    answer = client.get(reverse("draft", args=[draft.pk]))
    page, data = answer.context["page"], {"revision": answer.context["seen"], "act": "save"}
    forms = [page.standard, *(form for rows in page.lists.values() for form in rows.forms)]
    for form in forms:
        for name in form.fields:
            value = form[name].value()
            if value not in (None, False, ""):
                data[form.add_prefix(name)] = value
    for name, rows in page.lists.items():
        data[f"{name}-count"] = len(rows.forms)
    return {**data, **changes}


def send(client, draft, **changes):
    return client.post(reverse("draft", args=[draft.pk]), typed(client, draft, **changes))


def act(client, version, verb, **given):
    return client.post(reverse("version-act", args=[version.pk, verb]), given)


def test_the_desk_shows_each_what_waits_and_begins_a_draft(client, current, editor):
    client.force_login(editor)
    html = client.get(reverse("catalogue-desk")).content.decode()
    assert "编制新版" in html and current.matter.name in html
    answer = client.post(reverse("draft-start", args=[current.matter.code]))
    draft = MatterVersion.objects.get(state="draft")
    assert answer.headers["Location"] == reverse("draft", args=[draft.pk])
    assert reverse("draft", args=[draft.pk]) in client.get(reverse("catalogue-desk")).content.decode()
    assert client.post(reverse("draft-start", args=[current.matter.code])).headers["Location"].endswith(f"{draft.pk}/")


def test_the_desk_takes_the_same_few_queries_however_much_waits(client, editor, django_assert_max_num_queries):
    for _ in range(8):
        version = a_published_matter(matter__department=editor.department)
        drafts.start_draft(code=version.matter.code, by=editor)
    client.force_login(editor)
    with django_assert_max_num_queries(11):
        client.get(reverse("catalogue-desk"))


def test_the_draft_stands_beside_the_version_in_force(client, draft, editor):
    client.force_login(editor)
    html = client.get(reverse("draft", args=[draft.pk])).content.decode()
    assert "前一版（第 1 版）" in html and "10 个工作日" in html and 'style="' not in html
    assert html.count('name="materials-0-') == 23


def test_saving_writes_fields_and_rows(client, draft, editor):
    client.force_login(editor)
    answer = send(client, draft, promised_limit="6", **{"materials-0-copies": "2", "conditions-0-text": "有固定的场所"})
    assert answer.status_code == 302, answer.content.decode()[:3000]
    draft.refresh_from_db()
    assert (draft.promised_limit, draft.revision, draft.conditions) == (6, 1, ["有固定的场所"])
    assert draft.materials.get(order=1).copies == 2 and draft.materials.count() == 2


def test_rows_are_added_moved_and_taken_away_without_script_and_nothing_typed_is_lost(client, draft, editor):
    client.force_login(editor)
    answer = send(client, draft, act="add:materials", promised_limit="9", limit_note="还没有保存的话")
    assert len(answer.context["page"].lists["materials"].forms) == 3
    html = answer.content.decode()
    assert "还没有保存的话" in html and 'value="9"' in html
    answer = send(client, draft, act="remove:materials:0")
    assert len(answer.context["page"].lists["materials"].forms) == 1
    names = [
        form["name"].value()
        for form in send(client, draft, act="up:materials:1").context["page"].lists["materials"].forms
    ]
    assert names == [material.name for material in draft.materials.order_by("-order")]
    draft.refresh_from_db()
    assert draft.revision == 0


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"promised_limit": "30"}, "承诺时限长于法定时限"),
        ({"promised_limit": "2", "promised_unit": "month"}, "单位不同"),
        ({"fee_charged": "on", "fee_standard": "每本 10 元"}, "收费依据"),
        ({"promised_limit": "很快"}, "整数"),
        ({"materials-0-name": "长" * 201}, "200"),
        ({"materials-1-acceptance_standard": ""}, "必填"),
    ],
)
def test_bad_input_is_told_at_its_field_and_the_typed_words_stay(client, draft, editor, changes, words):
    client.force_login(editor)
    answer = send(client, draft, limit_note="我写的话", **changes)
    html = answer.content.decode()
    assert answer.status_code == 422 and words in html and "我写的话" in html
    draft.refresh_from_db()
    assert draft.revision == 0


def test_the_second_of_two_editors_sees_who_changed_what_and_keeps_the_own_words(client, draft, editor):
    other = StaffFactory(roles=[Role.CATALOGUE_EDITOR], department=editor.department, name="赵敏之")
    client.force_login(editor)
    mine = typed(client, draft, limit_note="我写的说明")
    client.force_login(other)
    assert send(client, draft, promised_limit="5").status_code == 302
    client.force_login(editor)
    answer = client.post(reverse("draft", args=[draft.pk]), mine)
    html = answer.content.decode()
    assert answer.status_code == 409 and "赵敏之" in html and "我写的说明" in html
    assert "<del>10 个工作日</del>" in html and "<ins>5 个工作日</ins>" in html
    again = client.post(reverse("draft", args=[draft.pk]), {**mine, "revision": answer.context["seen"]})
    draft.refresh_from_db()
    assert again.status_code == 302 and (draft.revision, draft.limit_note) == (2, "我写的说明")


def test_a_draft_of_another_department_is_not_found(client, draft):
    client.force_login(StaffFactory(roles=[Role.CATALOGUE_EDITOR], department=DepartmentFactory()))
    assert client.get(reverse("draft", args=[draft.pk])).status_code == 404
    assert client.get(reverse("version", args=[draft.pk])).status_code == 404


def test_draft_review_publish_from_tomorrow_and_it_takes_over(client, current, draft, editor, reviewer, publisher):
    client.force_login(editor)
    assert send(client, draft, promised_limit="6", act="submit").headers["Location"].endswith(f"versions/{draft.pk}/")
    client.force_login(reviewer)
    html = client.get(reverse("version", args=[draft.pk])).content.decode()
    assert "<del>10 个工作日</del>" in html and "审核通过" in html and "兜底条款检查" in html
    assert act(client, draft, "review").status_code == 302
    client.force_login(publisher)
    tomorrow = clock.today() + timedelta(days=1)
    assert act(client, draft, "publish", when="later", since=tomorrow.isoformat()).status_code == 302
    assert version_in_force(current.matter) == current
    with clock.frozen(clock.now() + timedelta(days=1)):
        assert version_in_force(current.matter).promised_limit == 6
        assert "6 个工作日" in client.get(reverse("matter", args=[current.matter.code])).content.decode()


def test_rejecting_asks_words_and_the_editor_reads_them(client, draft, editor, reviewer):
    versions.submit(version_id=draft.pk, by=editor)
    client.force_login(reviewer)
    assert act(client, draft, "reject", reason=" ").status_code == 422
    assert act(client, draft, "reject", reason="承诺时限请写 5 个工作日").status_code == 302
    client.force_login(editor)
    assert "承诺时限请写 5 个工作日" in client.get(reverse("version", args=[draft.pk])).content.decode()
    assert "承诺时限请写 5 个工作日" in client.get(reverse("draft", args=[draft.pk])).content.decode()
    assert "审核退回" in client.get(reverse("catalogue-desk")).content.decode()


def test_the_reviewer_may_not_publish_and_buttons_follow_the_state_and_the_role(client, draft, editor, reviewer):
    versions.submit(version_id=draft.pk, by=editor)
    client.force_login(reviewer)
    html = client.get(reverse("version", args=[draft.pk])).content.decode()
    assert "退回修改" in html and ">发布<" not in html
    assert act(client, draft, "review").status_code == 302
    assert act(client, draft, "publish", when="now").status_code == 403


def test_a_catch_all_clause_is_shown_and_not_published(client, draft, editor, reviewer, publisher):
    client.force_login(editor)
    assert send(client, draft, **{"materials-0-acceptance_standard": "其他相关材料"}).status_code == 302
    assert "兜底条款检查" in client.get(reverse("draft", args=[draft.pk])).content.decode()
    draft.refresh_from_db()
    told = send(client, draft, **{"materials-0-acceptance_standard": "其他相关材料", "act": "submit"})
    assert "审核时不能通过" in client.get(told.url).content.decode()
    client.force_login(reviewer)
    assert "审核通过</button>" not in client.get(reverse("version", args=[draft.pk])).content.decode()
    answer = act(client, draft, "review")
    assert answer.status_code == 422 and "不能通过审核" in answer.content.decode()
    assert act(client, draft, "reject", reason="请写明是哪一份").status_code == 302


def test_a_wrong_date_and_a_past_date_are_told(client, draft, editor, reviewer, publisher):
    versions.submit(version_id=draft.pk, by=editor)
    versions.review(version_id=draft.pk, by=reviewer)
    client.force_login(publisher)
    assert act(client, draft, "publish", when="later", since="明天").status_code == 422
    answer = act(client, draft, "publish", when="later", since="2020-01-01")
    assert answer.status_code == 422 and "已经过去" in answer.content.decode()


def test_pausing_shows_the_reason_everywhere_and_resuming_opens_again(client, current, publisher):
    client.force_login(publisher)
    assert act(client, current, "pause", reason="").status_code == 422
    assert act(client, current, "pause", reason="国家系统升级至十二月一日").status_code == 302
    assert "国家系统升级" in client.get(reverse("catalogue-desk")).content.decode()
    assert "国家系统升级" in client.get(reverse("matter", args=[current.matter.code])).content.decode()
    assert "国家系统升级" in client.get(reverse("matters"), {"q": "食品"}).content.decode()
    assert client.get(f"/api/v1/matters/{current.matter.code}/tick-list/").status_code == 422
    assert act(client, current, "resume").status_code == 302
    assert client.get(f"/api/v1/matters/{current.matter.code}/tick-list/").status_code == 200


@pytest.mark.parametrize("role", [Role.WINDOW_CLERK, Role.HALL_MANAGER, Role.GUIDE])
def test_others_are_not_let_in(client, draft, role):
    client.force_login(StaffFactory(roles=[role]))
    for name, args in (("catalogue-desk", []), ("draft", [draft.pk]), ("version", [draft.pk])):
        assert client.get(reverse(name, args=args)).status_code == 403
