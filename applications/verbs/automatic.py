"""Automatic approval (秒批): rules kept by two people, a decision by a named system person, a sample reviewed by people."""

import logging
import secrets
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import translation

from applications.errors import ReasonMissing
from applications.models import Application, Authorisation, AutomaticDecision, Power, RuleSet
from applications.models.ruleset import Verdict
from applications.permissions import require_may
from applications.promise_errors import (
    AutomaticallyReviewed,
    OwnRules,
    RulesDraftWaits,
    RulesFaulty,
    RulesNeedInstantMatter,
)
from applications.promise_states import RULE_MOVES, RuleSetState
from applications.queries.authorisations import in_force
from applications.queries.facts import facts_for, values_of
from applications.rules import Outcome, conditions_of, evaluate, faults
from applications.states import APPLICATION_MOVES, ApplicationState, MaterialStatus
from applications.verbs.common import calendar
from applications.verbs.deciding import settle
from hall import steps
from hall.kernel import clock
from hall.kernel.moves import Moved, locked, make_move
from hall.models import StaffMember
from hall.permissions import require, system_person
from hall.roles import Role
from matters.models import Matter
from matters.queries.catalogue import matter_by_code, version_in_force
from matters.verbs.drafts import may_write

logger = logging.getLogger(__name__)
PUBLISHERS = (Role.CATALOGUE_REVIEWER, Role.DEPARTMENT_HEAD)
STOPPERS = (*PUBLISHERS, Role.CATALOGUE_EDITOR, Role.SUPERVISOR)
ALWAYS_REVIEWED = 5  # the first decisions under each version are all looked at by a person
REVIEW_DAYS = 5


def rules_person() -> StaffMember:
    """The named system person by whom automatic decisions are made."""
    return system_person("instant", name="系统（秒批）")


@transaction.atomic
def draft_rules(
    *,
    matter_code: str,
    conditions: Sequence[Mapping[str, Any]],
    opinion: str,
    document: str,
    valid_until: date,
    sample_percent: int = 10,
    note: str = "",
    by: StaffMember,
) -> RuleSet:
    """Write the next version of a matter's rules; it waits for another person. Raises RulesFaulty naming each fault."""
    matter = Matter.objects.select_for_update().get(pk=matter_by_code(matter_code).pk)
    may_write(by, matter)
    version = version_in_force(matter)
    if not version.is_instant:
        raise RulesNeedInstantMatter(matter=matter.name)
    rows = conditions_of(conditions)
    wrong = faults(rows, facts_for(version)) + _unfit(opinion, document, valid_until, sample_percent)
    if wrong:
        raise RulesFaulty(problems="；".join(wrong), faults=wrong)
    if RuleSet.objects.filter(matter=matter, state=RuleSetState.DRAFT).exists():
        raise RulesDraftWaits(matter=matter.name)
    last = RuleSet.objects.filter(matter=matter).aggregate(last=Max("number"))["last"] or 0
    rules = RuleSet(matter=matter, number=last + 1, conditions=[row.as_data() for row in rows])
    rules.opinion, rules.document, rules.note = opinion.strip(), document.strip(), note.strip()
    rules.valid_until, rules.sample_percent = valid_until, sample_percent
    rules.drafted_by, rules.drafted_at = by, clock.now()
    rules.save()
    steps.record(rules, Moved("draft_rules", "", rules.state), by, rules.note, conditions=len(rows))
    return rules


def _unfit(opinion: str, document: str, valid_until: date, sample_percent: int) -> list[str]:
    found = [] if opinion.strip() else ["请写明决定理由，申请人会看到。"]
    if not document.strip():
        found.append("请写明部门授权按本规则自动决定的文件。")
    if valid_until <= clock.today():
        found.append("授权截止日应在今天之后。")
    if not 1 <= sample_percent <= 100:
        found.append("抽查比例应为 1 到 100。")
    return found


@transaction.atomic
def publish_rules(*, rules_id: int, words: str = "", by: StaffMember) -> RuleSet:
    """Another person puts the rules in force; the department's authorisation is stored with them, with its end."""
    rules = _taken(rules_id)
    require(by, *PUBLISHERS)
    _another_person(rules, by)
    moved = make_move(rules, RULE_MOVES, "publish_rules")
    wrong = faults(conditions_of(rules.conditions), facts_for(version_in_force(rules.matter)))
    if rules.valid_until <= clock.today():
        wrong.append("授权截止日已过，请退回重新编制。")
    if wrong:
        raise RulesFaulty(problems="；".join(wrong), faults=wrong)
    for before in RuleSet.objects.select_for_update().filter(matter=rules.matter, state=RuleSetState.PUBLISHED):
        _end(before, "replace_rules", f"由第{rules.number}版替换", by)
    rules.authorisation = Authorisation.objects.create(
        department=rules.matter.department,
        person=rules_person(),
        power=Power.DECIDE,
        matter=rules.matter,
        valid_from=clock.today(),
        valid_until=rules.valid_until,
        document=rules.document,
        granted_by=by,
    )
    rules.decided_by, rules.decided_at, rules.words = by, clock.now(), words.strip()
    rules.save()
    steps.record(rules, moved, by, rules.words, valid_until=rules.valid_until.isoformat())
    return rules


