"""Ratings (好差评): once for each service, nothing preset."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from complaints.states import RatingChannel, RatingLevel, RatingState
from hall.kernel.models import HallScoped


class Rating(HallScoped):
    """The invitation to rate one service, and the answer. The rated clerk never learns who rated."""

    service = models.OneToOneField("queueing.Service", on_delete=models.PROTECT, related_name="+")
    window = models.ForeignKey("hall.Window", on_delete=models.PROTECT, related_name="+")
    token_digest = models.CharField("凭证摘要", max_length=64, unique=True)
    state = models.CharField("状态", max_length=12, choices=RatingState.choices, default=RatingState.INVITED)
    level = models.CharField("满意度", max_length=24, choices=RatingLevel.choices, blank=True)
    tags = ArrayField(models.CharField(max_length=4), verbose_name="国家标签", default=list, blank=True)
    words = models.CharField("意见", max_length=500, blank=True)
    evidence = models.JSONField("系统核对", default=list, blank=True, help_text="可核对的标签自动附上的证据")
    channel = models.CharField("渠道", max_length=12, blank=True)
    invited_at = models.DateTimeField("邀评时间")
    expires_at = models.DateTimeField("有效期至")
    given_at = models.DateTimeField("评价时间", null=True, blank=True)
    sms_at = models.DateTimeField("短信邀评时间", null=True, blank=True, help_text="只邀一次；为空是还没有邀过")

    class Meta:
        verbose_name = verbose_name_plural = "服务评价"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="given", given_at__isnull=False) & ~models.Q(level="")
                | ~models.Q(state="given") & models.Q(level=""),
                name="only_a_given_rating_has_a_level",
            ),
        ]

    def __str__(self) -> str:
        return f"评价{self.pk}"

    @property
    def channel_label(self) -> str:
        """The way it came, in words."""
        return str(RatingChannel(self.channel).label) if self.channel else ""
