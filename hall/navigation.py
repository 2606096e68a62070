"""Navigation by role: which pages a member of staff finds in the top bar."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from hall.models import StaffMember
from hall.roles import Role


@dataclass(frozen=True)
class Entry:
    label: str
    url_name: str
    roles: tuple[Role, ...]


GRIEVANCES = (
    Role.WINDOW_CLERK,
    Role.ISSUING_CLERK,
    Role.GUIDE,
    Role.APPROVER,
    Role.HALL_MANAGER,
    Role.SUPERVISOR,
)
CATALOGUE_PEOPLE = (Role.CATALOGUE_EDITOR, Role.CATALOGUE_REVIEWER, Role.CATALOGUE_PUBLISHER, Role.SUPERVISOR)
ENTRIES = (
    Entry("工作台", "workbench", (Role.WINDOW_CLERK, Role.ISSUING_CLERK)),
    Entry("大厅概况", "hall-overview", (Role.HALL_MANAGER, Role.SUPERVISOR)),
    Entry("窗口看板", "window-board", (Role.HALL_MANAGER, Role.SUPERVISOR)),
    Entry("叫号统计", "queue-figures", (Role.HALL_MANAGER, Role.SUPERVISOR)),
    Entry("导办取号", "guide-desk", (Role.GUIDE, Role.HALL_MANAGER)),
    Entry("预约", "guide-appointments", (Role.GUIDE, Role.HALL_MANAGER)),
    Entry("放号计划", "slot-plan", (Role.HALL_MANAGER, Role.SUPERVISOR)),
    Entry("日终收尾", "day-end", (Role.HALL_MANAGER, Role.SUPERVISOR)),
    Entry("审批", "inbox", (Role.APPROVER,)),
    Entry("签批管理", "department-authorisations", (Role.APPROVER, Role.DEPARTMENT_HEAD, Role.HALL_MANAGER)),
    Entry("承诺核查", "promises", (Role.APPROVER, Role.SUPERVISOR)),
    Entry("秒批抽查", "rules-reviews", (Role.APPROVER,)),
    Entry("再次告知", "second-notices", (Role.SUPERVISOR,)),
    Entry("受理统计", "intake-figures", (Role.HALL_MANAGER, Role.SUPERVISOR)),
    Entry("我的提醒", "warnings", (Role.APPROVER, Role.WINDOW_CLERK, Role.ISSUING_CLERK)),
    Entry("督查督办", "supervision", (Role.SUPERVISOR, Role.HALL_MANAGER)),
    Entry("统一出件", "issuing", (Role.ISSUING_CLERK, Role.HALL_MANAGER)),
    Entry("结果流转", "papers", (Role.ISSUING_CLERK, Role.HALL_MANAGER)),
    Entry("出件架和柜", "storage", (Role.HALL_MANAGER,)),
    Entry("网上补交", "sent-in", (Role.WINDOW_CLERK,)),
    Entry("文书登记簿", "documents", (Role.HALL_MANAGER, Role.SUPERVISOR, Role.AUDITOR)),
    Entry("投诉建议", "complaints", GRIEVANCES),
    Entry("办不成事", "unresolved", GRIEVANCES),
    Entry("改进单", "improvements", (Role.APPROVER, Role.HALL_MANAGER, Role.SUPERVISOR, Role.SYSTEM_ADMIN)),
    Entry("差评整改", "rectifications", (Role.HALL_MANAGER, Role.SUPERVISOR)),
    Entry("涉及差评", "department-ratings", (Role.APPROVER,)),
    Entry("评价统计", "figures", (Role.HALL_MANAGER, Role.SUPERVISOR)),
    Entry("小票打印机", "printers", (Role.HALL_MANAGER, Role.GUIDE)),
    Entry("消息", "messages", (Role.HALL_MANAGER,)),
    Entry("设备", "devices", (Role.HALL_MANAGER, Role.SYSTEM_ADMIN)),
    Entry("人员", "staff-list", (Role.HALL_MANAGER, Role.SYSTEM_ADMIN)),
    Entry("办理记录", "steps", (Role.AUDITOR, Role.SUPERVISOR)),
    Entry("工作日历", "calendar", (Role.SYSTEM_ADMIN,)),
    Entry("系统健康", "health", (Role.HALL_MANAGER, Role.SYSTEM_ADMIN)),
    Entry("事项编制", "catalogue-desk", CATALOGUE_PEOPLE[:3]),
    Entry("秒批规则", "rules-desk", (*CATALOGUE_PEOPLE, Role.DEPARTMENT_HEAD)),
    Entry("兜底条款检查", "catalogue-gate", CATALOGUE_PEOPLE),
    Entry("目录导入", "catalogue-imports", (*CATALOGUE_PEOPLE, Role.AUDITOR)),
    Entry("目录统计", "catalogue-figures", (*CATALOGUE_PEOPLE, Role.HALL_MANAGER, Role.AUDITOR)),
    Entry("事项", "matters", tuple(Role)),
    Entry("完整度", "completeness", (Role.CATALOGUE_EDITOR, Role.CATALOGUE_REVIEWER, Role.CATALOGUE_PUBLISHER)),
    Entry("清单", "matter-lists", CATALOGUE_PEOPLE),
    Entry("同义词", "synonyms", (Role.CATALOGUE_EDITOR, Role.CATALOGUE_REVIEWER, Role.CATALOGUE_PUBLISHER)),
)


HOMES = (
    (Role.WINDOW_CLERK, "workbench"),
    (Role.ISSUING_CLERK, "issuing"),
    (Role.APPROVER, "inbox"),
    (Role.DEPARTMENT_HEAD, "department-authorisations"),
    (Role.GUIDE, "guide-desk"),
    (Role.HALL_MANAGER, "hall-overview"),
    (Role.SUPERVISOR, "hall-overview"),
    (Role.AUDITOR, "steps"),
    (Role.SYSTEM_ADMIN, "staff-list"),
    (Role.CATALOGUE_EDITOR, "catalogue-desk"),
    (Role.CATALOGUE_REVIEWER, "catalogue-desk"),
    (Role.CATALOGUE_PUBLISHER, "catalogue-desk"),
    (Role.KIOSK, "kiosk"),
    (Role.DISPLAY, "display"),
    (Role.PAD, "pad"),
)


def home_of(person: StaffMember) -> str:
    """The page a person starts at, by their first role that has one; nothing when none is built in."""
    for role, url_name in HOMES:
        if person.has_role(role):
            address = _address(url_name, person)
            if address:
                return address
    return next((address for _, address in entries_for(person)), "")


def _address(url_name: str, person: StaffMember) -> str:
    places: tuple[list[str], ...] = ([], [person.hall.code] if person.hall else [])
    for place in places:
        try:
            return reverse(url_name, args=place)
        except NoReverseMatch:
            continue
    return ""


def entries_for(person: StaffMember) -> list[tuple[str, str]]:
    """Label and address of each page this person works with; pages not built in are left out."""
    found = []
    for entry in ENTRIES:
        if person.has_role(*entry.roles):
            try:
                found.append((entry.label, reverse(entry.url_name)))
            except NoReverseMatch:
                continue
    return found
