"""Who is in the demonstration hall when it opens: people whose earlier visits are known, and one who is having a photo
taken while her half-filled form waits at any window."""

from typing import Any

from applications.models import Application
from applications.verbs.consenting import take_consent
from applications.verbs.licences import look_up
from hall.config.demo.after_receipt import COMPANY, company
from hall.config.demo.earlier_visits import HALF_WAY, KNOWN
from hall.config.demo.handing_in import somebody
from hall.config.demo.matters_shown import CARE, FOOD, LOCKS, PLACE, TAXI, TEACHER
from hall.models import Hall, Party, StaffMember
from matters.queries.catalogue import matter_by_code, tick_list, version_in_force
from queueing.models import Ticket, WindowSession
from queueing.queries.applicants import visit_name
from queueing.states import LIVE
from queueing.verbs import calling, rooms, serving, windows
from queueing.verbs.drafts import save_draft
from queueing.verbs.tickets import take_ticket

WINDOW, CLERK, ROOM = "12", "ck12", "自助照相区"
People = dict[str, StaffMember]


def load_line(hall: Hall, people: People) -> None:
    """Nothing where people are in line or a window is open: nobody of theirs is called here."""
    busy = Ticket.objects.of(hall).filter(state__in=LIVE).exists()
    if busy or WindowSession.objects.of(hall).filter(closed_at=None).exists():
        return
    _left_half_way(hall, people)
    guide = people["guide01"]
    _number(hall, somebody(*KNOWN), [TAXI, LOCKS], guide)
    asked = company()
    principal = {"name": COMPANY, "id_type": asked.id_type, "id_number": asked.id_number}
    _number(hall, somebody(21, "皇甫知夏"), [FOOD], guide, principal=principal)
    _number(hall, somebody(22, "阿依努尔·买买提明"), [CARE], guide)


def _number(
    hall: Hall, party: Party, codes: list[str], guide: StaffMember, *, principal: dict[str, str] | None = None
) -> Ticket:
    return take_ticket(
        hall=hall,
        matter_codes=codes,
        name=party.name,
        id_type=party.id_type,
        id_number=party.id_number,
        phone=party.phone,
        channel="guide_desk",
        principal=principal,
        by=guide,
    )


def _left_half_way(hall: Hall, people: People) -> None:
    """Called, half of the form typed, sent to have a photo taken: whoever takes her back goes on."""
    party, clerk = somebody(*HALF_WAY), people[CLERK]
    here: dict[str, Any] = {"hall": hall, "window_code": WINDOW}
    ticket = _number(hall, party, [TEACHER], people["guide01"])
    windows.open_window(**here, by=clerk)
    calling.call_next(**here, by=clerk)
    serving.start(**here, by=clerk)
    take_consent(hall=hall, party=party, visit=visit_name(ticket), by=clerk)
    _typed(hall, ticket, party, clerk)
    rooms.park(**here, room=ROOM, by=clerk)
    windows.close_window(**here, by=clerk)


def _typed(hall: Hall, ticket: Ticket, party: Party, clerk: StaffMember) -> None:
    """Licences looked up: two found, one not; the photo is what is still missing."""
    form = {"content": "认定高级中学英语教师资格", "place": PLACE, "collect": "window"}
    before = Application.objects.of(hall).filter(applicant=party).latest("pk").number
    form |= {"reuse_place": before, "reuse_collect": before}  # taken over, not typed again
    for material in tick_list(version_in_force(matter_by_code(TEACHER))):
        if material.shared_licence:
            look_up(hall=hall, party=party, material=material, visit=visit_name(ticket), by=clerk)
        elif "申请表" in material.name:
            form[f"tick_{material.pk}"] = "have"
        elif "照" in material.name:
            form |= {f"tick_{material.pk}": "missing", f"problem_{material.pk}": "正在自助照相区拍照"}
    people = {"applicant_is": "holder", "agent_is": "nobody"}
    save_draft(hall=hall, ticket_id=ticket.pk, matter_code=TEACHER, people=people, form=form, by=clerk)
