"""The sealed file of a document: what stands in it, whose signature it bears, where it is kept, who may have it."""

import io
from datetime import timedelta

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from cryptography.x509.oid import NameOID
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pyhanko.pdf_utils.reader import PdfFileReader

from applications.models import Document
from applications.papers import rendering, seals, store
from applications.papers.errors import PaperCannotBeDrawn, PaperDamaged
from applications.papers.signing import signature_in
from applications.queries.making import to_make, unmade
from applications.queries.verifying import file_check
from applications.verbs import making
from applications.verbs.documents import count_print
from hall.kernel import clock
from tests.factories import PartyFactory
from tests.factories.applications import people

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path):
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "media"
    settings.PUBLIC_ORIGIN = "https://hall.example.gov.cn"


@pytest.fixture
def ours(on_a_working_day):
    return people()


def text_of(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as pdf:
        return "".join(page.get_textpage().get_text_range() for page in pdf).replace("\r\n", "")


def codes_in(data: bytes) -> set[str]:
    with pypdfium2.PdfDocument(data) as pdf:
        pictures = [page.render(scale=3).to_pil().convert("L") for page in pdf]
    return {code.text for picture in pictures for code in zxingcpp.read_barcodes(picture)}


def the_file(document: Document) -> bytes:
    made = making.make_file(document.pk)
    assert made is not None and made.problem == "", made and made.problem
    return store.kept(made.sha256)


@pytest.fixture
def plain_paper(monkeypatch):
    """For tests that ask who may have a file, not what stands in it: one line is drawn, sealed and signed."""
    monkeypatch.setattr("applications.papers.files.html_of", lambda *_, **__: "<title>t</title><p>paper</p>")


def test_a_denial_says_why_and_what_can_be_done_and_its_code_leads_to_the_public_page(ours, client):
    document = ours.decided(granted=False).documents.get(kind="denial")
    data = the_file(document)
    text = text_of(data)
    for words in ("经营场所与申请不符", "第三十八条", "六十日内", "六个月内", document.number, ours.applicant.name):
        assert words in text, words
    address = f"https://hall.example.gov.cn{reverse('document-verify', args=[document.verification_code])}"
    assert address in codes_in(data)
    page = client.get(reverse("document-verify", args=[document.verification_code])).content.decode()
    assert "有效：签章后没有改动" in page and ours.applicant.name not in page


def test_the_file_is_signed_by_the_department_under_this_installations_root(ours):
    document = ours.receive().documents.get()
    data = the_file(document)
    signature = signature_in(data)
    assert signature is not None and signature.holds
    assert signature.signed_by == document.application.department.full_name
    embedded = PdfFileReader(io.BytesIO(data)).embedded_signatures[0]
    assert embedded.sig_object["/SubFilter"] == "/ETSI.CAdES.detached", "PAdES"
    document.refresh_from_db()
    assert document.seal_serial == signature.serial and signature.root == seals.fingerprint(seals.root_certificate())
    assert b"PRIVATE KEY" not in (seals.folder() / f"{document.application.department.code}.pem").read_bytes()
    assert (seals.folder() / "root.pem").stat().st_mode & 0o077 == 0


def test_a_changed_file_holds_no_longer_neither_by_its_signature_nor_by_its_name(ours):
    document = ours.receive().documents.get()
    data = the_file(document)
    document.refresh_from_db()
    place = data.index(b"/Title") + 10
    changed = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
    assert not signature_in(changed).holds
    more = data + b"\n% added\n"
    assert signature_in(more) is None or not signature_in(more).holds
    store.path_of(document.sha256).write_bytes(changed)
    with pytest.raises(PaperDamaged):
        store.kept(document.sha256)
    assert file_check(document).is_damaged


def test_a_seal_of_another_installation_is_not_ours(ours, settings, tmp_path, plain_paper):
    data = the_file(ours.receive().documents.get())
    settings.DATA_DIR = tmp_path / "elsewhere"
    assert not signature_in(data).holds


@pytest.mark.parametrize("short", ["市科委、中关村管委会", ""])
def test_a_department_with_a_long_name_has_its_seal(ours, short):
    department = ours.version.matter.department
    department.full_name, department.short_name = (
        "北京市科学技术委员会、中关村科技园区管理委员会、北京市外国专家局",
        short,
    )
    certificate = seals.seal_of(department).certificate
    organisation, signer = (
        certificate.subject.get_attributes_for_oid(oid)[0].value
        for oid in (NameOID.ORGANIZATION_NAME, NameOID.COMMON_NAME)
    )
    assert organisation == (short or "北京市科学技术委员会、中关村科技园区管理委")
    assert signer.startswith(short or "北京市科学技术委员会、中关村科") and signer.endswith("电子签章")


@pytest.mark.parametrize("name", ["𫠠𰻝龘 㛃", "阿卜杜热合曼·玉素甫江·买买提艾力 Maria-José O’Connor 王"])
def test_rare_names_come_through_the_file_as_they_are(ours, name):
    applicant = PartyFactory(name=name)
    document = ours.receive(applicant=applicant).documents.get()
    assert name.replace(" ", "") in text_of(the_file(document)).replace(" ", "")


def test_a_character_that_no_font_has_is_written_as_its_code_never_as_a_box(ours):
    document = ours.receive(applicant=PartyFactory(name="王\U0002ebf0")).documents.get()
    assert "王［U+2EBF0］" in text_of(the_file(document))


def test_all_fonts_are_inside(ours):
    with pikepdf.open(io.BytesIO(the_file(ours.receive().documents.get()))) as pdf:
        fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]
        assert fonts
        for font in fonts:
            descriptor = font.DescendantFonts[0].FontDescriptor
            assert "/FontFile2" in descriptor or "/FontFile3" in descriptor, font.BaseFont


