"""What can go wrong on a result's way to the person, in words that say what to do next; what citizens see has English."""

from django.utils.translation import gettext_lazy as _

from hall.kernel.errors import NotFound, RuleBroken, StateConflict


class NoResultYet(StateConflict):
    code = "applications.no_result_yet"
    message = "{number} 还没有结果（{state}），作出决定并送到出件窗口后才能办理。"


class PaperElsewhere(StateConflict):
    code = "applications.paper_elsewhere"
    message = "{number} 的结果{place}，不能{what}；请先按现在的位置处理。"


class SlotTaken(StateConflict):
    code = "applications.slot_taken"
    message = "{shelf} 架 {slot} 格已经有结果，请换一格，或留空由系统安排。"


class NoSuchSlot(RuleBroken):
    code = "applications.no_such_slot"
    message = "没有 {shelf} 架 {slot} 格，请核对架号和格号。"


class ShelvesFull(StateConflict):
    code = "applications.shelves_full"
    message = "架上没有空格了。请先清理久未领取的结果，或登记新的出件架。"


class NoSuchLocker(NotFound):
    code = "applications.no_such_locker"
    message = "没有这个自助柜，请核对柜号。"


class LockerFull(StateConflict):
    code = "applications.locker_full"
    message = "{locker} 柜没有空格，请换一个柜，或先取回到期的结果。"


class NoSuchStore(NotFound):
    code = "applications.no_such_store"
    message = "没有编号为“{code}”的出件架或自助柜，请核对编号。"


class StoreCodeTaken(StateConflict):
    code = "applications.store_code_taken"
    message = "已经有编号为“{code}”的了（停用的也算），请换一个编号，或恢复使用停用的那个。"


class StoreHolds(StateConflict):
    code = "applications.store_holds_results"
    message = "{store}里还有 {count} 件结果（第 {where} 格），不能{what}。请先发放、取回或移走它们。"


class StoreUnfit(RuleBroken):
    code = "applications.store_unfit"
    message = "没有保存：{why}。"


class PhoneMissing(RuleBroken):
    code = "applications.phone_missing"
    message = _("收件时没有登记手机号，不能发送验证码或取件码；请带身份证件到窗口办理。")


class PickupCodeWrong(RuleBroken):
    code = "applications.pickup_code_wrong"
    message = _("取件码不对、已使用或已过期。请核对短信中最新的一条；仍打不开请带身份证件到出件窗口。")


class TooManyCodes(RuleBroken):
    status = 429
    code = "applications.too_many_codes"
    message = _("输错次数过多，请{minutes}分钟后再试，或带身份证件到出件窗口。")


class PhoneProofWrong(RuleBroken):
    code = "applications.phone_proof_wrong"
    message = _("验证码不对或已过期，请重新获取。")


class SentJustNow(RuleBroken):
    status = 429
    code = "applications.sent_just_now"
    message = _("刚发送过，请 {seconds} 秒后再试。一件申请一天最多发送 5 次。")


class WayNotOffered(RuleBroken):
    code = "applications.way_not_offered"
    message = _("这件结果不能“{way}”，可选：{offered}。")


class TooLateToChange(StateConflict):
    code = "applications.too_late_to_change"
    message = _("领取方式不能再改：{why}。需要帮助请拨打大厅电话 {phone}。")


class AddressMissing(RuleBroken):
    code = "applications.address_missing"
    message = _("邮寄须填写收件人、手机和详细地址（省市区、街道、门牌）。")


class CollectorMissing(RuleBroken):
    code = "applications.collector_missing"
    message = _("请填写代领人的姓名和证件号码。")


class ProofMissing(RuleBroken):
    code = "applications.proof_missing"
    message = "请领取人在签名板签字，或拍照，或勾选“已在纸质送达回证上签字”。"


class CarrierMissing(RuleBroken):
    code = "applications.carrier_missing"
    message = "请填写承运人和运单号（6 到 40 位字母、数字）。"


class NothingSentIn(RuleBroken):
    code = "applications.nothing_sent_in"
    message = _("还没有补交任何照片。请先为缺的材料拍照上传，再提交。")


class StillMissing(RuleBroken):
    code = "applications.still_missing"
    message = _("这些材料还没有照片：{names}。请补齐后一起提交。")


class NothingToSendIn(StateConflict):
    code = "applications.nothing_to_send_in"
    message = _("这件申请现在不需要补交材料，已经收到的都还在。")
