"""The registers of documents: one list of registers, one of their entries, and the same as a workbook."""

from io import BytesIO

from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from openpyxl import Workbook

from applications.queries.making import unmade
from applications.queries.registers import READERS, entries, missing_serials, registers
from hall.kernel.access import open_to
from hall.masking import mask_name
from hall.models import PartyKind
from hall.requests import StaffRequest
from matters.catalogue_file.escaping import escaped

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_UNMADE = 50
HEADS = ("序号", "文号", "文书", "办件编号", "事项", "申请人", "出具时间", "出具人", "打印次数", "电子文件摘要 SHA-256")


@open_to(*READERS)
@require_safe
def documents(request: StaffRequest) -> HttpResponse:
    """Every register of the hall, or the entries of one; gaps are named."""
    register, words = request.GET.get("register", "")[:60], request.GET.get("q", "").strip()[:60]
    if not register:
        found = registers(request.user.hall, words)
        late = list(unmade(request.user.hall).select_related("issued_by")[:MOST_UNMADE])
        return render(request, "applications/registers.html", {"registers": found, "q": words, "unmade": late})
    page = Paginator(entries(request.user.hall, register), 50).get_page(request.GET.get("page"))
    context = {"register": register, "page": page, "missing": missing_serials(register)}
    return render(request, "applications/register.html", context)


@open_to(*READERS)
@require_safe
def register_workbook(request: StaffRequest) -> FileResponse:
    """The entries of one register as a workbook; names masked, nothing a spreadsheet would calculate."""
    book, target = Workbook(write_only=True), BytesIO()
    sheet = book.create_sheet("文书登记簿")
    sheet.append(HEADS)
    for row in entries(request.user.hall, request.GET.get("register", "")[:60])[:20_000]:
        content = row.content
        name = mask_name(content["applicant"], organisation=content["applicant_kind"] == PartyKind.ORGANISATION)
        told = (row.number, content["title"], content["application"], content["matter"], name)
        moment = f"{row.issued_at:%Y-%m-%d %H:%M}"
        sheet.append([row.serial, *map(escaped, told), moment, escaped(row.issued_by.name), row.prints, row.sha256])
    book.save(target)
    target.seek(0)
    return FileResponse(target, as_attachment=True, filename="documents.xlsx", content_type=XLSX)
