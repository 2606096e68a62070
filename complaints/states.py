"""States of a rating."""

from django.db import models

from complaints.complaint_states import COMPLAINT_MOVES, ComplaintState
from complaints.unresolved_states import CASE_MOVES, IMPROVEMENT_MOVES, CaseState, ImprovementState
from hall.kernel.moves import Move

TABLES_OF_COMPLAINTS = (COMPLAINT_MOVES, CASE_MOVES, IMPROVEMENT_MOVES)
STATES_OF_COMPLAINTS = (ComplaintState, CaseState, ImprovementState)


class RatingState(models.TextChoices):
    """Invited, given, or timed out: a time-out is "not rated", never "satisfied"."""

    INVITED = "invited", "待评价"
    GIVEN = "given", "已评价"
    TIMED_OUT = "timed_out", "未评价"


S = RatingState

RATING_MOVES = {
    "rate": Move({S.INVITED}, S.GIVEN, "评价"),
    "time_out": Move({S.INVITED}, S.TIMED_OUT, "超时"),
}


class RatingLevel(models.TextChoices):
    """Five levels by name; the standards number them in opposite directions, so numbers are mapped at the border."""

    VERY_SATISFIED = "very_satisfied", "非常满意"
    SATISFIED = "satisfied", "满意"
    BASICALLY_SATISFIED = "basically_satisfied", "基本满意"
    DISSATISFIED = "dissatisfied", "不满意"
    VERY_DISSATISFIED = "very_dissatisfied", "非常不满意"


BAD_LEVELS = (RatingLevel.DISSATISFIED, RatingLevel.VERY_DISSATISFIED)


class RatingChannel(models.TextChoices):
    """Where the answer was given."""

    PAD = "pad", "窗口评价器"
    SMS = "sms", "短信"
    QR = "qr", "二维码"
    KIOSK = "kiosk", "自助机"
    API = "api", "接口"
