"""Answers as they travel: in addresses and hidden fields (`question:option`), and as a plain mapping when kept."""

from collections.abc import Iterable, Mapping

MOST = 8


def read(texts: Iterable[str]) -> dict[str, str]:
    """Answers from `question:option` texts; what makes no sense is left out, a later one wins."""
    pairs = [text.partition(":") for text in list(texts)[: 3 * MOST]]
    return {question: option for question, _, option in pairs if question and option and len(question + option) < 60}


def written(answers: Mapping[str, str]) -> list[str]:
    """The texts of answers, to be read again."""
    return [f"{question}:{option}" for question, option in answers.items()]
