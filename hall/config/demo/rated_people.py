"""The invented people who came to the demonstration hall before today."""

from hall.config.demo.people import GIVEN, SURNAMES
from hall.models import Party, StaffMember
from hall.verbs.parties import register_party

PEOPLE = 40
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def resident_id(serial: int, region: str = "110103") -> str:
    """A resident id number with a right check digit, of nobody: its region is no longer issued (崇文 110103, 宣武 110104)."""
    body = f"{region}{1956 + serial % 44}{1 + serial % 12:02d}{1 + serial % 28:02d}{900 + serial % 99:03d}"
    total = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


def people(by: StaffMember) -> list[Party]:
    """A few dozen people; some come again."""
    return [
        register_party(
            name=SURNAMES[serial * 5 % len(SURNAMES)] + GIVEN[serial * 7 % len(GIVEN)],
            id_type="resident",
            id_number=resident_id(serial),
            phone=f"1380000{serial:04d}",
            by=by,
        )
        for serial in range(PEOPLE)
    ]
