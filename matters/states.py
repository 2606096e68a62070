"""States of a matter's version (标准的版本)."""

from django.db import models

from hall.kernel.moves import Move


class VersionState(models.TextChoices):
    """Draft → submitted → reviewed → published → replaced or withdrawn; paused blocks new intake."""

    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "待审核"
    REVIEWED = "reviewed", "审核通过"
    REJECTED = "rejected", "审核退回"
    PUBLISHED = "published", "已发布"
    PAUSED = "paused", "暂停"
    REPLACED = "replaced", "已替换"
    WITHDRAWN = "withdrawn", "已取消"
    DISCARDED = "discarded", "草稿作废"


S = VersionState

VERSION_MOVES = {
    "edit": Move({S.DRAFT, S.REJECTED}, None, "修改草稿"),
    "discard": Move({S.DRAFT, S.REJECTED}, S.DISCARDED, "作废草稿"),
    "submit": Move({S.DRAFT, S.REJECTED}, S.SUBMITTED, "提交审核"),
    "review": Move({S.SUBMITTED}, S.REVIEWED, "审核通过"),
    "reject": Move({S.SUBMITTED, S.REVIEWED}, S.REJECTED, "退回"),
    "publish": Move({S.REVIEWED}, S.PUBLISHED, "发布"),
    "pause": Move({S.PUBLISHED}, S.PAUSED, "暂停"),
    "resume": Move({S.PAUSED}, S.PUBLISHED, "恢复"),
    "replace": Move({S.PUBLISHED, S.PAUSED}, S.REPLACED, "替换"),
    "withdraw": Move({S.PUBLISHED, S.PAUSED}, S.WITHDRAWN, "取消"),
}

OPEN_STATES = (S.DRAFT, S.SUBMITTED, S.REVIEWED, S.REJECTED)
IN_FORCE = (S.PUBLISHED, S.PAUSED)
ONCE_PUBLISHED = (S.PUBLISHED, S.PAUSED, S.REPLACED, S.WITHDRAWN)


class ListState(models.TextChoices):
    """A version of a list: draft → published → replaced, or sent back."""

    DRAFT = "draft", "待复核"
    REJECTED = "rejected", "已退回"
    PUBLISHED = "published", "已发布"
    REPLACED = "replaced", "已替换"


LIST_MOVES = {
    "publish": Move({ListState.DRAFT}, ListState.PUBLISHED, "发布"),
    "reject": Move({ListState.DRAFT}, ListState.REJECTED, "退回"),
    "replace": Move({ListState.PUBLISHED}, ListState.REPLACED, "替换"),
}


class ExceptionState(models.TextChoices):
    """An exception of the publish gate: proposed → allowed or refused; an allowed one may end."""

    PROPOSED = "proposed", "待审核"
    ALLOWED = "allowed", "准许"
    REFUSED = "refused", "不准许"
    ENDED = "ended", "已终止"


E = ExceptionState

EXCEPTION_MOVES = {
    "allow_exception": Move({E.PROPOSED}, E.ALLOWED, "准许"),
    "refuse_exception": Move({E.PROPOSED}, E.REFUSED, "不准许"),
    "end_exception": Move({E.PROPOSED, E.ALLOWED}, E.ENDED, "终止"),
}


class ChangeState(models.TextChoices):
    """A change of what is said of a matter: proposed → approved or refused; or taken back."""

    PROPOSED = "proposed", "待审核"
    APPROVED = "approved", "已执行"
    REFUSED = "refused", "未通过"
    WITHDRAWN = "withdrawn", "已撤回"


_C = ChangeState

CHANGE_MOVES = {
    "approve_description": Move({_C.PROPOSED}, _C.APPROVED, "审核通过"),
    "refuse_description": Move({_C.PROPOSED}, _C.REFUSED, "不予通过"),
    "withdraw_description": Move({_C.PROPOSED}, _C.WITHDRAWN, "撤回修改"),
}


class ImportState(models.TextChoices):
    """A catalogue file: uploaded → checked → awaiting → reviewed → approved → applied; or faulty, refused, failed."""

    UPLOADED = "uploaded", "等待检查"
    CHECKING = "checking", "正在检查"
    FAULTY = "faulty", "需要更正"
    CHECKED = "checked", "检查通过"
    AWAITING = "awaiting", "待审核"
    REVIEWED = "reviewed", "待批准发布"
    APPROVED = "approved", "正在发布"
    APPLIED = "applied", "导入已发布"
    REFUSED = "refused", "审批未通过"
    FAILED = "failed", "未能完成"
    ABANDONED = "abandoned", "已放弃"


_I = ImportState

IMPORT_MOVES = {
    "begin": Move({_I.UPLOADED, _I.CHECKING}, _I.CHECKING, "开始检查"),
    "pass": Move({_I.CHECKING}, _I.CHECKED, "检查通过"),
    "find_faults": Move({_I.CHECKING}, _I.FAULTY, "查出问题"),
    "fail": Move({_I.CHECKING, _I.APPROVED}, _I.FAILED, "中止"),
    "propose": Move({_I.CHECKED}, _I.AWAITING, "提交审批"),
    "approve": Move({_I.AWAITING}, _I.REVIEWED, "审核通过"),
    "release": Move({_I.REVIEWED}, _I.APPROVED, "批准发布"),
    "apply": Move({_I.APPROVED}, _I.APPLIED, "发布"),
    "refuse": Move({_I.AWAITING, _I.REVIEWED}, _I.REFUSED, "不予批准"),
    "recheck": Move({_I.CHECKED, _I.AWAITING, _I.REVIEWED, _I.FAILED}, _I.UPLOADED, "重新检查"),
    "abandon": Move({_I.UPLOADED, _I.FAULTY, _I.CHECKED, _I.AWAITING, _I.REVIEWED, _I.FAILED}, _I.ABANDONED, "放弃"),
}


class SynonymState(models.TextChoices):
    """A word that leads to matters is in use or retired; nothing is deleted."""

    ACTIVE = "active", "使用中"
    RETIRED = "retired", "已停用"


SYNONYM_MOVES = {
    "retire": Move({SynonymState.ACTIVE}, SynonymState.RETIRED, "停用"),
    "restore": Move({SynonymState.RETIRED}, SynonymState.ACTIVE, "恢复使用"),
}