ATTACKS = (
    '<img src="file:///etc/passwd">',
    '<link rel="attachment" href="file:///etc/passwd">',
    "<style>@import url(http://127.0.0.1:9/x.css)</style>",
    '"><script>alert(1)</script>',
    "{{ document.pk }}{% now 'Y' %}",
)


def test_what_people_type_is_shown_as_they_typed_it_and_reads_nothing(ours):
    document = ours.receive(applicant=PartyFactory(name=" ".join(ATTACKS))).documents.get()
    html = rendering.html_of(document)
    assert "<script" not in html and 'src="file' not in html and "<link" not in html and html.count("<style") == 1
    text = text_of(the_file(document)).replace(" ", "")
    for attack in ATTACKS:
        assert attack.replace(" ", "") in text, attack


def test_the_drawing_reads_no_file_and_no_network_even_if_the_text_asked(tmp_path, monkeypatch):
    secret = tmp_path / "secret.txt"
    secret.write_text("geheim")
    asked: list[str] = []
    fetcher = rendering.only_itself()
    heard = type(fetcher).fetch
    monkeypatch.setattr(rendering, "only_itself", lambda: fetcher)
    monkeypatch.setattr(
        type(fetcher), "fetch", lambda self, url, headers=None: (asked.append(url), heard(self, url, headers))[1]
    )
    html = (
        f'<link rel="stylesheet" href="file://{secret}"><link rel="attachment" href="file://{secret}">'
        f'<img src="http://127.0.0.1:9/canary"><img src="file://{secret}"><p style="background:url(ftp://x/y)">text</p>'
        '<img src="data:text/html;base64,PHA+"><object data="file:///etc/passwd"></object>'
    )
    pdf = rendering.pdf_of(html)
    assert b"geheim" not in pdf and b"EmbeddedFile" not in pdf and "text" in text_of(pdf)
    assert asked, "it did ask"
    for url in asked:
        with pytest.raises(ValueError, match="refused"):
            heard(fetcher, url)


def test_making_twice_keeps_one_file_and_two_workers_do_not_draw_the_same(ours, plain_paper):
    document = ours.receive().documents.get()
    first = making.make_file(document.pk)
    assert making.make_file(document.pk) is None
    document.refresh_from_db()
    assert (
        document.sha256 == first.sha256 and len(list(store.path_of(document.sha256).parent.parent.rglob("*.pdf"))) == 1
    )
    other = ours.receive().documents.get()
    Document.objects.filter(pk=other.pk).update(making_since=clock.now())
    assert making.make_file(other.pk) is None, "somebody draws it"
    with clock.frozen(clock.now() + timedelta(minutes=2)):
        assert other.pk in to_make(), "a worker that died is made up for"


