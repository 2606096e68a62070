"""What a citizen does over the API without an account: the status, photos, the proof of the phone, the way of collecting.

Each call names the application and the second factor, like the page's form; what changes where the result goes asks for
the phone on record besides: `status/phone/` sends a code there, `status/phone/prove/` takes it back and answers with a
proof that holds for half an hour.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, ClassVar

from django.core.signing import BadSignature, TimestampSigner
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from applications.api.paper_shapes import DeliveryAnswer, SentAnswer, WayShape
from applications.api.shapes import StatusQueryShape
from applications.api.status_answers import StatusAnswer
from applications.errors import TooManyTries
from applications.issuing_errors import PhoneProofWrong
from applications.models import Application, Delivery
from applications.queries.citizen_access import application_of_citizen
from applications.queries.status import status_of
from applications.verbs import codes, files, guessing, resubmitting, ways
from applications.verbs.codes import citizen
from hall.addresses import address_of
from hall.api.calls import shaped
from hall.api.idempotency import Idempotent
from hall.kernel.access import PUBLIC
from hall.kernel.api import HallView

SALT, HOLDS = "status-proved", timedelta(minutes=30)


class PhoneCodeShape(StatusQueryShape):
    """The code that was sent to the phone."""

    code = serializers.CharField(max_length=12)


class ProofAnswer(serializers.Serializer[Any]):
    """The phone is proved: what to send with a change, and for how long it holds."""

    proof = serializers.CharField()
    seconds = serializers.IntegerField()


class ProvedShape(StatusQueryShape):
    """The proof of the phone."""

    proof = serializers.CharField(max_length=200)


class ProvedWayShape(WayShape, ProvedShape):
    """How the result is to be fetched, with the proof of the phone."""


class ProvedCollectorShape(ProvedShape):
    """Whom the applicant names, with the proof of the phone; both blank withdraws."""

    collector_name = serializers.CharField(max_length=60, allow_blank=True)
    collector_id = serializers.CharField(max_length=40, allow_blank=True)


class PhotoShape(StatusQueryShape):
    """A photo of a material the notice asked for."""

    material = serializers.IntegerField()
    file = serializers.FileField()


class PhotoAnswer(serializers.Serializer[Any]):
    """The photo as it is kept."""

    material = serializers.IntegerField(source="application_material.material_id")
    name = serializers.CharField()
    size = serializers.IntegerField()


class ResubmissionSentAnswer(serializers.Serializer[Any]):
    """When the photos were sent in together; that moment counts."""

    sent_at = serializers.DateTimeField()


class OfTheCitizen(HallView):
    """Base: number and second factor open the application; the same answer for unknown and mismatch; guesses are counted."""

    who_may = (PUBLIC,)

    def opened(self, request: Request, given: dict[str, Any]) -> Application:
        """The application; what is left in `given` is what the verb takes."""
        number, address = given.pop("number"), address_of(request._request)
        guessing.count_try(number, address)
        found = application_of_citizen(number, given.pop("second_factor"))
        guessing.give_back(number, address)
        return found

    def handle_exception(self, exc: Exception) -> Response:
        answer = super().handle_exception(exc)
        if isinstance(exc, TooManyTries):
            answer.headers["Retry-After"] = str(exc.data["retry_after"])
        return answer


class StatusQuery(OfTheCitizen):
    """How an application stands."""

    @extend_schema(operation_id="status", request=StatusQueryShape, responses=StatusAnswer, auth=[])
    def post(self, request: Request) -> Response:
        return Response(StatusAnswer(status_of(self.opened(request, shaped(StatusQueryShape, request)))).data)


class SendPhoneCode(OfTheCitizen):
    """Send a code to the phone given at receipt."""

    @extend_schema(operation_id="status_phone", request=StatusQueryShape, responses=SentAnswer, auth=[])
    def post(self, request: Request) -> Response:
        found = self.opened(request, shaped(StatusQueryShape, request))
        return Response(SentAnswer(codes.send_phone_proof(number=found.number, by=citizen())).data)


class ProvePhone(OfTheCitizen):
    """Take the code back, once, within ten minutes and five tries."""

    @extend_schema(operation_id="status_prove_phone", request=PhoneCodeShape, responses=ProofAnswer, auth=[])
    def post(self, request: Request) -> Response:
        given = shaped(PhoneCodeShape, request)
        found = self.opened(request, given)
        codes.prove_phone(number=found.number, by=citizen(), **given)
        proof = TimestampSigner(salt=SALT).sign(found.number)
        return Response(ProofAnswer({"proof": proof, "seconds": int(HOLDS.total_seconds())}).data)


class Proved(Idempotent, OfTheCitizen):
    """Base of a change by whoever proved the phone on record."""

    shape: ClassVar[type[ProvedShape]]
    verb: ClassVar[Callable[..., Delivery]]

    def post(self, request: Request) -> Response:
        given = shaped(self.shape, request)
        found = self.proved(request, given)
        return Response(DeliveryAnswer(self.verb(hall=found.hall, number=found.number, by=citizen(), **given)).data)

    def proved(self, request: Request, given: dict[str, Any]) -> Application:
        """The application, when the proof is its own and still holds. Raises PhoneProofWrong."""
        proof, found = given.pop("proof"), self.opened(request, given)
        try:
            number = TimestampSigner(salt=SALT).unsign(proof, max_age=HOLDS)
        except BadSignature:
            number = ""
        if number != found.number:
            raise PhoneProofWrong()
        return found


def proved(operation_id: str, shape: type[ProvedShape]) -> Any:
    """Name the change in the API's description."""
    schema = extend_schema(operation_id=operation_id, request=shape, responses=DeliveryAnswer, auth=[])
    return extend_schema_view(post=schema)


@proved("status_way", ProvedWayShape)
class WayOfCitizen(Proved):
    """Choose or change how the result is fetched, until the cut-off."""

    shape, verb = ProvedWayShape, staticmethod(ways.choose_way)


@proved("status_collector", ProvedCollectorShape)
class CollectorOfCitizen(Proved):
    """Name who may fetch the result."""

    shape, verb = ProvedCollectorShape, staticmethod(ways.name_collector)


class AddPhoto(OfTheCitizen):
    """Keep a photo of a missing material; what was handed in before stays."""

    parser_classes = [MultiPartParser]

    @extend_schema(
        operation_id="status_add_photo",
        request={"multipart/form-data": PhotoShape},
        responses={201: PhotoAnswer},
        auth=[],
    )
    def post(self, request: Request) -> Response:
        given = shaped(PhotoShape, request)
        found, sent = self.opened(request, given), given["file"]
        row = resubmitting.add_photo(
            hall=found.hall,
            number=found.number,
            material_id=given["material"],
            upload=files.Upload(str(sent.name), sent.read(files.READ_BYTES)),
            by=citizen(),
        )
        return Response(PhotoAnswer(row).data, status=201)


class SendPhotosIn(Idempotent, OfTheCitizen):
    """Send the photos in, at least one for each missing material; the window looks at them."""

    @extend_schema(
        operation_id="status_send_in", request=StatusQueryShape, responses={201: ResubmissionSentAnswer}, auth=[]
    )
    def post(self, request: Request) -> Response:
        found = self.opened(request, shaped(StatusQueryShape, request))
        row = resubmitting.send_in(hall=found.hall, number=found.number, by=citizen())
        return Response(ResubmissionSentAnswer(row).data, status=201)
