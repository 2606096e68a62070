"""Complaints over the API: citizens send and follow without login; staff handle, one class a verb."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from applications.verbs import guessing
from complaints.api import complaint_shapes as shapes
from complaints.api.grievance_verbs import GrievanceVerb, does, to_department
from complaints.complaint_errors import LinkedNotFound
from complaints.complaint_forms import sent_files
from complaints.complaint_permissions import HANDLERS
from complaints.grievance_numbers import normal_grievance_number
from complaints.queries.complaint_access import complaint_for, visible_complaints
from complaints.queries.followed import complaint_followed, followed, followed_thing
from complaints.queries.linking import application_meant, department_meant, matter_meant, ticket_meant
from complaints.queries.published_list import list_of_matter, list_of_notice
from complaints.verbs import answering, handling
from complaints.verbs.complaining import About, Said, receive_complaint
from complaints.verbs.flooding import count_sending
from complaints.verbs.not_on_list import complain_not_on_list
from hall.addresses import address_of
from hall.api.calls import shaped
from hall.api.idempotency import Idempotent
from hall.kernel.access import PUBLIC
from hall.kernel.api import HallView, Pages
from hall.models import StaffMember
from hall.permissions import system_person
from hall.queries.halls import default_hall, hall_by_code
from hall.requests import own_hall
from matters.models import Matter

WHO = ("is_anonymous", "name", "phone", "id_number")
SAID = ("kind", "category", "words", "about_whom", *WHO)


def matter_of(code: str) -> Matter | None:
    """The matter under a code. Raises LinkedNotFound."""
    matter = matter_meant(code, code).matter if code else None
    if code and matter is None:
        raise LinkedNotFound(what="事项", value=code)
    return matter


class PublicComplaints(Idempotent, HallView):
    """Complain, suggest or ask, without login."""

    who_may = (PUBLIC,)

    @extend_schema(
        request=shapes.ComplaintInput, responses={201: shapes.ComplaintReceipt}, operation_id="complaints_send", auth=[]
    )
    def post(self, request: Request, code: str) -> Response:
        hall, asked = hall_by_code(code), shaped(shapes.ComplaintInput, request)
        count_sending(address_of(request._request), "")
        received = receive_complaint(
            hall=hall,
            said=Said(**{name: asked[name] for name in SAID}),
            about=About(matter=matter_of(asked["matter"]), department=department_meant(asked["department"])),
            source="web",
            files=sent_files(request._request),
            by=system_person("public"),
        )
        return Response(shapes.ComplaintReceipt(received).data, status=201)


class NotOnList(Idempotent, HallView):
    """“This was not on the list”: the published version (and the notice) come along by themselves."""

    who_may = (PUBLIC,)

    @extend_schema(
        request=shapes.NotOnListInput,
        responses={201: shapes.ComplaintReceipt},
        operation_id="complaints_not_on_list",
        auth=[],
    )
    def post(self, request: Request) -> Response:
        asked = shaped(shapes.NotOnListInput, request)
        count_sending(address_of(request._request), "")
        published = list_of_notice(asked["notice"]) if asked["notice"] else list_of_matter(asked["matter"])
        ticked = [row for place, row in enumerate(published.notice_lines) if place in asked["notice_lines"]]
        received = complain_not_on_list(
            hall=published.hall or (hall_by_code(asked["hall"]) if asked["hall"] else default_hall()),
            published=published,
            asked=ticked + [(row["material"], row["told"]) for row in asked["asked"]],
            said=Said(kind="", category="", words=asked["words"], **{name: asked[name] for name in WHO}),
            by=system_person("public"),
        )
        return Response(shapes.ComplaintReceipt(received).data, status=201)


def opened(request: Request, asked: dict[str, Any]) -> str:
    """The number of a thing, for whoever knows its second factor; guesses are counted and end."""
    number, address = normal_grievance_number(asked["number"]), address_of(request._request)
    guessing.count_try(number, address)
    thing = followed_thing(number, asked["factor"])
    guessing.give_back(number, address)
    return str(thing.number)


class Follow(HallView):
    """What became of it, by number and second factor; an unknown number and a wrong factor look the same."""

    who_may = (PUBLIC,)

    @extend_schema(request=shapes.FollowInput, responses=shapes.FollowedOut, operation_id="complaints_follow", auth=[])
    def post(self, request: Request) -> Response:
        asked = shaped(shapes.FollowInput, request)
        opened(request, asked)
        return Response(shapes.FollowedOut(followed(followed_thing(asked["number"], asked["factor"]))).data)


class FollowUp(Idempotent, HallView):
    """Not satisfied: once, with words, it is handled again."""

    who_may = (PUBLIC,)

    @extend_schema(
        request=shapes.FollowUpInput, responses=shapes.FollowedOut, operation_id="complaints_follow_up", auth=[]
    )
    def post(self, request: Request) -> Response:
        asked = shaped(shapes.FollowUpInput, request)
        complaint = complaint_followed(opened(request, asked))
        answering.follow_up(complaint_id=complaint.pk, words=asked["words"], by=system_person("public"))
        return Response(shapes.FollowedOut(followed(followed_thing(asked["number"], asked["factor"]))).data)


class Complaints(Idempotent, HallView):
    """The complaints within one's reach; taking one down at the counter."""

    who_may = HANDLERS

    @extend_schema(responses=shapes.ComplaintOut(many=True), operation_id="complaints_list")
    def get(self, request: Request) -> Response:
        rows = visible_complaints(request.user).select_related(  # type: ignore[arg-type]
            "matter", "department", "handler", "offered_to", "holder"
        )
        state = request.query_params.get("state", "")[:20]
        pages = Pages()
        page = pages.paginate_queryset(rows.filter(state=state) if state else rows, request, view=self)
        return pages.get_paginated_response(shapes.ComplaintOut(page, many=True, context={"reader": request.user}).data)  # type: ignore[arg-type]

    @extend_schema(
        request=shapes.CounterComplaintInput,
        responses={201: shapes.ComplaintReceipt},
        operation_id="complaints_take_down",
    )
    def post(self, request: Request) -> Response:
        asked, person = shaped(shapes.CounterComplaintInput, request), request.user
        assert isinstance(person, StaffMember)
        about = About(
            matter=matter_of(asked["matter"]),
            department=department_meant(asked["department"]),
            ticket=ticket_meant(own_hall(request), asked["ticket"]),
            application=application_meant(person, asked["application"]),
        )
        received = receive_complaint(
            hall=own_hall(request),
            said=Said(**{name: asked[name] for name in SAID}),
            about=about,
            source=asked["source"],
            files=sent_files(request._request),
            by=person,
        )
        return Response(shapes.ComplaintReceipt(received).data, status=201)


