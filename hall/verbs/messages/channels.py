"""The providers as they fare: chosen for each attempt, left when they fail, taken again when they work."""

from dataclasses import dataclass

from django.db import transaction

from hall import steps
from hall.errors import ReasonMissing, UnknownProvider
from hall.kernel import clock
from hall.kernel.moves import Moved, make_move
from hall.messages import failover, gateway
from hall.models import MessageAttempt, MessageProvider, OutgoingMessage, StaffMember
from hall.permissions import require, system_person
from hall.roles import Role
from hall.states import PROVIDER_MOVES, ProviderState


@dataclass(frozen=True)
class Picked:
    """The provider of one attempt; `is_trial` when its answer decides whether it is taken again."""

    name: str
    is_trial: bool


def pick(message: OutgoingMessage) -> Picked:
    """Choose the provider of this message's next attempt, inside the transaction that begins it."""
    kept = {row.code: row for row in MessageProvider.objects.all()}
    standings = [_standing(one.name, kept.get(one.name)) for one in gateway.gateways()]
    name = failover.chosen(standings, _last(message))
    is_trial = any(one.name == name and one.state == ProviderState.DOWN for one in standings)
    if is_trial:
        kept[name].probe_at = clock.now() + failover.TRIAL_LASTS
        kept[name].save(update_fields=["probe_at"])
    return Picked(name, is_trial)


def note(attempt: MessageAttempt, *, is_trial: bool = False) -> None:
    """Keep what an attempt ended in, and leave or take its provider accordingly."""
    attempt.save()
    if attempt.outcome in failover.ERRORS:
        _leave_if_failing(attempt.provider, attempt.why)
    elif is_trial:
        _move(attempt.provider, "come_back", "试发成功，恢复使用")


def note_probe(name: str, *, has_answered: bool) -> None:
    """A provider that was left was asked something harmless."""
    with transaction.atomic():
        provider = MessageProvider.objects.select_for_update().filter(code=name, state=ProviderState.DOWN).first()
        if provider is not None:
            provider.good_probes = min(provider.good_probes + 1, failover.PROBES) if has_answered else 0
            provider.save(update_fields=["good_probes"])


def left_providers() -> list[str]:
    """Those to be asked whether they are back."""
    return list(MessageProvider.objects.filter(state=ProviderState.DOWN).values_list("code", flat=True))


def switch_off(*, name: str, reason: str, by: StaffMember) -> MessageProvider:
    """People take a provider out of use, until they put it back."""
    return _by_people(name, "switch_off", reason, by)


def switch_on(*, name: str, reason: str, by: StaffMember) -> MessageProvider:
    return _by_people(name, "switch_on", reason, by)


def _by_people(name: str, verb: str, reason: str, by: StaffMember) -> MessageProvider:
    require(by, Role.HALL_MANAGER, Role.SYSTEM_ADMIN)
    if name not in {one.name for one in gateway.gateways()}:
        raise UnknownProvider()
    if len(reason.strip()) < 2:
        raise ReasonMissing()
    with transaction.atomic():
        provider = _locked(name)
        moved = make_move(provider, PROVIDER_MOVES, verb)
        return _changed(provider, moved, reason.strip(), by)


def _standing(name: str, row: MessageProvider | None) -> failover.Standing:
    if row is None:
        return failover.Standing(name, ProviderState.UP)
    is_ready = row.good_probes >= failover.PROBES and (row.probe_at is None or row.probe_at <= clock.now())
    return failover.Standing(name, row.state, is_on_trial=row.state == ProviderState.DOWN and is_ready)


def _last(message: OutgoingMessage) -> tuple[str, str]:
    """Provider and outcome of the attempt before; a worker that died left none, and that is unclear."""
    if message.attempts == 0:
        return ("", "")
    row = MessageAttempt.objects.filter(message=message, number=message.attempts).order_by("-id").first()
    return (row.provider, row.outcome) if row else (message.provider, "unclear")


def _leave_if_failing(name: str, why: str) -> None:
    now = clock.now()
    row = MessageProvider.objects.filter(code=name).first()
    since = max(now - failover.LOOKED_AT, row.since) if row else now - failover.LOOKED_AT
    seen = MessageAttempt.objects.filter(provider=name, at__gte=since).order_by("at", "id")
    if row is not None and row.state == ProviderState.DOWN:
        note_probe(name, has_answered=False)
    elif failover.is_failing(list(seen.values_list("outcome", flat=True))):
        _move(name, "fail_over", why)


def _move(name: str, verb: str, reason: str) -> None:
    """One switch, however many workers see the need for it."""
    with transaction.atomic():
        provider = _locked(name)
        if provider.state in PROVIDER_MOVES[verb].start:
            moved = make_move(provider, PROVIDER_MOVES, verb)
            _changed(provider, moved, reason, system_person("messages"))


def _changed(provider: MessageProvider, moved: Moved, reason: str, by: StaffMember) -> MessageProvider:
    provider.since, provider.reason = clock.now(), reason[:200]
    provider.good_probes, provider.probe_at = 0, None
    provider.save()
    steps.record(provider, moved, by, reason[:200], provider=provider.code)
    return provider


def _locked(name: str) -> MessageProvider:
    MessageProvider.objects.get_or_create(code=name, defaults={"since": clock.now() - failover.LOOKED_AT})
    return MessageProvider.objects.select_for_update().get(code=name)
