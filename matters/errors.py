"""What the catalogue says no to, in words."""

from django.utils.translation import gettext_lazy as _

from hall.kernel.errors import NotFound, NotPermitted, RuleBroken, StateConflict


class MatterNotFound(NotFound):
    """No matter under this code."""

    code = "matters.not_found"
    message = _("没有编码为“{matter_code}”的事项，请核对编码，或按名称重新查找。")


class MatterNotAvailable(RuleBroken):
    """The matter has no standard in force, or it is paused; `reason` says why."""

    code = "matters.not_available"
    message = _("“{matter}”暂不能办理：{reason}请选择其他事项，或到咨询台询问。")


class SamePerson(NotPermitted):
    """Drafter, reviewer and publisher must be three people."""

    code = "matters.same_person"
    message = _("“{version}”由您{act}，编制、审核、发布须由不同的人办理；请交由其他有权限的同事{verb}。")


class ReasonMissing(RuleBroken):
    """Pausing and withdrawing are explained to the public, sending back to the colleague."""

    code = "matters.reason_missing"
    message = _("请填写{verb}的理由。")


class VersionIncomplete(RuleBroken):
    """A version without materials or conditions is not a standard."""

    code = "matters.version_incomplete"
    message = _("“{version}”还不能发布：{what}。请补充后再发布。")


class CatchAllFound(RuleBroken):
    """The publish gate: no vague clause stands in a published standard."""

    code = "matters.catch_all_found"
    message = _("“{version}”不能{act}：{clauses}。请改写后再办理。")


class ListEmpty(RuleBroken):
    """A list without matters says nothing."""

    code = "matters.list_empty"
    message = _("清单里还没有事项，请至少选择一个。")


class ListWordsVague(RuleBroken):
    """The words beside a list stand before the public, too."""

    code = "matters.list_words_vague"
    message = _("清单说明不能这样写：{clauses}。")


class ListUnknownCodes(RuleBroken):
    """Codes on a list that are not in the catalogue."""

    code = "matters.list_unknown_codes"
    message = _("有 {count} 个编码不在目录中：{codes}。请核对后再保存。")


class ListDraftWaits(RuleBroken):
    """One draft of a list at a time."""

    code = "matters.list_draft_waits"
    message = _("{kind}清单已有一版在等待复核，请先请复核人员发布或退回。")


class ListDayPast(RuleBroken):
    """A new version of a list may not begin before today: what was told then stays told."""

    code = "matters.list_day_past"
    message = _("起始日期 {since} 已经过去，请由编制人员改为今天或以后的日期。")


class AnswerUnknown(RuleBroken):
    """An answer to a question that is not asked on this path, or with an option that does not exist."""

    code = "matters.answer_unknown"
    message = _("“{matter}”的情形引导中没有问题“{question}”的这个回答，请按当前标准的问题重新回答。")


class CodeUnknown(RuleBroken):
    """A number that the named list of a standard does not have."""

    code = "matters.code_unknown"
    message = _("{what}代码“{code}”不在《{standard}》的代码表中，只能写 {codes}。")


class ValueNotInList(RuleBroken):
    """A value of ours that the named list of a standard cannot express."""

    code = "matters.value_not_in_list"
    message = _("《{standard}》的{what}代码表中没有与“{value}”对应的代码，请改用另一个代码表或更正该值。")


class SamePersonReviews(NotPermitted):
    """Whoever proposes an exception does not review it."""

    code = "matters.same_person_reviews"
    message = _("“{words}”由您提出，须由另一位审核人员审核。")


class ExceptionTooWide(RuleBroken):
    """An exception is the whole name of a real document, not a clause."""

    code = "matters.exception_too_wide"
    message = _("“{words}”本身就是兜底条款（{rule}），不能列为例外；请写真实文件的完整名称，例如“其他材料费明细表”。")


class ExceptionNeedless(RuleBroken):
    """The gate would let these words pass anyway."""

    code = "matters.exception_needless"
    message = _("“{words}”不触及任何一条规则，发布时不会被拦下，不需要列为例外。")


class ExceptionExists(RuleBroken):
    """The same words are on the list already."""

    code = "matters.exception_exists"
    message = _("“{words}”在同一处已经列为例外或者正在审核，请查看例外清单。")


class ExceptionIncomplete(RuleBroken):
    """What, why and whence are on record."""

    code = "matters.exception_incomplete"
    message = _("请写明{what}。")


