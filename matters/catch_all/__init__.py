"""No catch-all clause (兜底条款): what may not stand in a published standard, and why.

《北京市优化营商环境条例》 forbids vague catch-all demands in guides: a clause that leaves to the window what it may ask
is a hidden drawer. `table.py` is the table of rules in words, `wording.py` sees through spellings meant to slip by,
`gate.py` reads a whole standard and says where, which words, why, and what to write instead. Real papers whose names
happen to contain such words pass only by the reviewed exceptions list (`matters.models.WordingException`).
"""

from matters.catch_all.gate import Clause, Excepted, Finding, catch_all_clauses, english_findings, findings_in
from matters.catch_all.places import Place, Spot
from matters.catch_all.table import RULES, Rule

__all__ = [
    "RULES",
    "Clause",
    "Excepted",
    "Finding",
    "Place",
    "Rule",
    "Spot",
    "catch_all_clauses",
    "english_findings",
    "findings_in",
]
