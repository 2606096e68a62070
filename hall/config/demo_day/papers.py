"""Identity documents of nobody: the check digits are right, the regions and ranges were never given out."""

from datetime import date, timedelta
from random import Random

from stdnum.cn import uscc
from stdnum.iso7064 import mod_11_2

NO_REGION = "110199"  # a code of Beijing that no district has
NO_REGISTER = "91110199"  # companies of that region
NO_PHONE = "1400000"  # 140 is for machines; no person has it
LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def resident_id(random: Random, born: date) -> str:
    """An identity number (GB 11643) with this date of birth."""
    first17 = f"{NO_REGION}{born:%Y%m%d}{random.randrange(1, 999):03d}"
    return first17 + mod_11_2.calc_check_digit(first17)


def credit_code(random: Random) -> str:
    """A unified social credit code (GB 32100)."""
    first17 = NO_REGISTER + "".join(random.choice(LETTERS) for _ in range(9))
    return first17 + str(uscc.calc_check_digit(first17))


def passport(random: Random) -> str:
    return "X" + "".join(random.choice("0123456789") for _ in range(8))


def phone(random: Random) -> str:
    return f"{NO_PHONE}{random.randrange(10_000):04d}"


def birthday(random: Random, youngest: int, oldest: int, today: date) -> date:
    """A date of birth of somebody of this age."""
    return today - timedelta(days=random.randrange(youngest * 366, oldest * 365))
