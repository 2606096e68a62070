"""Who works here: the roles of staff, devices and system persons."""

from django.db import models


class Role(models.TextChoices):
    """Roles a member of staff (or a device) holds; one person may hold several."""

    WINDOW_CLERK = "window_clerk", "综合窗口人员"
    DUTY_LEAD = "duty_lead", "带班组长"
    GUIDE = "guide", "导办人员"
    APPROVER = "approver", "审批人员"
    DEPARTMENT_HEAD = "department_head", "部门负责人"
    ISSUING_CLERK = "issuing_clerk", "出件窗口人员"
    CATALOGUE_EDITOR = "catalogue_editor", "事项编制人员"
    CATALOGUE_REVIEWER = "catalogue_reviewer", "事项审核人员"
    CATALOGUE_PUBLISHER = "catalogue_publisher", "事项发布人员"
    HALL_MANAGER = "hall_manager", "大厅管理员"
    SUPERVISOR = "supervisor", "督查人员"
    AUDITOR = "auditor", "审计人员"
    SYSTEM_ADMIN = "system_admin", "系统管理员"
    KIOSK = "kiosk", "取号机"
    DISPLAY = "display", "显示屏"
    PAD = "pad", "评价器"
    SYSTEM = "system", "系统"


MACHINES = (Role.KIOSK, Role.DISPLAY, Role.PAD)
