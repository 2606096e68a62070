"""What can go wrong with promises and automatic rules, in words that say what to do next."""

from hall.kernel.errors import NotPermitted, RuleBroken, StateConflict


class MatterExcluded(RuleBroken):
    code = "applications.matter_excluded"
    message = "“{matter}”涉及{field}，依法不适用告知承诺（{basis}）。请选“有”或“缺”。"


class PersonExcluded(RuleBroken):
    code = "applications.person_excluded"
    message = "申请人在不适用承诺名单中（{ground}，{since}列入，依据{document}），信用修复前不能容缺或告知承诺。请选“有”或“缺”。"


class NoPromise(StateConflict):
    code = "applications.no_promise"
    message = "本件没有正在生效的告知承诺，不需要撤回。"


class VerificationOver(StateConflict):
    code = "applications.verification_over"
    message = "这项核查已经了结（{state}），不能再改。"


class RemedyDayPast(RuleBroken):
    code = "applications.remedy_day_past"
    message = "整改期限应在明天或以后，请重新填写。"


class RemedyNotOver(RuleBroken):
    code = "applications.remedy_not_over"
    message = "整改期限（{due}）还没有到。期满后仍不符合的才能按“未整改”撤销；确属虚假承诺的，请选“虚假承诺”。"


class HearingMissing(RuleBroken):
    code = "applications.hearing_missing"
    message = "撤销前应当听取陈述、申辩，请写明听取的情况；当事人放弃的，写明何时告知、如何放弃。"


class RevokedAlready(StateConflict):
    code = "applications.revoked_already"
    message = "本件的决定已于{when}撤销。"


class NothingToRevoke(StateConflict):
    code = "applications.nothing_to_revoke"
    message = "本件没有已经送出的准予决定，不需要撤销。"


class ResultRevoked(StateConflict):
    code = "applications.result_revoked"
    message = "这些办件的决定已经撤销，不能发放：{numbers}。请将结果退回审批部门。"


class ExcludedAlready(StateConflict):
    code = "applications.excluded_already"
    message = "此人已因同一原因在名单中（{since}列入）。"


class NotExcluded(StateConflict):
    code = "applications.not_excluded"
    message = "这条记录已经修复，不能再改。"


class DocumentMissing(RuleBroken):
    code = "applications.document_missing"
    message = "请写明依据的文书名称和文号。"


class RulesFaulty(RuleBroken):
    code = "applications.rules_faulty"
    message = "规则还不能使用：{problems}"


class RulesNeedInstantMatter(RuleBroken):
    code = "applications.rules_need_instant_matter"
    message = "“{matter}”不是即办件，不能编制秒批规则；先把办件类型改为即办件并发布新标准。"


class RulesDraftWaits(StateConflict):
    code = "applications.rules_draft_waits"
    message = "“{matter}”已有一版规则等待审核，请先审核或退回。"


class OwnRules(NotPermitted):
    code = "applications.own_rules"
    message = "规则由您编制，应由另一人审核发布。"


class AutomaticallyReviewed(StateConflict):
    code = "applications.automatically_reviewed"
    message = "这件秒批决定已经抽查过了。"
