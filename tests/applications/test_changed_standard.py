"""A running application stays on the version of the day it was received; whoever works on it sees both texts."""

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.urls import reverse

from hall.kernel import clock
from matters.models import MatterVersion
from tests.factories import MaterialFactory, VersionFactory
from tests.factories.applications import people

pytestmark = pytest.mark.django_db


def test_the_page_shows_both_texts_when_the_standard_changed_after_receiving(client, on_a_working_day):
    ours = people()
    application = ours.accepted()
    client.force_login(ours.approver)
    address = reverse("application", args=[application.number])
    assert "收件后标准有了新版" not in client.get(address).content.decode()
    now, old = clock.now(), ours.version
    ended = DateTimeTZRange(old.in_force.lower, now)
    MatterVersion.objects.filter(pk=old.pk).update(in_force=ended, state="replaced")
    newer = VersionFactory(matter=old.matter, number=2, promised_limit=3, in_force=DateTimeTZRange(now, None))
    MaterialFactory(version=newer, order=1, name="新的承诺书")
    html = client.get(address).content.decode()
    assert "收件后标准有了新版（第 2 版" in html and "按收件当日的第 1 版办理" in html
    assert "<ins>3 个工作日</ins>" in html and "<ins>新的承诺书</ins>" in html
    application.refresh_from_db()
    assert application.version_id == old.pk
