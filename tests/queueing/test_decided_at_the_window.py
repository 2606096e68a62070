"""Decided while the person stands at the window: the clerk accepts, the rules decide, the page says which."""

from datetime import timedelta

import pytest

from applications.models import Application
from applications.verbs import automatic, excluding
from hall.kernel import clock
from hall.roles import Role
from tests.factories import StaffFactory
from tests.queueing.test_workbench import words
from tests.queueing.workbench import a_bench, a_material

pytestmark = pytest.mark.django_db


def rules_for(version, least):
    """The applicant has at least this age."""
    type(version).objects.filter(pk=version.pk).update(case_kind="instant", promised_limit=0)
    drafted = automatic.draft_rules(
        matter_code=version.matter.code,
        conditions=[{"fact": "applicant.age", "test": "at_least", "value": least, "basis": "受理条件第1条"}],
        opinion="符合公布的条件，准予办理。",
        document="授权〔2026〕1号",
        valid_until=clock.today() + timedelta(days=365),
        by=StaffFactory(roles=[Role.CATALOGUE_EDITOR]),
    )
    automatic.publish_rules(rules_id=drafted.pk, by=StaffFactory(roles=[Role.CATALOGUE_REVIEWER]))


@pytest.mark.parametrize(("least", "says"), [(0, "已自动准予"), (150, "转部门人工审批")])
def test_the_clerk_sees_at_once_what_the_rules_found(least, says):
    bench = a_bench(matters=1)
    rules_for(bench.version(), least)
    bench.call()
    page = words(bench.send("accept"))
    assert says in page
    assert Application.objects.get().state == ("awaiting_collection" if least == 0 else "accepted")
    assert ("准予决定书" in page) is (least == 0)


def test_a_promise_is_not_offered_where_the_matter_or_the_person_is_excluded():
    bench = a_bench(matters=1)
    material = a_material(bench, may_be_promised=True, may_be_late=True, late_days=5)
    supervisor = StaffFactory(hall=bench.small.hall, roles=[Role.SUPERVISOR])
    ticket = bench.call()
    choices = [f'name="tick_{material.pk}" value="{status}"' for status in ("promised", "late")]
    page = words(bench.client.get("/workbench/"))
    assert all(choice in page for choice in choices)
    excluding.set_promise_rule(
        matter_code=bench.version().matter.code, excluded="ecology", basis="《环境保护法》", by=supervisor
    )
    page = words(bench.client.get("/workbench/"))
    assert choices[0] not in page and choices[1] in page and "涉及生态环境保护" in page
    who = ticket.party
    excluding.exclude(
        name=who.name, id_type=who.id_type, id_number=who.id_number, ground="bad_credit", document="失信〔2026〕1号",
        by=supervisor,
    )  # fmt: skip
    page = words(bench.client.get("/workbench/"))
    assert not any(choice in page for choice in choices) and "不适用承诺名单" in page
