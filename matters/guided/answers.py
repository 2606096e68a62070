"""Answers as they travel: in addresses and hidden fields (`question:option`), and as a plain mapping when kept."""

from collections.abc import Iterable, Mapping
from typing import Protocol

MOST = 8


def read(texts: Iterable[str]) -> dict[str, str]:
    """Answers from `question:option` texts; what makes no sense is left out, a later one wins."""
    pairs = [text.partition(":") for text in list(texts)[: 3 * MOST]]
    return {question: option for question, _, option in pairs if question and option and len(question + option) < 60}


class Query(Protocol):
    """The values of an address or a form."""

    def getlist(self, key: str) -> list[str]: ...


def asked(query: Query) -> dict[str, str]:
    """The answers in an address or a form: those before under `a`, the one just given under `now`."""
    return read([*query.getlist("a"), *query.getlist("now")])


def written(answers: Mapping[str, str]) -> list[str]:
    """The texts of answers, to be read again."""
    return [f"{question}:{option}" for question, option in answers.items()]
