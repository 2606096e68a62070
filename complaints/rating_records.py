"""A rating as the national exchange takes it (好差评数据). Pure functions of values; numbers exist only at this border.

Field names follow the push record of the provincial platforms and GB/T 39046 table 9. A level goes out in both
directions: `satisfaction` by GB/T 39046 (1 is best), `satisfactionEvaluator` by the evaluator interface (5 is best).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from complaints import codes
from complaints.states import RatingChannel
from complaints.tags import TAGS

CHANNELS = {
    RatingChannel.PAD: "大厅平板",
    RatingChannel.KIOSK: "大厅其他终端",
    RatingChannel.QR: "二维码",
    RatingChannel.PHONE: "移动端",
    RatingChannel.SMS: "短信",
    RatingChannel.CALL: "电话",
    RatingChannel.API: "PC端",
}
PROCESSES = {"issuing": "办结", "consulting": "咨询"}
CERTIFICATES = {"resident": "111", "passport": "414"}  # GA/T 2000.156; what we are not sure of goes out as 其他
OTHER_CERTIFICATE = "990"
PERSONAL = ("userName", "contactPhone", "certificateType", "certificateNo")


@dataclass(frozen=True)
class Rated:
    """What a record is made of."""

    level: str
    tags: list[str]
    words: str
    channel: str
    given_at: datetime
    times: int
    hall: Mapping[str, str]
    service: Mapping[str, Any]
    affair: Mapping[str, Any]
    person: Mapping[str, str] = field(default_factory=dict)


def record(rated: Rated, *, with_person: bool) -> dict[str, Any]:
    """One push record. Without the person, their four fields stay empty."""
    service, affair = rated.service, rated.affair
    return {
        "departmentCode": affair.get("department_code", ""),
        "departmentName": affair.get("department", ""),
        "evalProcess": PROCESSES.get(service["queue_kind"], "受理"),
        "evalTime": moment(rated.given_at),
        "evalTimes": rated.times,
        "evalChannel": CHANNELS[RatingChannel(rated.channel)],
        "satisfaction": codes.to_gbt_39046(rated.level),
        "satisfactionEvaluator": codes.to_evaluator(rated.level),
        "evalDetail": ",".join(rated.tags),
        "evalDetailName": ",".join(TAGS[rated.level].get(tag, tag) for tag in rated.tags),
        "evalContent": rated.words,
        "hallCode": rated.hall["code"],
        "hallName": rated.hall["name"],
        "areaCode": rated.hall["area_code"],
        "affairSerialNo": affair.get("serial", ""),
        "affairCode": affair.get("code", ""),
        "affairName": affair.get("name", ""),
        "affairHandleItem": affair.get("handling_item", ""),
        "affairDealOfficer": service["clerk"],
        "affairApplyTime": moment(affair.get("applied_at")),
        "affairDoneTime": moment(affair.get("done_at")),
        "userType": "1" if rated.person.get("kind") == "organisation" else "0",
        **_person(rated.person if with_person else {}),
        "windowNo": service["window"],
        "workNo": service["work_number"],
        "projectType": affair.get("project_type", ""),
        "serviceName": service["queue"],
        "serviceNumber": service["number"],
        "serviceTime": moment(service["ended_at"]),
        "remark": "",
    }


def _person(person: Mapping[str, str]) -> dict[str, str]:
    if not person:
        return dict.fromkeys(PERSONAL, "")
    kind = CERTIFICATES.get(person["id_type"], OTHER_CERTIFICATE)
    return {
        "userName": person["name"],
        "contactPhone": person["phone"],
        "certificateType": kind,
        "certificateNo": person["id_number"],
    }


def moment(at: datetime | None) -> str:
    """A moment as the exchange writes it."""
    return f"{at:%Y-%m-%d %H:%M:%S}" if at else ""
