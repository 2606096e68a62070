"""容缺 and 告知承诺: promised in writing, locked or decided now, verified, mended, revoked, recorded; never the excluded."""

from datetime import timedelta

import pytest
from django.urls import reverse

from applications.completeness import Tick
from applications.errors import LateMaterialsOutstanding, NotAuthorised
from applications.models import Application, Authorisation, ExcludedPerson, Verification
from applications.promise_errors import (
    HearingMissing,
    MatterExcluded,
    NoPromise,
    PersonExcluded,
    RemedyNotOver,
    ResultRevoked,
    VerificationOver,
)
from applications.queries.status import status_of
from applications.verbs import deciding, excluding, intake, promising, verifying
from hall.kernel import clock
from hall.kernel.errors import NotPermitted, StateConflict
from hall.models import OutgoingMessage
from hall.roles import Role
from tests.factories import StaffFactory
from tests.factories.applications import people

BASIS = "《北京市优化营商环境条例》第三十三条"


@pytest.fixture
def ours(db, on_a_working_day):
    made = people(materials=3)
    first, second, _third = made.version.materials.order_by("order")
    first.may_be_late, first.late_days = True, 10
    first.save()
    second.may_be_promised = True
    second.save()
    return made


@pytest.fixture
def supervisor(ours):
    return StaffFactory(hall=ours.hall, roles=[Role.SUPERVISOR])


@pytest.fixture
def promised(ours):
    return ours.accepted(ticks=ours.ticks(m2="promised"))


@pytest.fixture
def granted(ours):
    return ours.decided(ticks=ours.ticks(m2="promised"))


def grant(ours, application):
    return deciding.decide(number=application.number, granted=True, reason="符合条件", by=ours.approver)


def revoke(ours, application, **other):
    given = {"is_false": True, "finding": "承诺的场所并不存在", "legal_basis": BASIS, "heard": "本人放弃陈述"}
    return verifying.revoke_for_promise(number=application.number, by=ours.approver, **{**given, **other})


class TestPromised:
    def test_it_is_decided_now_and_verified_later_until_a_day_in_a_way(self, ours, promised):
        assert promised.documents.filter(kind="promise_letter").exists()
        grant(ours, promised)
        ours.release(promised)
        task = Verification.objects.get(application=promised)
        assert (task.due - clock.today()).days == 60 and task.method == "written" and task.state == "pending"

    def test_the_matter_says_how_long_and_in_which_way(self, ours, supervisor):
        code = ours.version.matter.code
        excluding.set_promise_rule(matter_code=code, verify_days=30, method="on_site", by=supervisor)
        granted = ours.decided(ticks=ours.ticks(m2="promised"))
        assert ((granted.verification.due - clock.today()).days, granted.verification.method) == (30, "on_site")

    def test_without_a_promise_nothing_is_verified(self, ours):
        assert not Verification.objects.filter(application=ours.decided()).exists()

    def test_a_denial_is_not_verified(self, ours):
        denied = ours.decided(granted=False, ticks=ours.ticks(m2="promised"))
        assert not Verification.objects.filter(application=denied).exists()

    def test_it_is_withdrawn_before_the_decision_and_goes_on_by_the_ordinary_way(self, ours, promised):
        promising.withdraw_promise(hall=ours.hall, number=promised.number, reason="改为提交证明", by=ours.clerk)
        row = promised.materials.get(status="late")
        assert row.due > clock.today() and promised.commitments.get().withdrawn_at
        with pytest.raises(LateMaterialsOutstanding):
            grant(ours, promised)
        with pytest.raises(NoPromise):
            promising.withdraw_promise(hall=ours.hall, number=promised.number, reason="再撤", by=ours.clerk)
        intake.supplement(hall=ours.hall, number=promised.number, ticks=[Tick(row.material_id, "have")], by=ours.clerk)
        grant(ours, promised)
        assert not Verification.objects.filter(application=ours.release(promised)).exists()

    def test_after_the_decision_it_can_no_longer_be_withdrawn(self, ours, granted):
        with pytest.raises(StateConflict):
            promising.withdraw_promise(hall=ours.hall, number=granted.number, reason="后悔了", by=ours.clerk)


