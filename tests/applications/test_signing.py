"""审查 → 决定: at most two signatures, of two people, each under a stored and unexpired authorisation."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from applications.errors import ApplicationNotFound, ChangedMeanwhile, LegalBasisMissing, NotAuthorised, ReasonMissing
from applications.models import Authorisation, Power, Signature
from applications.queries.access import seen_version
from applications.signing_errors import (
    CannotTakeOver,
    NotReturnable,
    ReviewedAlready,
    ReviewFirst,
    TwoPeopleSign,
    WithAnother,
)
from applications.verbs import deciding, reviewing
from applications.verbs.signing import sign
from hall.kernel import clock
from hall.kernel.errors import NotPermitted, StateConflict
from hall.roles import Role
from tests.factories import DepartmentFactory, StaffFactory
from tests.factories.applications import people


@pytest.fixture
def two(db, on_a_working_day):
    return people(signatures=2)


def decide(ours, application, **other):
    given = {"number": application.number, "granted": True, "reason": "经审查，符合条件", "by": ours.approver}
    return deciding.decide(**{**given, **other})


def review(ours, application, **other):
    given = {"number": application.number, "granted": True, "opinion": "建议准予", "by": ours.approver}
    return reviewing.review(**{**given, **other})


def test_a_promised_matter_waits_for_a_review_and_then_for_another_persons_decision(two):
    application = two.accepted()
    assert application.step == "review" and application.step_since == application.accepted_at
    with pytest.raises(ReviewFirst):
        decide(two, application)
    reviewer = two.colleague(Power.REVIEW)
    application = review(two, application, by=reviewer)
    assert (application.step, application.state) == ("decide", "accepted")
    decided = decide(two, application)
    assert decided.state == "granted"
    signed = list(Signature.objects.filter(application=application).values_list("step", "signed_by"))
    assert signed == [("review", reviewer.pk), ("decide", two.approver.pk)]
    with pytest.raises(StateConflict):  # at most two signatures
        review(two, application, by=two.colleague(Power.REVIEW))


def test_an_instant_matter_is_signed_by_one_and_promised_ones_by_two_unless_a_route_says_otherwise(
    db, on_a_working_day
):
    from applications.models import Route

    instant, promised = people(case_kind="instant", promised_limit=0), people()
    Route.objects.all().delete()
    assert (instant.accepted().step, promised.accepted().step) == ("decide", "review")


def test_whoever_reviewed_may_not_decide(two):
    application = review(two, two.accepted())
    with pytest.raises(TwoPeopleSign) as refused:
        decide(two, application)
    assert two.approver.name in refused.value.words
    assert decide(two, application, by=two.colleague()).state == "granted"


def test_the_database_keeps_two_signatures_of_one_person_apart(two):
    application = review(two, two.accepted())
    again = {"granted": True, "opinion": "同意", "legal_basis": "", "authorisation": None, "by": two.approver}
    with pytest.raises(IntegrityError), transaction.atomic():
        sign(application, "decide", **again)


@pytest.mark.parametrize(
    "why",
    [
        {"power": Power.REVIEW},
        {"valid_until": "past"},
        {"valid_from": "future"},
        {"matter": "other"},
        {"revoked_at": "now"},
        {"department": "other"},
    ],
)
def test_a_decision_needs_a_stored_unexpired_authorisation_for_the_matter(ours, why):
    application = ours.accepted()
    signer = StaffFactory(hall=ours.hall, roles=[Role.APPROVER], department=ours.version.matter.department)
    with pytest.raises(NotAuthorised) as refused:
        decide(ours, application, by=signer)
    assert "决定" in refused.value.words and ours.version.matter.name in refused.value.words
    today = clock.today()
    stored = {
        "past": today - timedelta(days=1), "future": today + timedelta(days=1), "now": clock.now(),
        "other": people().version.matter if "matter" in why else DepartmentFactory(),
    }  # fmt: skip
    given = {name: stored.get(value, value) for name, value in why.items()}
    power = given.pop("power", Power.DECIDE)
    ours.authorise(signer, power, **{"valid_from": today - timedelta(days=9), **given})
    with pytest.raises(NotAuthorised):
        decide(ours, application, by=signer)
    ours.authorise(signer, Power.DECIDE, matter=ours.version.matter, valid_until=today)  # the last day still counts
    assert decide(ours, application, by=signer).state == "granted"
    signature = Signature.objects.get(application=application)
    assert signature.authorisation.matter == ours.version.matter and signature.on_behalf_of is None


def test_a_review_needs_its_own_authorisation(two):
    application = two.accepted()
    with pytest.raises(NotAuthorised):
        review(two, application, by=two.colleague(Power.DECIDE))
    assert review(two, application, by=two.colleague(Power.REVIEW)).step == "decide"


def test_contracted_window_staff_never_sign(two):
    application = two.accepted()
    two.authorise(two.clerk, Power.DECIDE)
    for act in (decide, review):
        with pytest.raises(NotPermitted):
            act(two, application, by=two.clerk)
    with pytest.raises(IntegrityError), transaction.atomic():
        StaffFactory(roles=[Role.APPROVER], is_contracted=True, department=two.version.matter.department)


def test_another_departments_approver_does_not_see_it(two):
    application = two.accepted()
    stranger = StaffFactory(hall=two.hall, roles=[Role.APPROVER], department=DepartmentFactory())
    for act in (decide, review):
        with pytest.raises(ApplicationNotFound):
            act(two, application, by=stranger)


def test_a_review_to_deny_names_its_basis_and_binds_nobody(two):
    application = two.accepted()
    with pytest.raises(LegalBasisMissing):
        review(two, application, granted=False, opinion="场所不符")
    with pytest.raises(ReasonMissing):
        review(two, application, opinion="  ")
    application = review(two, application, granted=False, opinion="场所不符", legal_basis="《行政许可法》第三十八条")
    assert decide(two, application, by=two.colleague()).decision.granted


def test_a_second_review_is_told_who_reviewed_first(two):
    application = two.accepted()
    seen = seen_version(application)
    review(two, application)
    other = two.colleague()
    with pytest.raises(ReviewedAlready) as refused:
        review(two, application, by=other)
    assert two.approver.name in refused.value.words
    with pytest.raises(ChangedMeanwhile):
        review(two, application, by=other, seen_state_version=seen)


def test_the_decider_sends_it_back_and_the_reviewer_signs_anew(two):
    application = review(two, two.accepted())
    decider = two.colleague()
    with pytest.raises(ReasonMissing):
        reviewing.return_to_review(number=application.number, reason=" ", by=decider)
    application = reviewing.return_to_review(number=application.number, reason="请核对经营面积", by=decider)
    assert (application.step, application.handler) == ("review", two.approver)
    assert Signature.objects.get(application=application).set_aside_at is not None
    with pytest.raises(ReviewFirst):
        decide(two, application, by=decider)
    application = review(two, application, opinion="已核对，建议准予")
    assert decide(two, application, by=decider).state == "granted"
    assert Signature.objects.filter(application=application, set_aside_at=None).count() == 2


def test_what_was_not_reviewed_cannot_be_sent_back(ours):
    with pytest.raises(NotReturnable):
        reviewing.return_to_review(number=ours.accepted().number, reason="请核对", by=ours.approver)


def test_an_application_is_passed_to_a_colleague_who_then_alone_signs(ours):
    application, colleague = ours.accepted(), ours.colleague()
    application = reviewing.transfer(
        number=application.number, to=colleague.username, reason="由其主办", by=ours.approver
    )
    assert application.handler == colleague
    with pytest.raises(WithAnother) as refused:
        decide(ours, application)
    assert colleague.name in refused.value.words
    with pytest.raises(WithAnother):
        reviewing.transfer(number=application.number, to=ours.approver.username, reason="我来", by=ours.approver)
    head = StaffFactory(
        hall=ours.hall, roles=[Role.APPROVER, Role.DEPARTMENT_HEAD], department=ours.version.matter.department
    )
    reviewing.transfer(number=application.number, to=ours.approver.username, reason="调整分工", by=head)
    assert decide(ours, application).state == "granted"


def test_nothing_is_passed_to_someone_who_may_not_sign_it(two):
    application = review(two, two.accepted())
    other_department = StaffFactory(hall=two.hall, roles=[Role.APPROVER], department=DepartmentFactory())
    for who, why in (
        (two.colleague(Power.REVIEW), "没有有效的授权"),
        (two.approver, "另一人"),
        (other_department, "没有这个人"),
    ):
        with pytest.raises(CannotTakeOver) as refused:
            reviewing.transfer(number=application.number, to=who.username, reason="请办", by=two.approver)
        assert why in refused.value.words


def test_first_examination_for_a_superior_counts_as_the_review(two):
    from applications.verbs.forwarding import forward

    application = two.accepted()
    opinion = {"number": application.number, "superior": "国家市场监督管理总局", "opinion": "初审合格"}
    with pytest.raises(NotAuthorised):
        forward(**opinion, by=two.colleague(Power.DECIDE))
    application = forward(**opinion, by=two.approver)
    assert application.step == "decide"
    with pytest.raises(TwoPeopleSign):
        decide(two, application)
    assert decide(two, application, by=two.colleague()).state == "granted"


def test_nobody_sends_up_what_they_may_not_sign(ours):
    from applications.verbs.forwarding import forward

    opinion = {"number": ours.accepted().number, "superior": "国家药监局", "opinion": "初审合格"}
    with pytest.raises(NotAuthorised):
        forward(**opinion, by=ours.colleague(Power.REVIEW))
    assert forward(**opinion, by=ours.approver).state == "forwarded"


def test_authorisations_never_come_from_a_role(ours):
    Authorisation.objects.all().delete()
    with pytest.raises(NotAuthorised):
        decide(ours, ours.accepted())


def test_refusing_turning_away_and_ending_need_the_power_to_decide(ours):
    from applications.verbs.ending import terminate
    from applications.verbs.refusing import refuse, turn_away

    reviewer = ours.colleague(Power.REVIEW)
    at = {"hall": ours.hall, "reason": "不具备条件", "by": reviewer}
    for act in (
        lambda: refuse(number=ours.receive().number, standard_line=ours.version.conditions[0], **at),
        lambda: turn_away(number=ours.receive().number, needs_no_permit=True, **at),
        lambda: terminate(number=ours.accepted().number, reason="申请人注销", by=reviewer),
    ):
        with pytest.raises(NotAuthorised):
            act()
    assert terminate(number=ours.accepted().number, reason="申请人注销", by=ours.approver).state == "terminated"
