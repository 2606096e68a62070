"""Finding and compiling screen texts without a system gettext.

Chinese is the source: a text is its own msgid. Citizens' texts need an English translation in an app's
`locale/en/LC_MESSAGES/django.po`; the compiled `.mo` is made at set-up and not kept in the repository.
"""

import ast
import os
import re
from collections.abc import Iterator
from pathlib import Path

import polib
from django.conf import settings

TRANSLATE = re.compile(r"""\{%-?\s*(?:translate|trans)\s+("(?P<d>[^"]*)"|'(?P<s>[^']*)')""")
ARGUMENT = re.compile(r"""_\(\s*("(?P<d>[^"]*)"|'(?P<s>[^']*)')\s*\)""")
BLOCK = re.compile(
    r"\{%\s*blocktrans(?:late)?(?P<options>[^%]*)%\}(?P<body>.*?)\{%\s*endblocktrans(?:late)?\s*%\}", re.DOTALL
)
PLURAL = re.compile(r"\{%\s*plural\s*%\}")
VARIABLE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
GETTEXT = {"_", "gettext", "gettext_lazy", "gettext_noop", "pgettext"}
COUNTED = {"ngettext", "ngettext_lazy"}
APPS = ("hall", "matters", "applications", "queueing", "complaints")


def sources(language: str = "*") -> list[Path]:
    """The `.po` of every app."""
    return sorted(Path(settings.BASE_DIR).glob(f"*/locale/{language}/LC_MESSAGES/django.po"))


def in_template(source: str) -> Iterator[str]:
    """The msgids of one template."""
    for found in [*TRANSLATE.finditer(source), *ARGUMENT.finditer(source)]:
        yield found["d"] if found["d"] is not None else found["s"]
    for block in BLOCK.finditer(source):
        body = PLURAL.split(block["body"])[0]
        if "trimmed" in block["options"]:
            body = " ".join(line.strip() for line in body.splitlines() if line.strip())
        yield VARIABLE.sub(r"%(\1)s", body)


def in_code(source: str) -> Iterator[str]:
    """The msgids of one Python module."""
    for node in ast.walk(ast.parse(source)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args):
            continue
        if node.func.id in GETTEXT | COUNTED:
            text = node.args[0 if node.func.id in COUNTED else -1]
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                yield text.value


def used_texts() -> dict[str, str]:
    """Every msgid in use, with the file where it stands."""
    root = Path(settings.BASE_DIR)
    found: dict[str, str] = {}
    for path in sorted((root / "templates").rglob("*.html")):
        found |= {text: str(path.relative_to(root)) for text in in_template(path.read_text())}
    for app in APPS:
        for path in sorted((root / app).rglob("*.py")):
            found |= {text: str(path.relative_to(root)) for text in in_code(path.read_text())}
    return found


def untranslated(language: str = "en") -> dict[str, str]:
    """Texts in use that have no translation, with their file."""
    done = {entry.msgid for source in sources(language) for entry in polib.pofile(str(source)) if entry.translated()}
    return {text: where for text, where in used_texts().items() if text and text not in done}


def compile_all() -> list[Path]:
    """Compile each `.po` to the `.mo` that Django reads; a reader never sees half a file."""
    made = []
    for source in sources():
        target = source.with_suffix(".mo")
        half_done = target.with_suffix(f".{os.getpid()}.tmp")
        polib.pofile(str(source)).save_as_mofile(str(half_done))
        half_done.replace(target)
        made.append(target)
    return made