class TestVerified:
    def test_what_is_true_closes_the_task(self, ours, granted):
        task = verifying.verify_met(number=granted.number, finding="网络核验属实", by=ours.approver)
        assert task.state == "met" and task.closed_at
        with pytest.raises(VerificationOver):
            verifying.verify_met(number=granted.number, finding="再看", by=ours.approver)

    def test_what_is_not_met_is_mended_by_a_day_and_then_closed_or_revoked(self, ours, granted):
        day = clock.today() + timedelta(days=15)
        verifying.order_remedy(
            number=granted.number, finding="消防通道被占", remedy="清除占用物", remedy_due=day, by=ours.approver
        )
        assert granted.documents.filter(kind="remedy_notice").exists()
        assert OutgoingMessage.objects.filter(event="promise_remedy").exists()
        with pytest.raises(RemedyNotOver):
            revoke(ours, granted, is_false=False)
        with clock.frozen(clock.now() + timedelta(days=16)):
            made = revoke(ours, granted, is_false=False)
        assert made.ground == "unmet" and ExcludedPerson.objects.get().ground == "unmet_promise"

    def test_a_false_promise_is_revoked_recorded_and_told(self, ours, granted):
        made = revoke(ours, granted)
        granted.refresh_from_db()
        assert granted.verification.state == "revoked" and granted.state == "awaiting_collection"
        paper = granted.documents.get(kind="revocation")
        assert paper.content["revoked_document"] == granted.documents.get(kind="grant").number
        assert paper.content["remedies"] and paper == made.document
        assert ExcludedPerson.objects.get(party=granted.applicant).document == paper.number
        assert OutgoingMessage.objects.filter(event="revoked").exists()

    def test_it_takes_the_power_to_decide_and_a_hearing(self, ours, granted):
        with pytest.raises(HearingMissing):
            revoke(ours, granted, heard=" ")
        Authorisation.objects.update(revoked_at=clock.now())
        with pytest.raises(NotAuthorised):
            revoke(ours, granted)
        assert Verification.objects.get().state == "pending"

    def test_another_department_does_not_find_the_case(self, ours, granted):
        with pytest.raises(Exception) as refused:
            verifying.verify_met(number=granted.number, finding="属实", by=people().approver)
        assert refused.value.code == "applications.not_found"

    def test_what_was_revoked_is_not_handed_over(self, ours, granted):
        revoke(ours, granted)
        with pytest.raises(ResultRevoked):
            ours.hand_over(granted)


class TestExcluded:
    @pytest.mark.parametrize("ticked", [{"m1": "late"}, {"m2": "promised"}])
    def test_whose_credit_is_not_repaired_promises_nothing(self, ours, granted, supervisor, ticked):
        revoke(ours, granted)
        with pytest.raises(PersonExcluded):
            ours.receive(ticks=ours.ticks(**ticked))
        assert ours.accepted().state == "accepted"
        row = ExcludedPerson.objects.get()
        with pytest.raises(NotPermitted):
            excluding.repair_credit(excluded_id=row.pk, document="信用修复〔2026〕3号", by=ours.approver)
        excluding.repair_credit(excluded_id=row.pk, document="信用修复〔2026〕3号", by=supervisor)
        assert ours.accepted(ticks=ours.ticks(**ticked)).state == "accepted"

    def test_a_matter_in_an_excluded_field_takes_no_promises(self, ours, supervisor):
        code = ours.version.matter.code
        excluding.set_promise_rule(matter_code=code, excluded="public_safety", basis=BASIS, by=supervisor)
        with pytest.raises(MatterExcluded) as refused:
            ours.receive(ticks=ours.ticks(m2="promised"))
        assert "公共安全" in refused.value.words
        assert ours.accepted(ticks=ours.ticks(m1="late")).state == "accepted"

    def test_excluded_between_receipt_and_acceptance_is_excluded(self, ours, supervisor):
        received = ours.receive(ticks=ours.ticks(m2="promised"))
        who = ours.applicant
        excluding.exclude(
            name=who.name, id_type=who.id_type, id_number=who.id_number, ground="bad_credit",
            document="失信惩戒〔2026〕8号", by=supervisor,
        )  # fmt: skip
        with pytest.raises(PersonExcluded):
            intake.accept(hall=ours.hall, number=received.number, by=ours.clerk)


