"""What messages say on a result's way to the person: label, words, how long they are worth sending, an example, by law."""

from collections.abc import Mapping
from datetime import timedelta

DAYS = timedelta(days=1)
_CASE = {"matter": "食品经营许可（首次申请）", "number": "BJ260921-00012-4", "due": "10月12日"}

RESULTS: dict[str, tuple[str, str, timedelta, Mapping[str, str], bool]] = {
    "result_coming": (
        "结果制作中",
        "“{matter}”已决定，结果最迟{due}可领取，到窗口再发短信。编号{number}。",
        2 * DAYS,
        _CASE,
        True,
    ),
    "result_ready": (
        "结果待领取",
        "“{matter}”{number}可领[，取件码{code}]。凭证件或码[于{due}前]窗口取。",
        2 * DAYS,
        {**_CASE, "code": "3829 0417"},
        True,
    ),
    "result_in_locker": (
        "结果已放入自助柜",
        "“{matter}”结果在{place}{box}格，取件码{code}，请于{due}前取出。",
        2 * DAYS,
        {**_CASE, "place": "L1柜", "box": "12", "code": "3829 0417", "due": "10月12日16时"},
        True,
    ),
    "locker_expired": (
        "自助柜保管到期",
        "“{matter}”结果在自助柜保管到期，已转出件窗口，编号{number}。请带证件领取。",
        2 * DAYS,
        _CASE,
        True,
    ),
    "result_posted": (
        "结果已寄出",
        "“{matter}”结果已寄出，{carrier}{tracking}，编号{number}。",
        2 * DAYS,
        {**_CASE, "carrier": "邮政EMS", "tracking": "EZ123456789CN"},
        True,
    ),
    "result_post_back": (
        "邮件退回",
        "“{matter}”邮件被退回，结果在出件窗口，编号{number}。请来领取或改地址后重寄。",
        2 * DAYS,
        _CASE,
        True,
    ),
    "result_electronic": (
        "电子结果可下载",
        "“{matter}”电子结果已出，编号{number}。请查进度并验证手机后下载签收。",
        2 * DAYS,
        _CASE,
        True,
    ),
    "collect_reminder": (
        "提醒领取",
        "提醒：“{matter}”结果等您领取，编号{number}。请带证件到出件窗口，或改邮寄。",
        2 * DAYS,
        _CASE,
        False,
    ),
    "result_returned": (
        "久未领取退回部门",
        "“{matter}”久未领取，已退回部门，编号{number}。领取请致电{phone}。",
        2 * DAYS,
        {**_CASE, "phone": "010-55000000"},
        True,
    ),
    "way_changed": (
        "领取方式已改",
        "“{matter}”改为{way}，编号{number}。非本人操作请电{phone}。",
        2 * DAYS,
        {**_CASE, "way": "邮寄", "phone": "010-55000000"},
        True,
    ),
    "phone_proof": (
        "办件手机验证",
        "验证码{code}，10分钟内有效，用于办件{number}。请勿告诉他人。",
        timedelta(minutes=10),
        {"code": "382904", "number": "BJ260921-00012-4"},
        True,
    ),
    "sent_in_back": (
        "网上补交须重传",
        "“{matter}”网上补交须重传，编号{number}。请凭编号看说明[，于{due}前补交]。",
        2 * DAYS,
        _CASE,
        True,
    ),
    "withdrawn": (
        "撤回办理",
        "“{matter}”已按书面要求撤回，编号{number}。如非您的意思，请尽快到综合窗口。",
        2 * DAYS,
        _CASE,
        True,
    ),
}
