"""The words of an app that go through translation, read from its templates and Python."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils.translation.template import templatize

PLAIN = {"_", "gettext", "gettext_lazy"}
PLURAL = {"ngettext", "ngettext_lazy"}


def messages_of(app: str) -> set[str]:
    """All message ids of an app and of its templates."""
    root = Path(settings.BASE_DIR)
    found: set[str] = set()
    for path in (root / app).rglob("*.py"):
        found |= set(_in_python(path.read_text(encoding="utf-8")))
    for path in (root / "templates" / app).rglob("*.html"):
        found |= set(_in_template(path.read_text(encoding="utf-8")))
    return found


def _in_python(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in PLAIN | PLURAL and isinstance(node.args[0].value, str):
                yield node.args[0].value


def _in_template(source: str) -> Iterator[str]:
    for quoted in re.findall(r"gettext\(u?('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")", templatize(source)):
        yield ast.literal_eval(quoted)
    yield from re.findall(r"(?<![\w])_\(\"([^\"]+)\"\)", source)
