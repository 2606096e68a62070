"""Every verb from every state, through the verbs: the table says which may, and the others change nothing."""

import pytest
from django.db import transaction

from applications.models import Application, Document
from applications.states import APPLICATION_MOVES, ENDED, ApplicationState
from hall.kernel.errors import DomainError, StateConflict
from hall.models import Step

STATES = [s.value for s in ApplicationState]
VERBS = list(APPLICATION_MOVES)
BY_TIME = {
    "deem_accepted",
    "deem_withdrawn",
    "end_late",
    "archive",
    "release_result",
}  # their own tests: they act only when a date has passed


def each_tried(ours, state, verbs):
    """The application in `state`, anew for each verb: what a verb did is undone before the next one."""
    number = ours.in_state(state).pk
    for verb in verbs:
        with transaction.atomic():
            application = Application.objects.get(pk=number)
            assert application.state == state
            yield verb, application
            transaction.set_rollback(True)


@pytest.mark.parametrize("state", STATES)
def test_a_verb_starts_only_where_the_table_says(ours, state):
    for verb, application in each_tried(ours, state, [verb for verb in VERBS if verb not in BY_TIME]):
        if verb == "request_correction" and state == "received":
            application.materials.update(status="missing")
        before = (Step.objects.count(), Document.objects.count())
        move = APPLICATION_MOVES[verb]
        if state in move.start:
            assert ours.do(verb, application).state == (move.end or state), verb
            assert Step.objects.count() > before[0], verb
            continue
        with pytest.raises(DomainError) as refused:
            ours.do(verb, application)
        assert isinstance(refused.value, StateConflict), (verb, refused.value.code)
        assert application.state == Application.objects.get(pk=application.pk).state, verb
        assert (Step.objects.count(), Document.objects.count()) == before, verb


@pytest.mark.parametrize("state", sorted(ENDED))
def test_what_has_ended_goes_to_the_archive_and_keeps_how_it_ended(ours, state):
    application = ours.do("archive", ours.in_state(state))
    assert (application.state, application.closed_as) == ("archived", state)


@pytest.mark.parametrize("state", STATES)
def test_time_does_nothing_before_its_day(ours, state):
    verbs = [verb for verb in sorted(BY_TIME) if verb != "archive" or state not in ENDED]
    for verb, application in each_tried(ours, state, verbs):
        assert ours.do(verb, application).state == state, verb


def test_every_state_and_verb_has_an_official_word():
    assert all(state.label != state.value for state in ApplicationState)
    assert all(move.label for move in APPLICATION_MOVES.values())
