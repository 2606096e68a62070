"""What the catalogue says no to, in words."""

from django.utils.translation import gettext_lazy as _

from hall.kernel.errors import NotFound, NotPermitted, RuleBroken


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
    """Pausing, rejecting and withdrawing are explained to the public."""

    code = "matters.reason_missing"
    message = _("请填写{verb}的理由，理由会向公众说明。")


class VersionIncomplete(RuleBroken):
    """A version without materials or conditions is not a standard."""

    code = "matters.version_incomplete"
    message = _("“{version}”还不能发布：{what}。请补充后再发布。")


class CatchAllFound(RuleBroken):
    """The publish gate: no vague clause stands in a published standard."""

    code = "matters.catch_all_found"
    message = _("“{version}”不能发布：{clauses}。请改写后再发布。")
