"""What the comprehensive window's pages show in the demonstration: people who came before, a draft that was left, second
notices, photos sent in, figures. All persons, papers and cases are invented."""

from applications.models import NoticeRequest
from hall.config.demo.after_receipt import load_after_receipt
from hall.config.demo.earlier_visits import load_earlier_visits
from hall.config.demo.line_today import load_line
from hall.config.demo.matters_shown import SHOWN
from hall.models import Hall, StaffMember
from matters.models import Matter

NEEDED = {"ck07", "ck12", "cj31", "guide01", "supervisor"}


def load_counter(hall: Hall) -> bool:
    """Once; nothing without its people and matters, or where a second notice was asked for before."""
    people = {one.username: one for one in StaffMember.objects.filter(hall=hall).select_related("department", "hall")}
    there = Matter.objects.filter(code__in=SHOWN).count() == len(SHOWN)
    if NoticeRequest.objects.of(hall).exists() or not there or not people.keys() >= NEEDED:
        return False
    load_earlier_visits(hall, people)
    load_after_receipt(hall, people)
    load_line(hall, people)
    return True