class FingerprintUnknown(NotFound):
    """No standard, now or earlier, has this fingerprint."""

    code = "matters.fingerprint_unknown"
    message = _("没有哪一版标准是这个指纹“{fingerprint}”，请核对纸面上的 8 位字符；仍然不符的，请拨打 12345 反映。")


class ImportNotFound(NotFound):
    """No catalogue import under this number."""

    code = "matters.import_not_found"
    message = _("没有这次目录导入，请从“目录导入”页面重新选择。")


class FileNotTaken(RuleBroken):
    """The uploaded file is not taken at all: too large, empty, of another kind."""

    code = "matters.file_not_taken"
    message = _("文件没有上传：{what}。{todo}。")


class ApproverIsUploader(NotPermitted):
    """A file is approved by somebody else than who uploaded or proposed it."""

    code = "matters.approver_is_uploader"
    message = _("这次导入由您{act}，审批须由另一位有审核权限的同事办理。")


class LinesOfOthers(NotPermitted):
    """An editor of a department hands in a file that changes the standards of others."""

    code = "matters.lines_of_others"
    message = _(
        "文件里有 {count} 项不属于您的部门（如{department}“{name}”），请删去这些行后重新上传，或交由不限部门的编制人员导入。"
    )


class NothingToPublish(RuleBroken):
    """The file says what stands already."""

    code = "matters.nothing_to_publish"
    message = _("文件内容与现行目录相同，没有需要发布的变化。")


class ImportOutdated(RuleBroken):
    """The catalogue moved on since the check: what was approved is no longer what would happen."""

    code = "matters.import_outdated"
    message = _("检查之后目录又有变化（{matters}），没有发布任何内容；请重新检查后再提交审批。")


class DraftOpen(StateConflict):
    """A matter has one draft at a time."""

    code = "matters.draft_open"
    message = _("“{matter}”已有第 {number} 版在编制中，请在该草稿上继续，不要另起一稿。")


class NothingToCopy(RuleBroken):
    """A matter that never had a standard."""

    code = "matters.nothing_to_copy"
    message = _("“{matter}”还没有任何版本，请先用目录导入建立第一版。")


class DraftChanged(StateConflict):
    """Somebody saved the draft after it was opened."""

    code = "matters.draft_changed"
    message = _(
        "“{version}”在您编辑期间由{by}保存过（修订 {revision}），您的内容还没有保存；请核对对方的改动后再保存。"
    )


class DraftFaulty(RuleBroken):
    """The text breaks rules; `faults` are field, what is wrong, what to write."""

    code = "matters.draft_faulty"
    message = _("草稿不能保存或提交：{words}。")


class BaseMovedOn(StateConflict):
    """Another version was published after this one was drafted; publishing this would undo it."""

    code = "matters.base_moved_on"
    message = _(
        "“{version}”是在第 {base} 版的基础上编制的，在起草之后已发布第 {newest} 版（{difference}）；"
        "请退回重新编制，或核对这些差异、确认以本版为准后再发布。"
    )


class VersionNotFound(NotFound):
    """No such version, or not within this person's reach."""

    code = "matters.version_not_found"
    message = _("没有找到这个版本，请从事项编制工作台重新打开。")


class FromInThePast(RuleBroken):
    """A standard never begins in the past."""

    code = "matters.from_in_the_past"
    message = _("生效时间 {since} 已经过去，请选择今天以后的日期，或立即发布。")


class WordMissing(RuleBroken):
    """A synonym needs a word of two characters or more."""

    code = "matters.word_missing"
    message = _("请填写市民的说法，至少两个字。")


class SynonymLeadsNowhere(RuleBroken):
    """No matter bears these words; the synonym would help nobody."""

    code = "matters.synonym_leads_nowhere"
    message = _("目录里没有名称含“{means}”的事项；请从事项名称中复制一段，或核对部门编码、主题名称。")


class SynonymSaidAlready(RuleBroken):
    """The word leads there already."""

    code = "matters.synonym_said_already"
    message = _("“{synonym}”已在同义词表中（{state}），不必重复新增；已停用的可以恢复使用。")


class BaselineUnreadable(RuleBroken):
    """A file of base figures that cannot be read."""

    code = "matters.baseline_unreadable"
    message = _("基期数据文件第 {line} 行：{what}，没有载入任何内容；请更正后重试。")
