"""States of automatic rules (秒批规则) and of the verification of a promise (承诺核查), with their moves."""

from django.db import models

from hall.kernel.moves import Move


class RuleSetState(models.TextChoices):
    """Rules of a matter: drafted by one person, published by another; replaced by the next version or stopped."""

    DRAFT = "draft", "待审核"
    REJECTED = "rejected", "已退回"
    PUBLISHED = "published", "施行中"
    REPLACED = "replaced", "已被新版替换"
    STOPPED = "stopped", "已停用"


R = RuleSetState

RULE_MOVES = {
    "publish_rules": Move({R.DRAFT}, R.PUBLISHED, "发布秒批规则"),
    "reject_rules": Move({R.DRAFT}, R.REJECTED, "退回秒批规则"),
    "replace_rules": Move({R.PUBLISHED}, R.REPLACED, "替换秒批规则"),
    "stop_rules": Move({R.PUBLISHED}, R.STOPPED, "停用秒批规则"),
}

RULE_ACTS = {
    "draft_rules": Move(set(), None, "编制秒批规则"),
    "apply_rules": Move(set(), None, "秒批规则判定"),
    "review_automatic": Move(set(), None, "抽查秒批决定"),
}


class VerificationState(models.TextChoices):
    """What became of a promise after the decision it carried."""

    PENDING = "pending", "待核查"
    REMEDY = "remedy", "限期整改中"
    MET = "met", "已履行承诺"
    REVOKED = "revoked", "已撤销决定"


V = VerificationState

VERIFICATION_MOVES = {
    "verify_met": Move({V.PENDING, V.REMEDY}, V.MET, "承诺核查属实"),
    "order_remedy": Move({V.PENDING}, V.REMEDY, "责令限期整改"),
    "revoke_unmet": Move({V.REMEDY}, V.REVOKED, "整改后仍不符合，撤销决定"),
    "revoke_false": Move({V.PENDING, V.REMEDY}, V.REVOKED, "虚假承诺，撤销决定"),
}

PROMISE_ACTS = {
    "promise": Move(set(), None, "作出书面承诺"),
    "revoke": Move(set(), None, "撤销决定"),
    "exclude_person": Move(set(), None, "列入不适用告知承诺、容缺的名单"),
    "repair_credit": Move(set(), None, "信用修复，移出名单"),
    "set_promise_rule": Move(set(), None, "设定事项的告知承诺规则"),
}