def test_a_failure_is_said_on_the_page_and_can_be_tried_again(ours, client, monkeypatch):
    document = ours.receive().documents.get()

    def without_pango(_: object) -> None:
        raise PaperCannotBeDrawn(why="libpango")

    with monkeypatch.context() as patch:
        patch.setattr(making, "made_of", without_pango)
        for _ in range(6):
            making.make_file(document.pk)
    document.refresh_from_db()
    assert document.attempts == 5 and document.pk not in to_make() and unmade(ours.hall).count() == 1
    client.force_login(ours.clerk)
    page = client.get(reverse("document", args=[document.verification_code])).content.decode()
    assert "签章 PDF 没有生成" in page and "libpango" in page
    client.post(reverse("document-make", args=[document.verification_code]))
    assert "下载签章 PDF" in client.get(reverse("document", args=[document.verification_code])).content.decode()


def test_before_the_file_is_there_the_page_says_so_and_the_paper_prints(ours, client):
    document = ours.receive().documents.get()
    client.force_login(ours.clerk)
    page = client.get(reverse("document", args=[document.verification_code])).content.decode()
    assert "正在生成" in page and document.number in page
    assert client.get(reverse("document-file", args=[document.verification_code])).status_code == 302
    public = client.get(reverse("document-verify", args=[document.verification_code])).content.decode()
    assert "正在生成" in public


def test_the_original_is_for_those_who_may_see_the_application(ours, client, plain_paper):
    document = ours.receive().documents.get()
    data = the_file(document)
    address = reverse("document-file", args=[document.verification_code])
    assert client.get(address).status_code == 302
    client.force_login(people().clerk)
    assert client.get(address).status_code == 404
    client.force_login(ours.clerk)
    answer = client.get(address)
    assert (
        answer.content == data and answer["Content-Type"] == "application/pdf" and "no-store" in answer["Cache-Control"]
    )


def test_the_applicant_takes_the_file_with_both_factors_and_nobody_else(ours, client, plain_paper):
    document = ours.receive().documents.get()
    data, address = the_file(document), reverse("status-document", args=[document.verification_code])
    assert client.get(address)["Location"] == reverse("status")
    other = people().receive()
    for application, status in ((other, 404), (document.application, 200)):
        factor = application.applicant.id_number[-4:]
        client.post(reverse("status"), {"number": application.number, "second_factor": factor})
        answer = client.get(address)
        assert answer.status_code == status
    assert answer.content == data


def test_a_reprint_is_marked_on_the_page_and_in_the_printers_pdf_never_in_the_original(ours, client):
    document = ours.receive().documents.get()
    data = the_file(document)
    client.force_login(ours.clerk)
    copy = reverse("document-copy", args=[document.verification_code])
    assert client.get(copy).status_code == 302, "count it first"
    for times in (1, 2):
        count_print(hall=ours.hall, verification_code=document.verification_code, by=ours.clerk)
        marked = "补打" in text_of(client.get(copy).content)
        assert marked is (times == 2)
    page = client.get(reverse("document", args=[document.verification_code])).content.decode()
    assert "补打　第 2 次" in page and "补打" not in text_of(data)


def test_anyone_may_check_a_file_to_the_last_byte(ours, client, plain_paper):
    document = ours.receive().documents.get()
    data, address = the_file(document), reverse("verify-file")

    def asked(content: bytes) -> str:
        return client.post(address, {"file": SimpleUploadedFile("a.pdf", content)}).content.decode()

    assert "一个字节也没有改动" in asked(data) and document.number in asked(data)
    assert "没有通过核验" in asked(data + b" ") and document.number not in asked(data + b" ")
    assert client.post(address).status_code == 422
    assert client.get(reverse("verify-root"))["Content-Type"] == "application/pkix-cert"


def test_the_same_document_looks_the_same_every_time_it_is_drawn(ours):
    document = ours.receive().documents.get()
    first, second = (rendering.pdf_of(rendering.html_of(document)) for _ in range(2))
    pictures = []
    for data in (first, second):
        with pypdfium2.PdfDocument(data) as pdf:
            pictures.append([page.render(scale=1).to_pil().tobytes() for page in pdf])
    assert pictures[0] == pictures[1]
