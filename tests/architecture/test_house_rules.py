"""The law of the house, read from its source."""

import ast
import re
import subprocess
import sys

import pytest

from hall.kernel.moves import Move
from tests.architecture.house import APPS, ROOT, calls_in, dotted, modules, name_of, tree_of

READS_ENVIRONMENT = {
    "hall/config/env.py",
    "hall/config/settings/test.py",
    "hall/config/celery.py",
    "hall/config/wsgi.py",
    "hall/config/asgi.py",
}
TELLS_TIME = {"hall/kernel/clock.py"}
CLOCKS = {
    "timezone.now", "timezone.localtime", "timezone.localdate", "date.today", "datetime.now", "datetime.utcnow",
    "datetime.today", "datetime.date.today", "datetime.datetime.now",
}  # fmt: skip
LONGEST_FILE, LONGEST_TASK = 300, 10
TAG = re.compile(r"\{%.*?%\}")


def test_an_app_imports_only_what_is_named_before_it():
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-cache"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-500:]


def test_only_one_place_reads_the_environment():
    readers = {
        name_of(path)
        for path in modules()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute) and dotted(node) in {"os.environ", "os.getenv"}
    }
    assert readers <= READS_ENVIRONMENT


def test_business_time_comes_from_one_function():
    askers = {
        (name_of(path), name)
        for path in modules()
        for name, call in calls_in(path)
        if name in CLOCKS and not (call.args and "local" in name)
    }
    assert {asker for asker in askers if asker[0] not in TELLS_TIME} == set()


def test_no_view_fetches_a_row_past_its_gate():
    found = [
        f"{name_of(path)}:{call.lineno}"
        for path in modules()
        if {"views", "api"} & set(path.relative_to(ROOT).parts)
        for name, call in calls_in(path)
        if name.endswith("objects.get")
    ]
    assert found == []


def test_every_call_to_the_outside_has_a_timeout():
    outside = {
        "httpx.Client": "timeout", "httpx.get": "timeout", "httpx.post": "timeout", "httpx.request": "timeout",
        "httpx.AsyncClient": "timeout", "requests.get": "timeout", "requests.post": "timeout",
        "urllib.request.urlopen": "timeout", "redis.Redis.from_url": "socket_timeout", "redis.from_url": "socket_timeout",
        "aioredis.from_url": "socket_connect_timeout", "redis.asyncio.from_url": "socket_connect_timeout",
    }  # fmt: skip
    found = [
        f"{name_of(path)}:{call.lineno} {name} without {outside[name]}"
        for path in modules()
        for name, call in calls_in(path)
        if name in outside and not {outside[name], None} & {keyword.arg for keyword in call.keywords}
    ]
    assert found == []


@pytest.mark.parametrize("app", APPS)
def test_tasks_are_thin(app):
    path = ROOT / app / "tasks.py"
    if not path.exists():
        pytest.skip("no tasks")
    for node in tree_of(path).body:
        if isinstance(node, ast.FunctionDef) and node.decorator_list:
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            assert lines <= LONGEST_TASK + 1, f"{app}.tasks.{node.name} has {lines} lines"


def test_files_are_short():
    kinds = [*modules(), *(ROOT / "static").rglob("*.js"), *(ROOT / "static").rglob("*.css")]
    kinds += [*(ROOT / "templates").rglob("*.html"), *(ROOT / "tests").rglob("*.py"), *(ROOT / "stack").rglob("*.py")]
    long = {name_of(path): lines for path in kinds if (lines := len(path.read_text().splitlines())) > LONGEST_FILE}
    assert long == {}


def test_scripts_are_short():
    long = {
        name_of(path): lines
        for path in (ROOT / "static").rglob("*.js")
        if (lines := len(path.read_text().splitlines())) > 100
    }
    assert long == {}


def test_templates_hold_no_script_and_no_style():
    patterns = {
        "inline script": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")", re.I),
        "inline style": re.compile(r"<style|\sstyle=", re.I),
        "handler attribute": re.compile(r"\son[a-z]+=|\shx-on", re.I),
        "foreign host": re.compile(r"(?:src|href)=\"(?:https?:)?//", re.I),
    }
    found = [
        f"{name_of(path)}: {what}"
        for path in (ROOT / "templates").rglob("*.html")
        for what, pattern in patterns.items()
        if pattern.search(TAG.sub(" ", path.read_text()))
    ]
    assert found == []


def tables():
    """Every MOVES table of the house with its module."""
    for app in APPS:
        module = __import__(f"{app}.states", fromlist=["states"])
        for name, table in vars(module).items():
            if isinstance(table, dict) and table and all(isinstance(move, Move) for move in table.values()):
                yield f"{app}.{name}", table


def test_every_verb_of_a_state_table_has_its_official_word():
    assert [f"{name}.{verb}" for name, table in tables() for verb, move in table.items() if not move.label] == []


def test_every_state_has_a_label_of_its_own():
    from django.db.models import TextChoices

    for app in APPS:
        module = __import__(f"{app}.states", fromlist=["states"])
        for name, states in vars(module).items():
            if isinstance(states, type) and issubclass(states, TextChoices) and states is not TextChoices:
                assert all(re.search(r"[\u4e00-\u9fff]", str(label)) for label in states.labels), f"{app}.{name}"
                assert len(set(states.labels)) == len(states.labels), f"{app}.{name}"


def test_moves_lead_only_to_states_there_are():
    for name, table in tables():
        ends = {move.end for move in table.values() if move.end}
        starts = {state for move in table.values() for state in move.start}
        app = __import__(f"{name.partition('.')[0]}.states", fromlist=["states"])
        known = {str(v) for c in vars(app).values() if isinstance(c, type) and hasattr(c, "values") for v in c.values}
        assert ends | starts <= known, name
