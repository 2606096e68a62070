"""How far a window and a clerk go with a matter, as values."""

from queueing.capability import Rule, Rules, deciding

WINDOW, OTHER, CLERK, MATTER, DEPARTMENT = 5, 6, 70, 800, 9


def rule(level: str, *, window: int | None = None, clerk: int | None = None, matter=None, department=None) -> Rule:
    return Rule(window, clerk, matter, department, level)


def level(*rules: Rule, window: int = WINDOW, clerk: int | None = CLERK, matter: int = MATTER) -> str:
    return Rules(rules).level(window, clerk, matter, DEPARTMENT)


def test_where_nobody_said_anything_everything_is_done_in_full():
    assert level() == "full"
    assert level(rule("consult", window=OTHER)) == "full"


def test_the_closest_rule_counts_matter_before_department_before_all():
    all_of_it = rule("consult", window=WINDOW)
    department = rule("assisted", window=WINDOW, department=DEPARTMENT)
    own = rule("full", window=WINDOW, matter=MATTER)
    assert level(all_of_it) == "consult"
    assert level(all_of_it, department) == "assisted"
    assert level(all_of_it, department, own) == "full"
    assert level(all_of_it, department, own, matter=801) == "assisted"


def test_of_window_and_clerk_the_stricter_counts():
    assert level(rule("full", window=WINDOW), rule("consult", clerk=CLERK)) == "consult"
    assert level(rule("assisted", window=WINDOW), rule("full", clerk=CLERK)) == "assisted"
    assert level(rule("consult", clerk=CLERK), clerk=71) == "full"


def test_a_rule_of_this_clerk_at_this_window_decides_alone():
    both = rule("full", window=WINDOW, clerk=CLERK, matter=MATTER)
    assert level(rule("consult", window=WINDOW), rule("consult", clerk=CLERK), both) == "full"
    assert level(rule("consult", window=WINDOW), both, clerk=71) == "consult"


def test_a_window_takes_a_person_only_when_it_may_take_every_matter():
    rules = Rules([rule("consult", window=WINDOW, matter=MATTER), rule("assisted", window=WINDOW, matter=801)])
    assert rules.may_take(WINDOW, CLERK, [(801, DEPARTMENT), (802, DEPARTMENT)])
    assert not rules.may_take(WINDOW, CLERK, [(801, DEPARTMENT), (MATTER, DEPARTMENT)])
    assert rules.may_take(OTHER, CLERK, [(MATTER, DEPARTMENT)])
    assert deciding([], WINDOW, CLERK, MATTER, DEPARTMENT) is None
