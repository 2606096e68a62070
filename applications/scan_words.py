"""Why a file is not kept, in words that say what to do."""

from django.utils.translation import gettext_lazy as _

WHY = {
    "empty": _("文件是空的，请重新扫描或选择文件。"),
    "too_large": _("文件超过 15 MB，请降低扫描分辨率（300 DPI 以内）或分页上传。"),
    "unknown_kind": _("只收 JPG、PNG、HEIC、TIFF 图片和 PDF、OFD 文件，请转换格式后重新上传。"),
    "picture_too_large": _("图片尺寸过大，请用 300 DPI 以内重新扫描。"),
    "picture_broken": _("图片不完整或已损坏，请重新扫描后上传。"),
    "too_many_frames": _("这份扫描件超过 50 页，请分成几份上传。"),
    "pdf_cut": _("PDF 不完整，请重新扫描或导出后上传。"),
    "pdf_broken": _("PDF 已损坏，请重新扫描或导出后上传。"),
    "pdf_locked": _("PDF 有密码保护，请去掉密码后上传。"),
    "pdf_active": _("PDF 含有脚本、附件或可执行内容，请打印成普通 PDF 后上传。"),
    "pdf_pages": _("文件超过 300 页，请分成几份上传。"),
    "pdf_bomb": _("PDF 解压后过大，请重新导出后上传。"),
    "ofd_broken": _("OFD 文件已损坏，请重新导出后上传。"),
    "ofd_active": _("OFD 含有脚本、附件或外部内容，请重新导出成普通 OFD 后上传。"),
    "ofd_bomb": _("OFD 解压后过大，请重新导出后上传。"),
    "too_heavy": _("打开这份文件所需的时间或内存过多，请用 300 DPI 以内重新扫描后上传。"),
}
