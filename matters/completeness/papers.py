"""What is missing on a standard's list of materials; each function yields the material and the words."""

from collections.abc import Callable, Iterator
from typing import Any

Row = dict[str, Any]
COUNTS = {"original": ("originals",), "copy": ("copies",), "original_and_copy": ("originals", "copies"), "form": ("originals",)}  # fmt: skip
PROOF = "证明"


def _of_each(what: str, is_missing: Callable[[Row], bool]) -> Callable[[Row], Iterator[str]]:
    def lacks(row: Row) -> Iterator[str]:
        yield from (f"“{one['name']}”{what}" for one in row["materials"] if is_missing(one))

    return lacks


def _uncounted(one: Row) -> bool:
    return not one["medium"] or not all(one[count] for count in COUNTS.get(one["kind"], ("originals",)))


def _unexempted(one: Row) -> bool:
    """A shared licence says how it is got, a late paper until when, a promise by which text."""
    is_shared = bool(one["shared_licence"]) and one.get("exemption") != "licence"
    is_late = one["may_be_late"] and not one["late_days"]
    return is_shared or is_late or (one["may_be_promised"] and not one.get("promise_template"))


standards = _of_each("的受理标准", lambda one: not one["acceptance_standard"].strip())
numbers = _of_each("的份数", _uncounted)
issuers = _of_each("的出具机构", lambda one: one["source"] != "applicant" and not one["issuer"].strip())
cases = _of_each("的适用情形", lambda one: one["necessity"] == "conditional" and not one["condition"].strip())
exemptions = _of_each("的免提交、容缺或承诺方式", _unexempted)
grounds = _of_each("的法律依据", lambda one: one["name"].endswith(PROOF) and not one.get("legal_basis"))
