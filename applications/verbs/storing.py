"""The manager keeps the shelves and lockers of the issuing counter; what holds a result stays as it is."""

import re
from typing import Any, TypeVar

from django.db import IntegrityError, transaction

from applications.issuing_errors import NoSuchStore, StoreCodeTaken, StoreHolds, StoreUnfit
from applications.models import Locker, Shelf
from applications.queries.shelves import filled
from hall import steps
from hall.kernel.errors import NotFound
from hall.kernel.moves import locked
from hall.models import Hall, StaffMember
from hall.permissions import require
from hall.roles import Role

KINDS = [("shelf", "出件架"), ("locker", "自助柜")]
CODE = re.compile(r"[A-Z0-9-]{1,8}")
MOST, LONGEST_HOURS = 500, 720
S = TypeVar("S", Shelf, Locker)


def keep_shelf(*, hall: Hall, was: str = "", code: str, slots: int, place: str = "", by: StaffMember) -> Shelf:
    """Set up a shelf; or change the one that `was`: its code only while nothing lies on it, its slots never below what does."""
    return _kept(Shelf, hall, was, by, code=_spelled(code), slots=slots, place=place.strip()[:60])


def keep_locker(*, hall: Hall, was: str = "", code: str, boxes: int, hours: int, place: str, by: StaffMember) -> Locker:
    """Set up a locker, or change the one that `was`; how long it keeps holds for what is put in from now on."""
    if not place.strip() or not 1 <= hours <= LONGEST_HOURS:
        raise StoreUnfit(why=f"请写明自助柜在哪里；保管时间为 1 到 {LONGEST_HOURS} 小时")
    given = {"code": _spelled(code), "boxes": boxes, "hours": hours, "place": place.strip()[:80]}
    return _kept(Locker, hall, was, by, **given)


def use_store(*, hall: Hall, kind: str, code: str, in_use: bool, by: StaffMember) -> Shelf | Locker:
    """Take a shelf or locker out of use, when nothing lies in it; or put it back."""
    with transaction.atomic():
        require(by, Role.HALL_MANAGER, hall=hall)
        if kind not in dict(KINDS):
            raise NoSuchStore(code=code)
        row: Shelf | Locker = _found(Shelf, hall, code) if kind == "shelf" else _found(Locker, hall, code)
        if row.in_use == in_use:
            return row
        if not in_use:
            _refuse_holding(row, filled(row), "停用")
        row.in_use = in_use
        row.save()
        steps.record(row, "put_into_use" if in_use else "take_out_of_use", by, code=row.code)
        return row


def _kept(model: type[S], hall: Hall, was: str, by: StaffMember, **given: Any) -> S:
    """Part of both verbs: lock, permit, check against what lies there, write, record."""
    with transaction.atomic():
        require(by, Role.HALL_MANAGER, hall=hall)
        row = _found(model, hall, was) if was else model(hall=hall)
        before = {name: getattr(row, name) for name in given} if was else {}
        for name, value in given.items():
            setattr(row, name, value)
        if not 1 <= row.room <= MOST:
            raise StoreUnfit(why=f"格数为 1 到 {MOST}")
        if was:
            _refuse_uprooting(row, before["code"])
        _saved(row)
        steps.record(row, f"{'change' if was else 'set_up'}_{model._meta.model_name}", by, was=before, now=given)
        return row


def _refuse_uprooting(row: Shelf | Locker, code: str) -> None:
    """What lies there is found by code and number: neither may go from under it."""
    before = type(row).objects.of(row.hall_id).get(pk=row.pk)
    lying = filled(before)
    if row.code != code:
        _refuse_holding(before, lying, "改编号")
    _refuse_holding(before, [place for place in lying if place > row.room], f"减到 {row.room} 格")


def _refuse_holding(row: Shelf | Locker, lying: list[int], what: str) -> None:
    if lying:
        where = "、".join(str(place) for place in lying[:6]) + (" 等" if len(lying) > 6 else "")
        raise StoreHolds(store=row.name, count=len(lying), where=where, what=what)


def _saved(row: Shelf | Locker) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise StoreCodeTaken(code=row.code) from None


def _found(model: type[S], hall: Hall, code: str) -> S:
    try:
        return locked(model.objects.of(hall), code__iexact=code.strip())
    except NotFound:
        raise NoSuchStore(code=code) from None


def _spelled(code: str) -> str:
    found = code.strip().upper()
    if not CODE.fullmatch(found):
        raise StoreUnfit(why="编号用 1 到 8 位字母、数字，如 A、B2、L1")
    return found
