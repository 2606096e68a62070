"""The official record: whatever is changed afterwards, even by who owns the database, is found and named."""

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from hall import steps, tasks
from hall.models import SignOfLife, Step
from hall.queries.steps import chain as state_of_chain
from hall.queries.steps import last_verified, steps_for
from hall.roles import Role
from tests.factories import PartyFactory, StaffFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain() -> list[Step]:
    party, by = PartyFactory(), StaffFactory()
    for serial in range(6):
        steps.record(party, "reveal", by, reason=f"理由{serial}", serial=serial)
    assert steps.seal() == 6
    return list(Step.objects.order_by("position"))


def as_owner(statement: str, *values: object) -> None:
    """What somebody with every right over the database can do."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE hall_step DISABLE TRIGGER hall_step_append_only")
        cursor.execute(statement, values)
        cursor.execute("ALTER TABLE hall_step ENABLE TRIGGER hall_step_append_only")


@pytest.mark.parametrize(
    ("how", "at"),
    [
        ("UPDATE hall_step SET reason = '改过' WHERE position = 3", 3),
        ("UPDATE hall_step SET at = at - interval '1 second' WHERE position = 2", 2),
        ("UPDATE hall_step SET data = '{\"serial\": 9}' WHERE position = 4", 4),
        ("UPDATE hall_step SET hash = repeat('0', 64) WHERE position = 5", 5),
        ("DELETE FROM hall_step WHERE position = 3", 3),
        ("DELETE FROM hall_step WHERE position = 1", 1),
        ("UPDATE hall_step SET position = 99 WHERE position = 2", 2),
    ],
)  # fmt: skip
def test_a_change_by_the_owner_of_the_database_is_found_and_named(chain, how, at):
    assert steps.first_broken_link() is None
    as_owner(how)
    assert steps.first_broken_link() == at
    with pytest.raises(CommandError, match=f"第 {at} 条断开"):
        call_command("verify_steps")


def test_a_change_with_its_own_hash_recalculated_breaks_the_next_link(chain):
    forged = chain[2]
    forged.reason = "改过"
    forged.hash = steps.digest(forged, chain[1].hash)
    as_owner("UPDATE hall_step SET reason = %s, hash = %s WHERE id = %s", forged.reason, forged.hash, forged.pk)
    assert steps.first_broken_link() == 4


@pytest.mark.parametrize("statement", ["UPDATE hall_step SET reason = 'x'", "DELETE FROM hall_step"])
def test_the_database_refuses_changes(chain, statement):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_whole_chain_verifies_in_words(chain, capsys):
    call_command("verify_steps")
    assert "链条完整：6 条已封存" in capsys.readouterr().out


def test_the_sealer_goes_on_where_it_stopped_and_shows_life(chain):
    steps.record(PartyFactory(), "reveal", chain[0].by)
    assert tasks.seal_steps() == 1 and tasks.seal_steps() == 0
    assert Step.objects.order_by("position").last().position == 7 and steps.first_broken_link() is None
    assert SignOfLife.objects.filter(part="sealer").exists()


def test_a_step_that_commits_late_is_sealed_late_and_nothing_breaks(chain):
    """Ids are given when written, positions when sealed: a lower id may stand behind a higher one."""
    late = steps.record(PartyFactory(), "reveal", chain[0].by)
    quick = steps.record(PartyFactory(), "reveal", chain[0].by)
    as_owner("UPDATE hall_step SET id = id + 1000 WHERE id = %s", late.pk)
    assert steps.seal() == 2 and steps.first_broken_link() is None
    assert Step.objects.get(pk=quick.pk).position < Step.objects.get(pk=late.pk + 1000).position


def test_a_record_too_long_to_wait_for_names_the_command(chain, monkeypatch, client):
    monkeypatch.setattr(steps, "MOST_AT_ONCE", 5)
    client.force_login(StaffFactory(roles=[Role.AUDITOR]))
    refused = client.post("/steps/verify/")
    assert refused.status_code == 422 and "manage.py verify_steps" in refused.content.decode()
    monkeypatch.setattr(steps, "MOST_AT_ONCE", 6)
    assert client.post("/steps/verify/").status_code == 302


def test_what_was_found_stands_in_the_record_and_on_the_page(chain, client):
    client.force_login(StaffFactory(roles=[Role.AUDITOR]))
    assert "链条还没有校验过" in client.get("/steps/").content.decode()
    call_command("verify_steps")
    page = client.get("/steps/").content.decode()
    assert "系统（命令校验）校验到第" in page and "完整。" in page and last_verified().data["sealed"] == 6
    steps.seal()
    as_owner("UPDATE hall_step SET reason = '改过' WHERE position = 3")
    client.post("/steps/verify/")
    assert "第 3 条断开</b>" in client.get("/steps/").content.decode() and last_verified().data["first_broken"] == 3


def test_an_auditor_goes_down_the_chain_from_a_position_and_finds_by_number(chain, client):
    auditor = StaffFactory(roles=[Role.AUDITOR], hall=None)
    assert [step.position for step in steps_for(auditor, upto=4)] == [4, 3, 2, 1]
    assert next(step.position for step in steps_for(auditor)) == 6
    client.force_login(auditor)
    page = client.get("/steps/", {"upto": 2}).content.decode()
    assert page.count("<tr>") == 3 and client.get("/steps/", {"upto": "x"}).status_code == 200


def test_the_state_of_the_record_is_read_without_counting_all_of_it(chain, django_assert_num_queries):
    with django_assert_num_queries(3) as asked:
        assert state_of_chain().sealed == 6
    counting = [one["sql"] for one in asked.captured_queries if "COUNT" in one["sql"]]
    assert all('"position" IS NULL' in statement for statement in counting) and len(counting) == 1