class TestPages:
    def test_the_inbox_and_the_page_say_that_a_promise_can_be_decided_now(self, ours, promised, client):
        client.force_login(ours.approver)
        assert "告知承诺 · 现在可决定" in client.get(reverse("inbox")).content.decode()
        page = client.get(reverse("application", args=[promised.number])).content.decode()
        assert "现在即可决定" in page and "撤回承诺…" not in page

    def test_the_approver_verifies_on_the_page(self, ours, granted, client):
        client.force_login(ours.approver)
        assert granted.number in client.get(reverse("promises")).content.decode()
        page = client.get(reverse("application", args=[granted.number])).content.decode()
        assert "承诺核查" in page and "限期整改" in page
        sent = {"finding": "实地核查，场所为空地", "is_false": "1", "legal_basis": BASIS, "heard": ""}
        wrong = client.post(reverse("application-promise", args=[granted.number, "revoke"]), sent)
        assert wrong.status_code == 422 and "实地核查，场所为空地" in wrong.content.decode()
        done = client.post(
            reverse("application-promise", args=[granted.number, "revoke"]), {**sent, "heard": "放弃陈述"}
        )
        assert done.status_code == 302
        assert "决定已撤销" in client.get(done.url).content.decode()
        assert "已撤销决定" in client.get(reverse("promises") + "?tab=closed").content.decode()

    def test_the_list_is_masked_and_kept_by_the_supervisor(self, ours, supervisor, client):
        client.force_login(supervisor)
        who = ours.applicant
        sent = {
            "name": who.name, "id_type": who.id_type, "id_number": who.id_number, "ground": "bad_credit",
            "document": "失信惩戒〔2026〕8号",
        }  # fmt: skip
        assert client.post(reverse("promises-excluded"), sent).status_code == 302
        page = client.get(reverse("promises-excluded")).content.decode()
        assert "失信惩戒〔2026〕8号" in page and who.id_number not in page
        again = client.post(reverse("promises-excluded"), sent)
        assert again.status_code == 409 and "已因同一原因" in again.content.decode()
        client.force_login(ours.approver)
        assert client.post(reverse("promises-excluded"), sent).status_code == 403

    def test_a_matter_is_excluded_on_the_page(self, ours, supervisor, client):
        client.force_login(supervisor)
        sent = {
            "matter_code": ours.version.matter.code,
            "excluded": "ecology",
            "verify_days": "60",
            "method": "written",
        }
        assert client.post(reverse("promises-matters"), sent).status_code == 422
        assert client.post(reverse("promises-matters"), {**sent, "basis": BASIS}).status_code == 302
        assert "不适用：生态环境保护" in client.get(reverse("promises-matters")).content.decode()


class TestToldToTheCitizen:
    def test_the_status_says_that_the_promise_may_be_withdrawn_then_verified_then_revoked(self, ours, promised):
        assert "撤回承诺" in status_of(promised).notes[0]
        grant(ours, promised)
        application = ours.release(promised)
        assert "核查" in status_of(Application.objects.get(pk=application.pk)).notes[0]
        revoke(ours, application)
        assert "已撤销" in status_of(Application.objects.get(pk=application.pk)).notes[0]

    def test_whoever_verifies_the_paper_learns_that_the_decision_was_revoked(self, ours, granted, client):
        paper = granted.documents.get(kind="grant")
        address = reverse("document-verify", args=[paper.verification_code])
        assert "这份文书是真的" in client.get(address).content.decode()
        revoke(ours, granted)
        page = client.get(address).content.decode()
        assert "已经撤销" in page and "这份文书是真的" not in page


class TestOverTheApi:
    def test_a_promise_is_verified_and_revoked(self, ours, granted, client):
        client.force_login(ours.approver)
        (task,) = client.get("/api/v1/promises/").json()
        assert task["number"] == granted.number and granted.applicant.name not in str(task)
        sent = {"is_false": True, "finding": "场所不存在", "legal_basis": BASIS, "heard": "放弃陈述"}
        address = f"/api/v1/applications/{granted.number}/promise/revoke/"
        assert client.post(address, sent, content_type="application/json").status_code == 200
        again = client.post(address, sent, content_type="application/json")
        assert (again.status_code, again.json()["code"]) == (409, "applications.verification_over")
