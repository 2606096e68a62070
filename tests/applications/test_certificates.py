"""The certificate (证): numbered when the result is released, sealed, handed over at one counter, checked by anyone."""

import io
from html import unescape

import pypdfium2
import pytest
from django.urls import reverse

from applications.models import Document, Result
from applications.papers import store
from applications.papers.signing import signature_in
from applications.verbs.making import make_file
from tests.factories import PartyFactory
from tests.factories.applications import people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_a_working_day")]


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path):
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "media"


@pytest.fixture
def granted(ours):
    """Granted and released: a matter whose result is a licence for five years."""
    ours.version.result_valid_years = 5
    ours.version.save()
    return ours.decided()


def page(client, name: str, *args: object) -> str:
    return unescape(client.get(reverse(name, args=args), follow=True).content.decode())


def certificate_of(application) -> Document:
    return application.documents.get(kind="certificate")


def test_it_comes_with_the_release_and_not_before(ours):
    application = ours.just_decided()
    assert not application.documents.filter(kind__in=["grant", "certificate"]).exists(), "ten minutes to take it back"
    ours.release(application)
    assert set(application.documents.values_list("kind", flat=True)) >= {"grant", "certificate"}


def test_it_has_a_register_of_its_own_and_its_number_stands_in_the_decision(ours, granted):
    certificate, again = certificate_of(granted), certificate_of(ours.decided())
    assert "证〔2026〕" in certificate.number and certificate.register != again.application.documents.first().register
    assert (certificate.serial, again.serial, certificate.register) == (1, 2, again.register)
    decision = granted.documents.get(kind="grant")
    assert decision.content["result_number"] == certificate.number
    result = Result.objects.get(application=granted)
    assert (result.number, result.name) == (certificate.number, "食品经营许可证")


def test_it_says_who_may_do_what_until_when_and_bears_the_departments_seal(granted):
    certificate = certificate_of(granted)
    data = store.kept(make_file(certificate.pk).sha256)
    with pypdfium2.PdfDocument(io.BytesIO(data)) as pdf:
        text = "".join(one.get_textpage().get_text_range() for one in pdf).replace("\r\n", "")
    for words in ("食品经营许可证", certificate.number, granted.applicant.name, "发证机关", "2031-09-21", "演示印章"):
        assert words in text, words
    signature = signature_in(data)
    assert signature.holds and signature.signed_by == granted.department.full_name


@pytest.mark.parametrize("why", ["denied", "a letter, no licence"])
def test_no_certificate_without_a_grant_or_where_the_decision_itself_is_the_result(why):
    ours = people(**({} if why == "denied" else {"result_kind": "approval", "result_name": ""}))
    application = ours.decided(granted=why != "denied")
    assert not application.documents.filter(kind="certificate").exists()
    assert Result.objects.get(application=application).number == application.documents.last().number


def test_the_issuing_counter_shows_it_and_prints_it(ours, granted, client):
    other = ours.decided(applicant=PartyFactory())
    client.force_login(ours.issuer)
    client.post(reverse("issuing-find"), {"sought": granted.number})
    shown, certificate = page(client, "issuing"), certificate_of(granted)
    assert "食品经营许可证" in shown and certificate.number in shown
    assert reverse("document", args=[certificate.verification_code]) in shown and "打印这份结果" in shown
    assert certificate_of(other).number not in shown
    paper = page(client, "document", certificate.verification_code)
    assert granted.applicant.name in paper and "持证人" in paper


def test_the_citizen_has_it_once_it_was_served_and_anyone_may_check_it(ours, granted, client):
    certificate = certificate_of(granted)
    sealed = store.kept(make_file(certificate.pk).sha256)
    address = reverse("status-document", args=[certificate.verification_code])
    body = {"number": granted.number, "second_factor": granted.applicant.id_number[-4:]}
    client.post(reverse("status"), body)
    before = page(client, "status-result")
    assert "食品经营许可证" in before and certificate.number in before, "what it will be"
    assert address not in before and client.get(address).status_code == 404, "not before it is served"
    ours.hand_over(granted)
    assert address in page(client, "status-result") and client.get(address).content == sealed
    public = page(client, "document-verify", certificate.verification_code)
    assert "这份文书是真的" in public and certificate.number in public and granted.applicant.name not in public
