"""The words for what was done to an application, for time lines and conflicts."""

from applications.states import APPLICATION_MOVES

OTHER_VERBS = {
    "receive": "收件",
    "upload": "上传材料",
    "remove_file": "移除材料文件",
    "print": "打印文书",
    "supervise_second_notice": "批准再次告知",
}


def label_of(verb: str) -> str:
    """The official word for a verb."""
    move = APPLICATION_MOVES.get(verb)
    return move.label if move else OTHER_VERBS.get(verb, verb)
