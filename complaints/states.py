"""States of ratings, of what a bad rating sets going, and of appeals against one."""

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


class RectificationState(models.TextChoices):
    """What became of a bad rating: somebody speaks to the rater, mends it, calls back, and says it is over."""

    OPENED = "opened", "待联系"
    CONTACTED = "contacted", "整改中"
    RECTIFIED = "rectified", "待回访"
    CALLED_BACK = "called_back", "已回访"
    CLOSED = "closed", "差评办结"


R = RectificationState

# No move leads from a clock to an end: a person closes, and only after the call-back.
RECTIFICATION_MOVES = {
    "open_rectification": Move(set(), R.OPENED, "差评立项"),
    "miss_rater": Move({R.OPENED}, None, "联系未接通"),
    "contact_rater": Move({R.OPENED}, R.CONTACTED, "联系核实"),
    "rectify": Move({R.CONTACTED}, R.RECTIFIED, "完成整改"),
    "miss_call_back": Move({R.RECTIFIED}, None, "回访未接通"),
    "rate_again": Move({R.RECTIFIED, R.CALLED_BACK}, None, "再次评价"),
    "call_back": Move({R.RECTIFIED}, R.CALLED_BACK, "回访"),
    "send_back": Move({R.CALLED_BACK}, R.CONTACTED, "退回重新整改"),
    "close_rectification": Move({R.CALLED_BACK}, R.CLOSED, "差评办结"),
    "close_unreached": Move({R.RECTIFIED}, R.CLOSED, "回访不到办结"),
    "mark_contact_late": Move({R.OPENED}, None, "联系超期告警"),
    "mark_rectify_late": Move({R.OPENED, R.CONTACTED}, None, "整改超期告警"),
}


class AppealState(models.TextChoices):
    """An appeal (申诉) against a bad rating: lodged by the window's or the department's side, decided by a supervisor."""

    LODGED = "lodged", "申诉待审"
    UPHELD = "upheld", "申诉成立"
    REJECTED = "rejected", "申诉不成立"


APPEAL_MOVES = {
    "lodge_appeal": Move(set(), AppealState.LODGED, "提出差评申诉"),
    "uphold_appeal": Move({AppealState.LODGED}, AppealState.UPHELD, "申诉成立，不计入评分"),
    "reject_appeal": Move({AppealState.LODGED}, AppealState.REJECTED, "申诉不成立"),
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
    PHONE = "phone", "手机网页"
    CALL = "call", "电话回访"
    API = "api", "接口"