@transaction.atomic
def reject_rules(*, rules_id: int, words: str, by: StaffMember) -> RuleSet:
    """Another person sends the draft back with words."""
    rules = _taken(rules_id)
    require(by, *PUBLISHERS)
    _another_person(rules, by)
    moved = make_move(rules, RULE_MOVES, "reject_rules")
    if not words.strip():
        raise ReasonMissing()
    rules.decided_by, rules.decided_at, rules.words = by, clock.now(), words.strip()
    rules.save()
    steps.record(rules, moved, by, rules.words)
    return rules


@transaction.atomic
def stop_rules(*, rules_id: int, words: str, by: StaffMember) -> RuleSet:
    """Stop at once: beginning takes two people, stopping takes one. Applications go to people from now on."""
    rules = _taken(rules_id)
    require(by, *STOPPERS)
    if not words.strip():
        raise ReasonMissing()
    return _end(rules, "stop_rules", words.strip(), by)


def _end(rules: RuleSet, verb: str, words: str, by: StaffMember) -> RuleSet:
    moved = make_move(rules, RULE_MOVES, verb)
    rules.ended_at, rules.words = clock.now(), words
    rules.save()
    if rules.authorisation is not None:
        rules.authorisation.revoked_at = clock.now()
        rules.authorisation.save()
    steps.record(rules, moved, by, words)
    return rules


def _taken(rules_id: int) -> RuleSet:
    return locked(RuleSet.objects.select_related("matter__department", "authorisation", "drafted_by"), pk=rules_id)


def _another_person(rules: RuleSet, by: StaffMember) -> None:
    if rules.drafted_by_id == by.pk:
        raise OwnRules()


def decided_by_rules(application: Application) -> AutomaticDecision | None:
    """Apply the rules in force to an application accepted just now: part of a verb, not one.

    Every input is recorded, whatever the outcome. What does not hold, or goes wrong, goes to a person.
    """
    rules = _rules_for(application)
    if rules is None or application.state != ApplicationState.ACCEPTED:
        return None
    try:
        with transaction.atomic():
            return _applied(application, rules)
    except Exception:
        logger.exception("rules_failed", extra={"application_id": application.pk, "rules_id": rules.pk})
        application.refresh_from_db()
        return None


def _rules_for(application: Application) -> RuleSet | None:
    """The published rules whose authorisation covers this application's department today."""
    authorised = in_force(clock.today()).filter(department=application.department_id, power=Power.DECIDE)
    rows = RuleSet.objects.filter(matter=application.version.matter_id, state=RuleSetState.PUBLISHED)
    return rows.filter(authorisation__in=authorised).select_related("authorisation").first()


def _applied(application: Application, rules: RuleSet) -> AutomaticDecision:
    with translation.override(settings.LANGUAGE_CODE):  # the record is in the hall's language, whoever looks on
        outcome = evaluate(conditions_of(rules.conditions), facts_for(application.version), values_of(application))
    is_late = application.materials.filter(status=MaterialStatus.LATE).exists()
    granted = outcome.granted and not is_late
    by = rules_person()
    found = AutomaticDecision.objects.create(
        hall=application.hall,
        application=application,
        rules=rules,
        inputs=_inputs(outcome),
        granted=granted,
        made_at=clock.now(),
        review_due=_review_due(rules) if granted else None,
    )
    steps.record(application, "apply_rules", by, rules=rules.number, granted=granted, failed=len(outcome.failed))
    if granted:
        moved = make_move(application, APPLICATION_MOVES, "grant")
        settle(application, moved, reason=rules.opinion, authorisation=rules.authorisation, at_once=True, by=by)
    return found


def _inputs(outcome: Outcome) -> list[dict[str, Any]]:
    return [
        {"case": one.case, "words": one.words, "basis": one.basis, "found": one.found, "holds": one.holds}
        for one in outcome.lines
    ]


def drawn(percent: int) -> bool:
    """Whether the next decision falls into the sample; nobody can tell beforehand."""
    return secrets.randbelow(100) < percent


def _review_due(rules: RuleSet) -> date | None:
    """Until when a person looks at this decision; None when it is not in the sample."""
    made = AutomaticDecision.objects.filter(rules=rules, granted=True).count()
    if made >= ALWAYS_REVIEWED and not drawn(rules.sample_percent):
        return None
    return calendar().add_working_days(clock.today(), REVIEW_DAYS)


@transaction.atomic
def review_automatic(*, application_id: int, is_right: bool, words: str = "", by: StaffMember) -> AutomaticDecision:
    """A person of the department looks at a decision of the rules; one that was wrong stops the rules at once."""
    rows = AutomaticDecision.objects.select_related("application__hall", "application__department", "rules__matter")
    found = locked(rows, application=application_id)
    application = found.application
    require_may(by, "review_automatic", hall=application.hall, department=application.department)
    if found.verdict:
        raise AutomaticallyReviewed()
    if not is_right and not words.strip():
        raise ReasonMissing()
    found.verdict, found.review_words = Verdict.RIGHT if is_right else Verdict.WRONG, words.strip()
    found.reviewed_by, found.reviewed_at = by, clock.now()
    found.save()
    steps.record(application, "review_automatic", by, found.review_words, verdict=found.verdict)
    if not is_right:
        rules = _taken(found.rules_id)
        if rules.state == RuleSetState.PUBLISHED:
            _end(rules, "stop_rules", f"抽查 {application.number} 发现决定有误：{found.review_words}"[:300], by)
    return found
