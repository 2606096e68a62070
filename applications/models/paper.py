"""Where results lie and how they travel: shelves, lockers, the post; and who was reminded."""

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from hall.kernel.models import HallScoped

STAYS = models.Q(opened_at=None, taken_back_at=None)


class Shelf(HallScoped):
    """A shelf behind the issuing counter with numbered slots."""

    code = models.CharField("架号", max_length=8)
    slots = models.PositiveSmallIntegerField("格数")
    place = models.CharField("位置", max_length=60, blank=True)
    in_use = models.BooleanField("启用", default=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "出件架"
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["hall", "code"], name="shelf_code_unique_in_hall")]

    @property
    def room(self) -> int:
        """How many results it holds."""
        return self.slots

    @property
    def name(self) -> str:
        """What a clerk calls it."""
        return f"{self.code} 架"

    def __str__(self) -> str:
        return self.code


class Locker(HallScoped):
    """A locker from which results are fetched with a code, also when the hall is closed."""

    code = models.SlugField("柜号", max_length=8)
    boxes = models.PositiveSmallIntegerField("箱格数")
    place = models.CharField("位置", max_length=80)
    hours = models.PositiveSmallIntegerField("保管小时", default=72)
    in_use = models.BooleanField("启用", default=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "自助柜"
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["hall", "code"], name="locker_code_unique_in_hall")]

    @property
    def room(self) -> int:
        """How many results it holds."""
        return self.boxes

    @property
    def name(self) -> str:
        """What a clerk calls it."""
        return f"{self.code} 柜"

    def __str__(self) -> str:
        return self.code


class LockerStay(HallScoped):
    """One result in one box: put in, then opened with the code, or expired and taken back."""

    result = models.ForeignKey("applications.Result", on_delete=models.PROTECT, related_name="locker_stays")
    locker = models.ForeignKey(Locker, on_delete=models.PROTECT, related_name="stays")
    box = models.PositiveSmallIntegerField("箱格")
    put_in_at = models.DateTimeField("放入时间")
    put_in_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField("保管到")
    expired_at = models.DateTimeField("到期时间", null=True, blank=True)
    opened_at = models.DateTimeField("取出时间", null=True, blank=True)
    taken_back_at = models.DateTimeField("取回时间", null=True, blank=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = "存柜记录"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["locker", "box"], condition=STAYS, name="one_result_in_a_box"),
            models.UniqueConstraint(fields=["result"], condition=STAYS, name="a_result_lies_in_one_box"),
        ]

    def __str__(self) -> str:
        return f"{self.locker} 柜 {self.box} 格"


class Posting(HallScoped):
    """One sending by post: carrier and number, then received or come back."""

    result = models.ForeignKey("applications.Result", on_delete=models.PROTECT, related_name="postings")
    carrier = models.CharField("承运人", max_length=40)
    tracking_number = models.CharField("运单号", max_length=40)
    posted_at = models.DateTimeField("交寄时间")
    posted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    arrived_at = models.DateTimeField("签收登记时间", null=True, blank=True)
    received_by = models.CharField("签收人", max_length=60, blank=True, default="")
    returned_at = models.DateTimeField("退件收回时间", null=True, blank=True)
    return_reason = models.CharField("退件原因", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = "邮寄记录"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["result"], condition=models.Q(arrived_at=None, returned_at=None), name="one_posting_on_its_way"
            ),
            models.CheckConstraint(
                condition=~models.Q(carrier="") & ~models.Q(tracking_number=""), name="posting_has_carrier_and_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.carrier} {self.tracking_number}"


class Reminder(HallScoped):
    """That a person was reminded of a result after so many days; once for each."""

    result = models.ForeignKey("applications.Result", on_delete=models.PROTECT, related_name="reminders")
    days = models.PositiveSmallIntegerField("第几天")
    sent_at = models.DateTimeField("提醒时间")

    class Meta:
        verbose_name = verbose_name_plural = "领取提醒"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["result", "days"], name="reminded_once_for_each_age")]

    def __str__(self) -> str:
        return f"第{self.days}天提醒"
