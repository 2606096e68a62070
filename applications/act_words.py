"""Acts on an application in official words."""

from applications.states import APPLICATION_MOVES
from hall.step_words import word_for


def act_words(verb: str) -> str:
    """What was done, as applications call it: another room may use the same verb for something else (转办, not 转移)."""
    return APPLICATION_MOVES[verb].label if verb in APPLICATION_MOVES else word_for(verb)
