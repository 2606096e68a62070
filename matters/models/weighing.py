"""What the database works out for itself of a matter, so that finding is quick."""

from django.db.models import Case, Func, IntegerField, Q, Value, When
from django.db.models.functions import Least, Length

FIRST_ACT = "（[^（]*(首次|新办|设立|新增|初次|初始|新申|首领)"
LAST_ACT = "（[^（]*(注销|终止|歇业|停业|解除)"


class Grams(Func):
    """Characters and pairs of characters of the words a matter is found by (database function)."""

    function = "matters_grams"


def _penalty(when: Q, points: int) -> Case:
    return Case(When(when, then=Value(0)), default=Value(points), output_field=IntegerField())


WEIGHT = (
    _penalty(Q(is_frequent=True), 200)
    + _penalty(Q(name__regex=FIRST_ACT), 100)
    + _penalty(~Q(name__regex=LAST_ACT), 30)
    + _penalty(Q(is_one_window=True), 20)
    + Least(Length("name"), Value(80))
)
