"""The gate's report over the catalogue, the place to try a text, and the exceptions list in the browser."""

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from hall.roles import Role
from matters.fingerprint import content_of, fingerprint
from matters.models import Material, MatterVersion, WordingException
from tests.factories import MaterialFactory, StaffFactory, VersionFactory, a_published_matter

pytestmark = pytest.mark.django_db

NAME = "其他材料费明细表"
SAID = {"words": NAME, "reason": "经费预算表的固定名称", "source": "预算书附表三", "place": "", "matter_code": ""}


def signed(version):
    materials = version.materials.order_by("order")
    digest = fingerprint(content_of(version.matter.code, version.name or version.matter.name, version, materials))
    MatterVersion.objects.filter(pk=version.pk).update(fingerprint=digest)
    return version


def someone(*roles):
    return StaffFactory(roles=list(roles), hall=None)


@pytest.fixture
def editor():
    return someone(Role.CATALOGUE_EDITOR)


@pytest.fixture
def reviewer():
    return someone(Role.CATALOGUE_REVIEWER)


def test_the_report_counts_what_was_checked_and_names_what_is_refused(client, editor):
    signed(a_published_matter())
    bad = a_published_matter()
    MaterialFactory(version=bad, order=9, name="营业执照、身份证等材料")
    signed(bad)
    draft = VersionFactory(matter=bad.matter, number=2, state="draft", in_force=None, conditions=["另行通知"])
    client.force_login(editor)
    page = client.get(reverse("catalogue-gate")).content.decode()
    assert "1 个事项有兜底条款" in page and "等字收尾" in page and "可改为“营业执照、身份证”" in page
    assert bad.matter.department.short_name in page and "另行通知" in page and draft.get_state_display() in page
    body = client.get("/api/v1/catalogue/gate/").json()
    assert (body["checked"], body["refused"], body["intact"]) == (2, 1, 2)
    assert body["by_rule"] == {"and_so_on": 1} and len(body["drafts"]) == 1


def test_the_report_is_made_anew_when_the_catalogue_or_the_list_changes(client, editor, reviewer):
    version = a_published_matter()
    MaterialFactory(version=version, order=9, name=NAME)
    client.force_login(editor)
    assert client.get("/api/v1/catalogue/gate/").json()["refused"] == 1
    client.post(reverse("catalogue-exceptions"), SAID)
    client.force_login(reviewer)
    row = WordingException.objects.get()
    client.post(reverse("catalogue-exception-decide", args=[row.pk]), {"act": "allow", "words": "见附表三"})
    assert client.get("/api/v1/catalogue/gate/").json()["refused"] == 0
    a_published_matter()
    assert client.get("/api/v1/catalogue/gate/").json()["checked"] == 2


def test_content_that_no_longer_gives_its_fingerprint_is_told(client, editor):
    version = signed(a_published_matter())
    Material.objects.filter(version=version, order=1).update(name="另一份申请书")
    client.force_login(editor)
    assert "存储的内容与公布的指纹不一致" in client.get(reverse("catalogue-gate"), {"again": 1}).content.decode()


def test_the_report_is_a_file_without_formulae(client, editor):
    bad = a_published_matter()
    MaterialFactory(version=bad, order=9, name="=其他材料")
    client.force_login(editor)
    answer = client.get(reverse("catalogue-gate-file"))
    text = answer.content.decode("utf-8-sig")
    assert "attachment" in answer["Content-Disposition"] and "检查事项" in text
    assert ",=其他" not in text and "'=其他材料" in text


def test_the_report_takes_few_queries_however_many_matters(client, editor, django_assert_max_num_queries):
    for _ in range(8):
        a_published_matter()
    client.force_login(editor)
    with django_assert_max_num_queries(16):
        client.get(reverse("catalogue-gate"))


def test_a_text_is_tried_and_answered_with_words_and_proposal(client, editor):
    client.force_login(editor)
    page = client.get(reverse("catalogue-gate"), {"text": "营业执照、身份证等材料", "place": "name"}).content.decode()
    assert "不能发布" in page and "营业执照、身份证”" in page and "提出例外" in page
    assert "可以发布" in client.get(reverse("catalogue-gate"), {"text": "高等学校毕业证书"}).content.decode()
    found = client.post("/api/v1/catalogue/gate/check/", {"text": "其 他材料"}, content_type="application/json").json()
    assert found[0]["words"] == "其 他材料" and found[0]["rule"] == "other_papers"


def test_an_exception_is_proposed_by_one_and_allowed_by_another(client, editor, reviewer):
    client.force_login(editor)
    assert client.post(reverse("catalogue-exceptions"), SAID).status_code == 302
    row = WordingException.objects.get()
    assert "待另一人审核" in client.get(reverse("catalogue-exceptions")).content.decode()
    decide = reverse("catalogue-exception-decide", args=[row.pk])
    assert client.post(decide, {"act": "allow"}).status_code == 403
    client.force_login(reviewer)
    assert client.post(decide, {"act": "refuse", "words": ""}).status_code == 422
    assert client.post(decide, {"act": "allow", "words": "见附表三"}).status_code == 302
    page = client.get(reverse("catalogue-exceptions")).content.decode()
    assert editor.name in page and reviewer.name in page and "见附表三" in page and "预算书附表三" in page


def test_a_clause_is_refused_as_an_exception_and_what_was_typed_stays(client, editor):
    client.force_login(editor)
    answer = client.post(reverse("catalogue-exceptions"), SAID | {"words": "其他材料"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "本身就是兜底条款" in page and "预算书附表三" in page
    answer = client.post(reverse("catalogue-exceptions"), SAID | {"source": ""})
    assert answer.status_code == 422 and WordingException.objects.count() == 0


def test_exceptions_over_the_api(client, editor, reviewer):
    client.force_login(editor)
    made = client.post("/api/v1/catalogue/exceptions/", SAID, content_type="application/json")
    assert made.status_code == 201
    path = f"/api/v1/catalogue/exceptions/{made.json()['id']}/"
    client.force_login(reviewer)
    allowed = client.post(path, {"act": "allow"}, content_type="application/json").json()
    assert allowed["state"] == "allowed" and allowed["reviewed_by"] == reviewer.name
    assert client.get("/api/v1/catalogue/exceptions/").json()[0]["proposed_by"] == editor.name


@pytest.mark.parametrize("name", ["catalogue-gate", "catalogue-exceptions", "catalogue-gate-file"])
def test_strangers_are_sent_to_log_in(client, name):
    assert client.get(reverse(name)).status_code == 302


def test_a_clerk_reads_but_does_not_propose(client):
    client.force_login(StaffFactory(roles=[Role.WINDOW_CLERK]))
    assert "提出，请另一人审核" not in client.get(reverse("catalogue-exceptions")).content.decode()
    assert client.post(reverse("catalogue-exceptions"), SAID).status_code == 403


def test_the_command_ends_badly_when_a_clause_stands(capsys):
    signed(a_published_matter())
    call_command("check_catalogue")
    assert "不予发布 0 个" in capsys.readouterr().out
    bad = a_published_matter()
    MaterialFactory(version=bad, order=9, name="其他材料")
    with pytest.raises(CommandError, match="不予发布 1 个"):
        call_command("check_catalogue")