class OneComplaint(HallView):
    """One complaint within one's reach; one about one's own department that is the bureau's does not exist."""

    who_may = HANDLERS

    @extend_schema(responses=shapes.ComplaintOut, operation_id="complaints_read")
    def get(self, request: Request, number: str) -> Response:
        return Response(shapes.ComplaintOut(complaint_for(request.user, number), context={"reader": request.user}).data)  # type: ignore[arg-type]


class ComplaintVerb(GrievanceVerb):
    """One verb on one complaint."""

    reach, out = staticmethod(complaint_for), shapes.ComplaintOut


@does(handling.take_up, "complaints_take_up")
class TakeUp(ComplaintVerb):
    """Take what was offered or lies with one's unit."""


@does(to_department(handling.offer), "complaints_offer", shapes.OfferInput)
class Offer(ComplaintVerb):
    """Offer it to another unit; it stays until taken up."""


@does(handling.hand_back, "complaints_hand_back", shapes.GrievanceReasonInput)
class HandBack(ComplaintVerb):
    """Return an offer with the reason."""


@does(handling.prolong, "complaints_prolong", shapes.GrievanceReasonInput)
class Prolong(ComplaintVerb):
    """Prolong the limit once; the person is told."""


@does(answering.answer, "complaints_answer", shapes.AnswerInput)
class Answer(ComplaintVerb):
    """Answer; the words are kept for ever."""


@does(answering.show_other_way, "complaints_show_other_way", shapes.OtherWayInput)
class ShowOtherWay(ComplaintVerb):
    """It is no complaint: tell where to turn and keep the record."""


@does(answering.close_complaint, "complaints_close")
class CloseComplaint(ComplaintVerb):
    """Close what was answered."""


@does(answering.reopen, "complaints_reopen", shapes.GrievanceReasonInput)
class Reopen(ComplaintVerb):
    """Take it up again."""
