"""Numbers of applications and documents: readable, gap-free, and hard to mistype."""

import re
from dataclasses import dataclass
from datetime import date

from stdnum import damm

from hall.numbers import next_number

AREA_LETTERS = {
    "110000": "BJ", "110101": "DC", "110102": "XC", "110105": "CY", "110106": "FT", "110107": "SJ", "110108": "HD",
    "110109": "MT", "110111": "FS", "110112": "TZ", "110113": "SY", "110114": "CP", "110115": "DX", "110116": "HR",
    "110117": "PG", "110118": "MY", "110119": "YQ",
}  # fmt: skip
PROVINCES = {"11": "京", "12": "津", "13": "冀", "31": "沪", "44": "粤", "51": "川"}
MATTER_WORDS = {"01": "许", "05": "给", "07": "确", "08": "奖", "09": "裁", "10": "权", "20": "服"}
DOCUMENT_WORDS = {
    "receipt": "收",
    "correction_notice": "补",
    "acceptance_notice": "受",
    "refusal_notice": "不受",
    "out_of_scope": "告",
    "procedure_notice": "特",
    "extension_notice": "延",
    "termination_notice": "终",
    "grant": "准",
    "denial": "不准",
    "service_receipt": "送",
    "withdrawal_notice": "撤",
    "late_promise": "容",
    "promise_letter": "诺",
    "remedy_notice": "改",
    "revocation": "撤销",
    "withdrawal_request": "撤申",
    "material_return": "退",
    "hearing_right": "听告",
    "hearing_notice": "听通",
    "hearing_record": "听录",
    "certificate": "证",
}
SHAPE = re.compile(r"([A-Z]{2})(\d{6})(\d{5})(\d)")


def area_letters(area_code: str) -> str:
    """The two letters that begin the numbers of a hall in this area."""
    return AREA_LETTERS.get(area_code[:6], "ZW")


def check_digit(body: str) -> str:
    """The check digit of letters and digits (Damm): one wrong or two swapped characters are found."""
    return str(damm.calc_check_digit("".join(str(ord(c) - 55) if c.isalpha() else c for c in body)))


def application_number(area_code: str, day: date) -> str:
    """The people's number, such as BJ261121-00037-4; one gap-free series for each area and day."""
    letters = area_letters(area_code)
    serial = next_number(f"application:{letters}:{day:%Y%m%d}")
    body = f"{letters}{day:%y%m%d}{serial:05d}"
    return f"{body[:8]}-{body[8:]}-{check_digit(body)}"


def normal_number(typed: str) -> str:
    """The number as stored, from what a person typed: any case, with or without dashes; as typed when it is not one."""
    plain = re.sub(r"[\s\-‐－—]", "", typed).upper()
    match = SHAPE.fullmatch(plain)
    if match is None:
        return plain[:24]
    return f"{match[1]}{match[2]}-{match[3]}-{match[4]}"


def is_well_formed(number: str) -> bool:
    """Whether the number has its shape and its check digit."""
    match = SHAPE.fullmatch(number.replace("-", ""))
    return match is not None and check_digit("".join(match.groups()[:3])) == match[4]


def project_number(implementation_code: str, day: date) -> str:
    """The exchange number (办件编号): implementation code, day, four digits."""
    serial = next_number(f"project:{implementation_code}:{day:%Y%m%d}")
    return f"{implementation_code}{day:%Y%m%d}{serial:04d}"


def department_word(short_name: str) -> str:
    """The department's word in document numbers, from its short name: 市市场监管局 → 市场监管."""
    word = short_name.split("、")[0].split("（")[0].removeprefix("北京").removeprefix("市")
    return re.sub(r"(办公厅|委员会|管委会|管理局|局|委|厅|办公室|办)$", "", word) or word or short_name


@dataclass(frozen=True)
class DocumentNumber:
    """A document's number, and its place in the register of its department, kind and year."""

    text: str
    register: str
    serial: int


def document_register(area_code: str, short_name: str, kind: str, year: int) -> str:
    """The register of a department's documents of one kind in one year, such as （京）市场监管受〔2026〕."""
    return f"{_issuer_word(area_code, short_name)}{DOCUMENT_WORDS[kind]}〔{year}〕"


def document_number(area_code: str, short_name: str, matter_type: str, kind: str, year: int) -> DocumentNumber:
    """The next number, gap-free in its register whatever the type of matter: （京）市场监管许受〔2026〕第00001号."""
    register = document_register(area_code, short_name, kind, year)
    serial = next_number(f"document:{register}")
    words = f"{_issuer_word(area_code, short_name)}{MATTER_WORDS.get(matter_type, '')}{DOCUMENT_WORDS[kind]}"
    return DocumentNumber(f"{words}〔{year}〕第{serial:05d}号", register, serial)


def _issuer_word(area_code: str, short_name: str) -> str:
    return f"（{PROVINCES.get(area_code[:2], area_code[:2])}）{department_word(short_name)}"
