"""What can go wrong with the files of documents, in words that say what to do next."""

from hall.kernel.errors import OutsideFailure


class PaperCannotBeDrawn(OutsideFailure):
    code = "applications.paper_cannot_be_drawn"
    message = "服务器缺少生成电子文件的组件（{why}），请系统管理员安装 pango 和中文字体后重试；纸质文书可照常打印。"


class PaperNotKept(OutsideFailure):
    code = "applications.paper_not_kept"
    message = (
        "存放电子文件的磁盘写不进去（{why}），请系统管理员检查磁盘空间和权限，恢复后自动重试；纸质文书可照常打印。"
    )


class PaperDamaged(OutsideFailure):
    code = "applications.paper_damaged"
    message = "存档的电子文件与登记的摘要不符，不能使用；请系统管理员从备份恢复。"
