"""Acts around papers that leave an application's state as it is: hearings, and files made again."""

from hall.kernel.moves import Move

OPEN_STATES = {"accepted", "in_procedure", "extending", "forwarded"}

HEARING_ACTS = {
    "tell_hearing_right": Move(OPEN_STATES, None, "告知听证权利"),
    "ask_hearing": Move(OPEN_STATES, None, "登记听证申请"),
    "announce_hearing": Move(OPEN_STATES, None, "通知听证"),
    "record_hearing": Move(OPEN_STATES, None, "听证笔录"),
}
PAPER_ACTS = {"make_file_again": Move(set(), None, "重新生成签章文件")}
