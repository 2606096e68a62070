"""Web processes killed in the middle of POSTs (reliability.md T9), in short form.

The full form: `python -m benchmarks.killed_posts`. The control commits each statement by itself: there things stay half done.
"""

from pathlib import Path

import pytest

from benchmarks import killed_posts
from benchmarks.left_behind import judge
from benchmarks.processes import serving
from tests.journeys.running import Running

pytestmark = [pytest.mark.stack, pytest.mark.django_db(transaction=True)]
OPS, KILLS, CONTROL = 30, 5, 48


def test_each_post_makes_one_whole_row_though_workers_are_killed_and_without_transactions_it_does_not(
    settings, tmp_path: Path
):
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "media"
    coming_in = tmp_path / "coming-in"
    coming_in.mkdir()
    environment = {**Running(tmp_path, {"web": 1, "live": 2}).environment(), "TMPDIR": str(coming_in)}
    trial, control = killed_posts.prepare(), killed_posts.prepare()
    with serving(environment, processes=2) as origin:
        killed_posts.run(origin, trial, OPS, KILLS)
    found = judge(trial.ours.hall, coming_in)
    assert trial.is_good(OPS, KILLS), (str(trial), trial.refused[:3])
    assert found.is_good and found.rows == OPS, (str(found), found.halves[:3])
    with serving(environment, processes=2, off="one-piece") as origin:
        killed_posts.run(origin, control, CONTROL, CONTROL, killed_posts.WITHOUT_SCANS)
    shown = judge(control.ours.hall, coming_in)
    assert shown.halves, "the control must show what the transaction prevents"
