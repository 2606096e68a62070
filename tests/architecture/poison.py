"""What means harm (reliability.md T26), put into every text that people write: into what is kept, and into what is sent.

Which texts these are is read off the models, the forms, the serializers and the templates themselves, so that a new field
is among them without anybody thinking of it. `INJECTIONS=100` turns all hundred through each field, one round each.
"""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib import import_module
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import DatabaseError, models, transaction
from rest_framework import serializers

from hall.kernel.fields import BlindIndexField, EncryptedJSONField
from tests.architecture.house import ROOT

OPENINGS = ("", '"', "'", '">', "'>", "-->", "</textarea>", "</title>", "</script>", "]]>")
SCRIPTS = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "javascript:alert(1)",
    '" onfocus=alert(1) autofocus="', "<a href=javascript:alert(1)>x</a>", "<iframe srcdoc='<script>1</script>'>",
    "{{ 7|add:7 }}{% debug %}", "<style>@import'//x'</style>", "<base href=//evil.example>",
)  # fmt: skip
PAYLOADS = [opening + script for opening in OPENINGS for script in SCRIPTS]
SHORT = ('"><img src=x onerror=alert(1)>', "'><svg/onload=a()>", '"><iframe>', "<base>")
FORGED = '\n{"event": "forged", "level": "info"}\r\nSet-Cookie: forged=1'
CELL = "=1+1"
OUR_APPS = ("hall", "matters", "queueing", "applications", "complaints")
WRITTEN = re.compile(r"[\u3400-\u9fff]")
# Blank, these mean something to the program: places on the map, kinds of things, keys.
MEANT = re.compile(r"code|kind|state|index|sha256|digest|token|key|step$|closed_as|provider|zone|colour|level|channel|source|panel|shows|tts|password")  # fmt: skip
OWN_SCRIPTS = ("/static/",)


def said(most: int | None, turn: int = 0) -> str:
    """A text of at most this many characters that would act as a cell, a script, an attribute and a line of the log."""
    if most is not None and most < 60:
        return next((short for short in SHORT if len(short) <= most), "<b>"[:most])
    turned = PAYLOADS[turn % 100 :] + PAYLOADS[: turn % 100]
    whole = CELL + turned[0] + FORGED + "".join(turned[1:])
    return whole if most is None else whole[:most]


