"""Answers to guided questions of several matters, as they travel from page to page: `code!question:option`."""

from collections.abc import Iterable, Mapping
from typing import Any

from matters.guided import answers as travelling

Answers = dict[str, dict[str, str]]
MOST = 200


def answers_given(query: Any) -> Answers:
    """The answers in an address or a posted form, by matter; the one just given (`now`) wins."""
    texts = [*query.getlist("a"), *query.getlist("now")][:MOST]
    found: dict[str, list[str]] = {}
    for text in texts:
        code, _, answer = text.partition("!")
        if code and len(code) <= 33 and answer:
            found.setdefault(code, []).append(answer)
    return {code: travelling.read(answers) for code, answers in found.items()}


def texts_of(answers: Mapping[str, Mapping[str, str]], codes: Iterable[str]) -> list[str]:
    """The answers of these matters, to be read again."""
    return [f"{code}!{text}" for code in codes for text in travelling.written(answers.get(code, {}))]
