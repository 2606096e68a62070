"""What changing the description of a matter says no to, in words."""

from django.utils.translation import gettext_lazy as _

from hall.kernel.errors import NotFound, NotPermitted, RuleBroken, StateConflict


class DescriptionOpen(StateConflict):
    """One proposed change of a matter's description at a time."""

    code = "matters.description_open"
    message = _("“{matter}”的事项说明已有{by}提出的修改在等待审核，请等审核完，或请对方撤回后再提。")


class DescriptionMovedOn(StateConflict):
    """What the change replaces is no longer said."""

    code = "matters.description_moved_on"
    message = _("“{matter}”的事项说明在提出以后已经改过，这份修改不再适用；请不予通过，由编制人员按现状重新提出。")


class NothingSaidAnew(RuleBroken):
    """A change that changes nothing."""

    code = "matters.nothing_said_anew"
    message = _("没有改动：填写的内容和现在的一样。")


class SamePersonDescribes(NotPermitted):
    """Whoever proposes a change does not decide on it."""

    code = "matters.same_person_describes"
    message = _("“{matter}”的事项说明修改由您提出，须由另一位审核人员审核。")


class ChangeNotFound(NotFound):
    """No such change, or not within this person's reach."""

    code = "matters.change_not_found"
    message = _("没有找到这份修改，请从事项编制工作台重新打开。")