class Acting(HTMLParser):
    """Finds whatever would run in a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        is_data = given.get("type") == "application/json"
        if tag == "script" and not is_data and not (given.get("src") or "").startswith(OWN_SCRIPTS):
            self.found.append(f"<script> {given}")
        if tag in {"iframe", "object", "embed", "base", "style"}:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if name.startswith("on") or (value or "").strip().lower().startswith("javascript:"):
                self.found.append(f"{tag} {name}={value}")


def acting(html: str) -> list[str]:
    """What would run."""
    parser = Acting()
    parser.feed(html)
    return parser.found


def poison(turn: int = 0) -> set[str]:
    """Put it into every text of every row; says which columns hold it now. Leaves codes, numbers and choices alone."""
    found: set[str] = set()
    for model in apps.get_models():
        if model._meta.app_label in OUR_APPS and not model.__name__.startswith("Historical"):
            columns = [column for column in model._meta.concrete_fields if is_text(column)]
            for row in model._base_manager.all() if columns else ():
                found |= _poisoned(row, columns, turn)
    return found


def is_text(column: Any) -> bool:
    """Whether people write what is in this column."""
    if isinstance(column, (models.JSONField, EncryptedJSONField, ArrayField)):
        return True
    is_own = isinstance(column, (models.SlugField, BlindIndexField, models.FileField))
    return isinstance(column, (models.CharField, models.TextField)) and not (is_own or column.unique or column.choices)


def _poisoned(row: Any, columns: list[Any], turn: int) -> set[str]:
    """The columns of this row that took it; what a rule of the table keeps out stays as it was."""
    values = {column.name: changed(column, getattr(row, column.attname), turn) for column in columns}
    values = {name: value for name, value in values.items() if value is not None}
    rows = type(row)._base_manager.filter(pk=row.pk)
    for given in ([values], [{name: value} for name, value in values.items()]):
        kept = {f"{row._meta.label}.{name}" for one in given if _took(rows, one) for name in one}
        if kept:
            return kept
    return set()


def _took(rows: Any, values: dict[str, Any]) -> bool:
    try:
        with transaction.atomic():
            return bool(rows.update(**values)) if values else False
    except DatabaseError:
        return False


def changed(column: Any, value: Any, turn: int) -> Any:
    """The value with what means harm in the place of what people wrote; None where nobody writes."""
    if isinstance(value, str):
        is_free = not value and not MEANT.search(column.name)
        return said(column.max_length, turn) if is_free or WRITTEN.search(value) else None
    inside = within(value, turn)
    return inside if inside != value else None


def within(value: Any, turn: int) -> Any:
    """The same structure, with each text of people replaced."""
    if isinstance(value, str):
        return said(400, turn) if WRITTEN.search(value) else value
    if isinstance(value, dict):
        return {key: within(inner, turn) for key, inner in value.items()}
    return [within(inner, turn) for inner in value] if isinstance(value, list) else value


def below(kind: type) -> Iterator[type]:
    """All classes made from one."""
    for one in kind.__subclasses__():
        yield one
        yield from below(one)


def sent_by_forms(turn: int = 0) -> dict[str, Any]:
    """Every field of every form of the house: harm in each, and where one chooses, a choice."""
    import_module("hall.config.urls")
    found: dict[str, Any] = {}
    for one in below(forms.BaseForm):
        if one.__module__.split(".")[0] in OUR_APPS:
            for name, field in getattr(one, "base_fields", {}).items():
                found[name] = chosen(getattr(field, "choices", None)) or said(150, turn)
    return found


def chosen(choices: Any) -> str:
    """The first choice that is not blank."""
    flat = [(key, label) for key, label in choices or () if not isinstance(label, (list, tuple))]
    return next((str(key) for key, _ in flat if key not in ("", None)), "")


def sent_by_templates(turn: int = 0) -> dict[str, Any]:
    """Every name that a page of ours sends; with the word of the page itself where it has one."""
    texts = [path.read_text() for path in (ROOT / "templates").rglob("*.html")]
    named = [
        found for text in texts for found in re.findall(r'name="([a-z][\w-]*)"(?:[^>]*?value="([a-z][\w-]*)")?', text)
    ]
    found = {name: said(150, turn) for name, _ in named}
    return found | {name: word for name, word in named if word}


def sent_by_calls(turn: int = 0) -> dict[str, Any]:
    """Every field of every call of the API."""
    import_module("hall.config.urls")
    found: dict[str, Any] = {}
    for one in below(serializers.Serializer):
        if one.__module__.split(".")[0] in OUR_APPS and not issubclass(one, serializers.ModelSerializer):
            fields = one._declared_fields
            found |= {name: meant(field, turn) for name, field in fields.items() if not field.read_only}
    return found


def meant(field: Any, turn: int = 0) -> Any:
    """A value of the field's kind that holds as much harm as it can."""
    if isinstance(field, serializers.ListSerializer):
        return [meant(field.child, turn)]
    if isinstance(field, serializers.BaseSerializer):
        return {name: meant(inner, turn) for name, inner in field.fields.items() if not inner.read_only}
    if isinstance(field, serializers.ListField):
        return [meant(field.child, turn)]
    if isinstance(field, (serializers.DictField, serializers.JSONField)):
        return {said(40, turn): said(200, turn)}
    if isinstance(field, serializers.ChoiceField):
        return next(iter(field.choices), "")
    if isinstance(field, (serializers.BooleanField, serializers.IntegerField)):
        return 1
    return said(getattr(field, "max_length", None) or 400, turn)


def bodies(turn: int = 0) -> tuple[str, str]:
    """One form that holds every name, and one call of the API that does."""
    form = sent_by_forms(turn) | sent_by_templates(turn)
    form = {name: value for name, value in form.items() if name not in {"csrfmiddlewaretoken", "request_key"}}
    return urlencode(form), json.dumps(sent_by_calls(turn))
