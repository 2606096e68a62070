"""Shelves, lockers and postage of the issuing counter over REST."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from applications.api.reads import ISSUERS
from applications.models import Locker, Shelf
from applications.queries.shelves import Store, filled, lockers_of, shelves_of
from applications.queries.ways import postage_of, postage_words
from applications.result_states import Postage
from applications.verbs.postage import set_postage
from applications.verbs.storing import KINDS, LONGEST_HOURS, MOST, keep_locker, keep_shelf, use_store
from hall.api.calls import StaffCall, shaped
from hall.api.idempotency import Idempotent
from hall.kernel.api import HallView
from hall.models import Hall
from hall.requests import own_hall
from hall.roles import Role

MANAGERS = (Role.HALL_MANAGER,)


class KeepShelfShape(serializers.Serializer[Any]):
    """A shelf; `was` is the code of the one to change, blank for a new one."""

    was = serializers.CharField(max_length=8, required=False, allow_blank=True, default="")
    code = serializers.CharField(max_length=8)
    slots = serializers.IntegerField(min_value=1, max_value=MOST)
    place = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")


class KeepLockerShape(serializers.Serializer[Any]):
    """A locker; `was` is the code of the one to change, blank for a new one."""

    was = serializers.CharField(max_length=8, required=False, allow_blank=True, default="")
    code = serializers.CharField(max_length=8)
    boxes = serializers.IntegerField(min_value=1, max_value=MOST)
    hours = serializers.IntegerField(min_value=1, max_value=LONGEST_HOURS, required=False, default=72)
    place = serializers.CharField(max_length=80)


class UseStoreShape(serializers.Serializer[Any]):
    """Out of use, or back into it."""

    kind = serializers.ChoiceField(choices=KINDS)
    code = serializers.CharField(max_length=8)
    in_use = serializers.BooleanField()


class StoreAnswer(serializers.Serializer[Any]):
    """A shelf or a locker, and the slots or boxes in which something lies."""

    code = serializers.CharField(source="row.code")
    place = serializers.CharField(source="row.place")
    room = serializers.IntegerField(source="row.room", help_text="格数")
    hours = serializers.IntegerField(source="row.hours", default=None, allow_null=True, help_text="自助柜保管小时")
    in_use = serializers.BooleanField(source="row.in_use")
    filled = serializers.ListField(child=serializers.IntegerField())
    free = serializers.IntegerField()


class PostageShape(serializers.Serializer[Any]):
    """Who pays the postage."""

    postage = serializers.ChoiceField(choices=Postage.choices)


class PostageAnswer(PostageShape):
    """Who pays, and what citizens read of it; blank where nothing is said."""

    words = serializers.CharField(allow_blank=True)


class Shelves(Idempotent, HallView):
    """The shelves of one's hall; the manager sets up and changes them."""

    who_may = ISSUERS

    @extend_schema(operation_id="shelves", responses=StoreAnswer(many=True))
    def get(self, request: StaffCall) -> Response:
        return Response(StoreAnswer(shelves_of(own_hall(request)), many=True).data)

    @extend_schema(operation_id="keep_shelf", request=KeepShelfShape, responses=StoreAnswer)
    def post(self, request: StaffCall) -> Response:
        return _stored(keep_shelf(hall=own_hall(request), by=request.user, **shaped(KeepShelfShape, request)))


class Lockers(Idempotent, HallView):
    """The lockers of one's hall; the manager sets up and changes them."""

    who_may = ISSUERS

    @extend_schema(operation_id="lockers", responses=StoreAnswer(many=True))
    def get(self, request: StaffCall) -> Response:
        return Response(StoreAnswer(lockers_of(own_hall(request)), many=True).data)

    @extend_schema(operation_id="keep_locker", request=KeepLockerShape, responses=StoreAnswer)
    def post(self, request: StaffCall) -> Response:
        return _stored(keep_locker(hall=own_hall(request), by=request.user, **shaped(KeepLockerShape, request)))


class UseStore(Idempotent, HallView):
    """Take a shelf or locker out of use when nothing lies in it, or put it back."""

    who_may = MANAGERS

    @extend_schema(operation_id="use_store", request=UseStoreShape, responses=StoreAnswer)
    def post(self, request: StaffCall) -> Response:
        return _stored(use_store(hall=own_hall(request), by=request.user, **shaped(UseStoreShape, request)))


class PostageRule(Idempotent, HallView):
    """Who pays for sending results by post."""

    who_may = ISSUERS

    @extend_schema(operation_id="postage", responses=PostageAnswer)
    def get(self, request: StaffCall) -> Response:
        return _postage(own_hall(request))

    @extend_schema(operation_id="set_postage", request=PostageShape, responses=PostageAnswer)
    def post(self, request: StaffCall) -> Response:
        set_postage(hall=own_hall(request), by=request.user, **shaped(PostageShape, request))
        return _postage(own_hall(request))


def _stored(row: Shelf | Locker) -> Response:
    return Response(StoreAnswer(Store(row, tuple(filled(row)))).data)


def _postage(hall: Hall) -> Response:
    return Response(PostageAnswer({"postage": postage_of(hall), "words": postage_words(hall)}).data)
