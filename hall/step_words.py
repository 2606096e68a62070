"""The official word of each verb a step may carry."""

from collections.abc import Mapping
from functools import lru_cache
from importlib import import_module

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist

from hall.kernel.moves import Move

WORDS = {
    "register": "登记申请人",
    "update_contact": "更新联系方式",
    "override_identity_check": "豁免证件号码校验",
    "reveal": "查看个人信息",
    "register_agency": "登记代办",
    "take_consent": "记录沿用同意",
    "withdraw_consent": "撤回沿用同意",
    "add_scan": "收取扫描件",
    "remove_scan": "移除扫描件",
    "make_scan_link": "出示扫码上传",
    "look_up_licence": "调取共享证照",
    "change_password": "修改密码",
    "open_account": "开设账号",
    "change_account": "更改账号（角色、部门、启用）",
    "verify_chain": "校验链条",
    "set_day": "修改工作日历",
    "change_calendar": "工作日历变动",
    "register_device": "登记设备",
    "change_device": "更改设备",
    "rotate_device_key": "换发设备令牌",
    "revoke_device": "停用设备",
    "mute_device": "区域静音",
    "unmute_device": "恢复声音",
    "add": "新增",
    "change": "修改",
    "describe": "更新事项说明",
    "begin_matter": "新增事项",
    "propose_description": "提出事项说明修改",
    "draft": "编制",
    "propose_exception": "提出兜底条款例外",
    "invite": "邀请评价",
    "answer_questions": "回答情形引导",
    "receive_complaint": "登记投诉建议",
    "take_down": "登记办不成事",
    "raise_improvement": "提出改进单",
    "set_limit": "设定办理期限",
    "save_template": "保存答复模板",
    "reveal_complainant": "查看反映人信息",
    "set_rating_rules": "修改好差评期限",
    "invite_by_message": "短信邀评",
    "opt_out": "退订邀评",
    "set_hours": "修改服务时间",
    "close_hall_for_a_day": "安排停止服务日",
    "drop_special_day": "撤销特别安排",
    "set_rules": "修改预约与闭厅规则",
    "change_window_kind": "修改窗口类别",
    "set_staffing": "修改放号计划",
    "close_slot": "关闭预约时段",
    "reopen_slot": "重新开放预约时段",
    "book": "预约",
    "remind": "提醒预约",
    "keep_waiting": "闭厅后继续等候，办完为止",
    "export_ratings": "导出评价上报数据",
}


@lru_cache(maxsize=1)
def all_words() -> Mapping[str, str]:
    """Labels of all verbs in the state tables of the installed apps, and of the acts that change no state."""
    words = dict(WORDS)
    for config in apps.get_app_configs():
        try:
            states = import_module(f"{config.name}.states")
        except ModuleNotFoundError:
            continue
        for table in vars(states).values():
            if isinstance(table, dict) and table and all(isinstance(move, Move) for move in table.values()):
                words.update({verb: move.label for verb, move in table.items() if move.label})
    return words


def word_for(verb: str) -> str:
    """The verb in Chinese, or as it is when no table names it."""
    return all_words().get(verb, verb)


@lru_cache(maxsize=100)
def thing_for(subject_type: str) -> str:
    """What kind of thing a step is about, in Chinese."""
    try:
        return str(apps.get_model(subject_type)._meta.verbose_name)
    except LookupError:
        return subject_type


@lru_cache(maxsize=400)
def state_for(subject_type: str, state: str) -> str:
    """A state of such a thing, in Chinese."""
    try:
        field = apps.get_model(subject_type)._meta.get_field("state")
    except (LookupError, FieldDoesNotExist):
        return state
    return str(dict(getattr(field, "flatchoices", ())).get(state, state))
