"""AB 角: while a person is away another signs in their place, and nothing lies with somebody who is not there."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from applications.errors import NotAuthorised
from applications.models import Absence, Application, Authorisation, Power, Route, Signature
from applications.queries.authorisations import may_sign
from applications.queries.due import badly_placed
from applications.signing_errors import AbsenceUnfit, NotAnApprover, NotInCharge, TwoPeopleSign, WithAnother
from applications.tasks import sweep_signing
from applications.verbs import absences, deciding, reviewing
from hall import steps
from hall.kernel import clock
from hall.roles import Role
from tests.factories import DepartmentFactory, StaffFactory
from tests.factories.applications import people


def a_colleague(ours, **other):
    """An approver without any authorisation of their own."""
    given = {"hall": ours.hall, "roles": [Role.APPROVER], "department": ours.version.matter.department}
    return StaffFactory(**{**given, **other})


def away(ours, person, substitute, *, begins=0, ends=2, by=None):
    today = clock.today()
    return absences.record_absence(
        person=person.username,
        substitute=substitute.username,
        begins=today + timedelta(days=begins),
        ends=today + timedelta(days=ends),
        reason="年休假",
        by=by or person,
    )


def decide(application, by):
    return deciding.decide(number=application.number, granted=True, reason="符合条件", by=by)


def with_(ours, application, person):
    Application.objects.filter(pk=application.pk).update(handler=person)
    return application


def test_a_substitute_signs_in_the_place_of_the_absent_and_only_then(ours):
    application, b = ours.accepted(), a_colleague(ours)
    assert may_sign(b, Power.DECIDE, application) is None
    with pytest.raises(NotAuthorised):
        decide(application, b)
    away(ours, ours.approver, b)
    assert may_sign(b, Power.DECIDE, application).person == ours.approver
    decide(application, b)
    signed = Signature.objects.get(application=application)
    assert (signed.signed_by, signed.on_behalf_of) == (b, ours.approver)
    step = steps.steps_of(application).get(verb="grant")
    assert step.data["on_behalf_of"] == ours.approver.username
    second = ours.accepted()
    with clock.frozen(clock.now() + timedelta(days=3)), pytest.raises(NotAuthorised):
        decide(second, b)


def test_what_the_absent_may_not_sign_the_substitute_may_not_either(ours):
    application, b = ours.accepted(), a_colleague(ours)
    away(ours, ours.approver, b)
    Authorisation.objects.filter(person=ours.approver, power=Power.DECIDE).update(revoked_at=clock.now())
    with pytest.raises(NotAuthorised):
        decide(application, b)


def test_ones_own_authorisation_comes_before_that_of_the_absent(ours):
    application, b = ours.accepted(), ours.colleague()
    away(ours, ours.approver, b)
    decide(application, b)
    assert Signature.objects.get(application=application).on_behalf_of is None


def test_a_substitute_does_not_decide_for_whoever_reviewed(db, on_a_working_day):
    two = people(signatures=2)
    application = reviewing.review(number=two.accepted().number, granted=True, opinion="建议准予", by=two.approver)
    b = a_colleague(two)
    away(two, two.approver, b)
    with pytest.raises(TwoPeopleSign):
        decide(application, b)


def test_what_lies_with_a_person_moves_when_their_absence_is_entered(ours):
    application, b = with_(ours, ours.accepted(), ours.approver), a_colleague(ours)
    away(ours, ours.approver, b)
    application.refresh_from_db()
    assert application.handler == b
    last = steps.steps_of(application).last()
    assert last.verb == "stand_in" and ours.approver.name in last.reason and b.name in last.reason


def test_nothing_lies_with_an_absent_person_on_the_day_their_absence_begins(ours):
    application, b = with_(ours, ours.accepted(), ours.approver), a_colleague(ours)
    away(ours, ours.approver, b, begins=1)
    sweep_signing()
    application.refresh_from_db()
    assert application.handler == ours.approver  # still here today
    with clock.frozen(clock.now() + timedelta(days=1)):
        sweep_signing()
        sweep_signing()
        application.refresh_from_db()
        assert application.handler == b and badly_placed() == [application.pk]  # on behalf: nothing more to do
    assert steps.steps_of(application).filter(verb="stand_in").count() == 1


def test_after_the_absence_what_the_substitute_may_not_sign_goes_back_to_the_department(ours):
    application, b = with_(ours, ours.accepted(), ours.approver), a_colleague(ours)
    away(ours, ours.approver, b, ends=0)
    with clock.frozen(clock.now() + timedelta(days=1)):
        sweep_signing()
        application.refresh_from_db()
        assert application.handler is None
        assert decide(application, ours.approver).state == "granted"


@pytest.mark.parametrize("gone", ["inactive", "unauthorised"])
def test_nothing_lies_with_someone_who_left_or_whose_authorisation_ended(ours, gone):
    colleague = ours.colleague()
    application = with_(ours, ours.accepted(), colleague)
    with pytest.raises(WithAnother):
        decide(application, ours.approver)
    if gone == "inactive":
        colleague.is_active = False
        colleague.save()
    else:
        Authorisation.objects.filter(person=colleague).update(valid_from="2020-01-01", valid_until="2020-12-31")
    sweep_signing()
    assert decide(application, ours.approver).state == "granted"


def test_what_comes_in_or_is_passed_on_goes_to_the_substitute_at_once(ours):
    a, b = ours.colleague(), a_colleague(ours)
    Route.objects.update(decider=a)
    away(ours, a, b)
    first = ours.accepted()
    assert first.handler == b
    Route.objects.update(decider=None)
    second = reviewing.transfer(number=ours.accepted().number, to=a.username, reason="由其主办", by=ours.approver)
    assert second.handler == b


def test_back_early_and_the_substitute_signs_no_longer(ours):
    application, b = ours.accepted(), a_colleague(ours)
    absence = away(ours, ours.approver, b)
    absences.call_off_absence(absence_id=absence.pk, by=ours.approver)
    with pytest.raises(NotAuthorised):
        decide(application, b)
    with pytest.raises(AbsenceUnfit):
        absences.call_off_absence(absence_id=absence.pk, by=ours.approver)


def test_absences_are_entered_by_oneself_or_the_head(ours):
    a, b = ours.colleague(), ours.colleague()
    with pytest.raises(Exception) as refused:
        away(ours, a, b, by=ours.approver)
    assert refused.value.status == 403
    department = ours.version.matter.department
    other_head = StaffFactory(hall=ours.hall, roles=[Role.DEPARTMENT_HEAD], department=DepartmentFactory())
    with pytest.raises(NotInCharge):
        away(ours, a, b, by=other_head)
    head = StaffFactory(hall=ours.hall, roles=[Role.DEPARTMENT_HEAD], department=department)
    assert away(ours, a, b, by=head).recorded_by == head


def test_an_absence_that_would_leave_work_lying_is_refused(ours):
    a, b, c = ours.colleague(), ours.colleague(), ours.colleague()
    stranger = a_colleague(ours, department=DepartmentFactory())
    with pytest.raises(NotAnApprover):
        away(ours, a, stranger)
    with pytest.raises(NotAnApprover):
        away(ours, a, ours.clerk)
    away(ours, a, b)
    for person, stands_in, why in ((a, c, "已经登记过"), (c, a, "也请假"), (b, c, "正为")):
        with pytest.raises(AbsenceUnfit) as refused:
            away(ours, person, stands_in)
        assert why in refused.value.words
    for begins, ends, person, stands_in in ((5, 4, c, b), (-5, -4, c, b), (0, 1, c, c)):
        with pytest.raises(AbsenceUnfit):
            away(ours, person, stands_in, begins=begins, ends=ends)
    today = clock.today()
    with pytest.raises(IntegrityError), transaction.atomic():  # the database has the last word
        Absence.objects.create(person=a, substitute=c, begins=today, ends=today, recorded_by=a, recorded_at=clock.now())
