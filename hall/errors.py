"""Refusals of the base app, each in words that say what to do next."""

from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hall.kernel.errors import DomainError, NotFound, RuleBroken, StateConflict

IDENTITY_PROBLEMS = {
    "missing": _("请填写证件号码。"),
    "unknown_type": _("请选择证件类型。"),
    "length": _("号码位数不对：应为 18 位，请逐位核对后重新输入。"),
    "first_generation": _("这是 15 位的第一代居民身份证号码，已停止使用；请出示第二代居民身份证，输入 18 位号码。"),
    "characters": _("号码中有不应出现的字符，请核对证件后重新输入。"),
    "check_digit": _("号码校验不通过：可能输错了一位，请逐位核对后重新输入。"),
    "birth_date": _("号码中的出生日期不存在，请核对第 7 至 14 位。"),
    "born_in_future": _("号码中的出生日期晚于今天，请核对第 7 至 14 位。"),
    "is_hmt_residence": _("这是港澳台居民居住证号码，请把证件类型改为“港澳台居民居住证”。"),
    "is_foreign_permanent": _("这是外国人永久居留身份证号码，请把证件类型改为“外国人永久居留身份证”。"),
    "not_hmt_residence": _("港澳台居民居住证号码以 81、82 或 83 开头，请核对号码或证件类型。"),
    "not_foreign_permanent": _("外国人永久居留身份证为 9 开头的 18 位号码，或旧证的 15 位号码，请核对。"),
    "passport": _("护照号码为 5 至 20 位字母和数字，请核对资料页右上角的号码。"),
    "travel_permit": _("来往内地（大陆）通行证号码有误：港澳居民为 H 或 M 加 8 位数字，台湾居民为 8 位数字，请核对。"),
    "override_length": _("号码应为 4 至 32 位字母和数字，请核对证件后重新输入。"),
}


class InvalidIdentityNumber(RuleBroken):
    """The number cannot be one of this kind of document; `problem` says why (a key of `IDENTITY_PROBLEMS`)."""

    code = "hall.invalid_identity_number"
    field = "id_number"

    def __init__(self, problem: str, **data: Any) -> None:
        super().__init__(problem=problem, field=self.field, **data)

    @property
    def words(self) -> str:
        return str(IDENTITY_PROBLEMS[self.data["problem"]])


class InvalidName(RuleBroken):
    code = "hall.invalid_name"
    message = _("请填写姓名或名称（1 至 200 个字），不要包含换行等控制字符。")


class InvalidPhone(RuleBroken):
    code = "hall.invalid_phone"
    message = _("电话号码有误：请填写 11 位手机号，或带区号的固定电话。")


class ReasonMissing(RuleBroken):
    code = "hall.reason_missing"
    message = _("请填写理由（至少 2 个字）；理由会与您的姓名、时间一起留存。")


class HallNotFound(NotFound):
    code = "hall.hall_not_found"
    message = _("没有这个大厅，请核对网址，或回到首页重新选择。")


class KeyReused(StateConflict):
    code = "hall.key_reused"
    message = _("这个幂等键（Idempotency-Key）已用于另一次内容不同的请求；请换一个新的键再提交。")


class KeyInvalid(RuleBroken):
    code = "hall.key_invalid"
    message = _("幂等键（Idempotency-Key）应为 8 至 128 个可见字符，请更换后重试。")


class LoginFailed(DomainError):
    """Unknown account, wrong password and disabled account look the same."""

    status = 401
    code = "hall.login_failed"
    message: ClassVar[str | Promise] = _("账号或密码不正确，请重新输入；连续输错 5 次，账号将锁定 30 分钟。")


class UnknownProvider(NotFound):
    code = "hall.unknown_provider"
    message = _("没有这个短信通道，请刷新页面。")


class MessageNotToResend(StateConflict):
    code = "hall.message_not_to_resend"
    message = _("这条短信当前为“{state}”，不需要重发。")


class MessageResentAlready(StateConflict):
    code = "hall.message_resent_already"
    message = _("这条短信已经重发过一次，不能再发；如仍需告知，请打电话。")


class MessageTooOld(StateConflict):
    code = "hall.message_too_old"
    message = _("这条短信说的事已经过去（{label}只在{minutes}分钟内有用），不能再发；如需告知，请打电话。")


class VolumesUnreadable(RuleBroken):
    code = "hall.volumes_unreadable"
    message = "分时音量“{piece}”看不懂：每段写成“8-12:70”（8 点到 12 点，音量 70），段与段之间用空格分开，小时 0–24，音量 0–100。"


class DeviceNotFound(NotFound):
    code = "hall.device_not_found"
    message = "没有这台设备，请回到设备列表重新选择。"


class DeviceCodeTaken(StateConflict):
    code = "hall.device_code_taken"
    message = "编码“{code}”已被使用，请换一个编码（同一大厅内不能重复）。"


class DeviceRevoked(StateConflict):
    code = "hall.device_revoked"
    message = "“{name}”已停用；要重新使用，请先“换发令牌”。"


class DeviceTokenUnknown(DomainError):
    """Unknown, replaced and revoked tokens look the same."""

    status = 403
    code = "hall.device_token_unknown"
    message: ClassVar[str | Promise] = (
        "设备令牌无效、已更换或已停用；请大厅管理员在“设备”页换发令牌，并把新的启动地址设到这台机器上。"
    )


class DevicePlaceMissing(RuleBroken):
    code = "hall.device_place_missing"
    message = "窗口屏和评价器要选窗口，区域屏要选区域；请补选后再保存。"


class HoursOverlap(RuleBroken):
    code = "hall.hours_overlap"
    message = _("服务时段有误：每段的开始要早于结束，各段之间不能重叠；请改正后再保存。")


class DayIsOver(RuleBroken):
    code = "hall.day_is_over"
    message = _("{day} 已经过去，不能再改；请选择今天或以后的日期。")


class OfficialListUnfit(RuleBroken):
    code = "hall.official_list_unfit"
    message = "放假安排还不能导入：{problems}"


class SentTooMuch(RuleBroken):
    """413: a request larger than anything a person has to send; refused before a byte of it is read."""

    status = 413
    code = "hall.sent_too_much"
    message = _("一次提交的内容超过 {most} MB，没有接收；请分几次上传。")


class RecordTooLong(RuleBroken):
    code = "hall.record_too_long"
    message = "记录已有 {sealed} 条，在网页上逐条校验要几分钟，没有开始。请系统管理员运行 manage.py verify_steps，每百万条约十秒，结果会显示在本页。"
