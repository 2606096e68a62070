"""Citizens who can be told from all others, on every way through the hall, over HTTP; each step's answer is looked at."""

import base64
import io
import re
from typing import Any

from django.test import Client
from django.urls import reverse

from applications.models import Application, Consultation, Locker, Shelf
from hall.models import OutgoingMessage
from hall.roles import Role
from queueing.verbs.scan_links import make_scan_link
from tests.applications.test_pages import decide
from tests.factories import DepartmentFactory, QueueFactory, StaffFactory, resident_id
from tests.factories.applications import people
from tests.factories.queue import SmallHall
from tests.factories.scans import picture
from tests.queueing.workbench import HTMX, Bench

ADDRESSES = re.compile(r'(?:href|src|action|formaction|hx-[a-z]+|data-[a-z-]+)="([^"]*)"')
DONE = (200, 302, 303)


def canary(number: int) -> dict[str, str]:
    """One citizen whose data can be told from all others."""
    return {
        "name": f"金丝雀{number}",
        "id_type": "resident",
        "id_number": resident_id(500 + number),
        "phone": f"1997{number:07d}",
        "place": f"通州区金丝雀胡同{number}号院",
    }


def secrets_of(citizen: dict[str, str]) -> list[str]:
    return [citizen["id_number"], citizen["phone"], citizen["place"]]


class Watched(Client):
    """A browser whose addresses, and those its pages lead to, are kept."""

    seen: list[str] = []

    def request(self, **request: Any) -> Any:
        answer = super().request(**request)
        self.seen.append(f"{request.get('PATH_INFO')}?{request.get('QUERY_STRING', '')}")
        self.seen.append(answer.headers.get("Location", ""))
        if not answer.streaming and "html" in answer.headers.get("Content-Type", ""):
            self.seen.extend(ADDRESSES.findall(answer.content.decode()))
        return answer

    def send(self, name: str, *place: Any, ends: str = "", **data: Any) -> str:
        """Post to a page; it must do what was asked, and lead where it should. Gives the page in the end."""
        answer = self.post(reverse(name, args=place), data, follow=True)
        assert answer.status_code == 200 and (answer.redirect_chain or not ends), (name, place, _said(answer))
        if ends:
            assert answer.redirect_chain[-1][0].partition("?")[0].partition("#")[0] == reverse(ends), (name, place)
        return answer.content.decode()


def _said(answer: Any) -> str:
    """What a page says was wrong."""
    words = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", words)[-600:]


def a_photo(name: str = "a.jpg") -> io.BytesIO:
    file = io.BytesIO(picture(size=(30, 30)))
    file.name = name
    return file


class Visit:
    """One hall and everybody's browser in it."""

    def __init__(self) -> None:
        self.ours = people(materials=2, delivers_by_post=True)
        self.ours.version.materials.filter(order=2).update(may_be_promised=True)
        hall = self.ours.hall
        queue, issuing = QueueFactory(hall=hall), QueueFactory(hall=hall, code="issuing", kind="issuing", prefix="C")
        guide = StaffFactory(hall=hall, roles=[Role.GUIDE])
        self.small = SmallHall(hall, queue, issuing, guide, [self.ours.version.matter])
        _, self.clerk = self.small.window()
        self.asked = StaffFactory(hall=hall, roles=[Role.APPROVER], department=DepartmentFactory())
        Shelf.objects.create(hall=hall, code="A", slots=30_000)
        self.locker = Locker.objects.create(hall=hall, code="L1", boxes=30_000, place="一层东门")
        self.manager = StaffFactory(hall=hall, roles=[Role.HALL_MANAGER, Role.SUPERVISOR, Role.AUDITOR])
        kiosk = StaffFactory(hall=hall, roles=[Role.KIOSK])
        everyone = (guide, self.clerk, self.ours.approver, self.asked, self.ours.issuer, kiosk, self.manager)
        self.guide, self.window, self.approver, self.other, self.issuer, self.kiosk, self.boss = map(
            self.browser, everyone
        )
        self.paper, self.promise = self.ours.version.materials.order_by("order")

    def browser(self, person: Any) -> Watched:
        client = Watched()
        client.force_login(person)
        return client

    def of(self, who: dict[str, str], turn: int) -> Application:
        """From the number to the certificate, all over HTTP but the ten minutes that pass; each turn on another way."""
        self.citizen = Watched(REMOTE_ADDR=f"10.{turn // 65025 % 255}.{turn // 255 % 255}.{turn % 255}")
        self.phone = self.citizen
        application = self.handed_in(who, by_photo=turn % 2 == 1)
        self.knows(application, who)
        self.asked_others(application)
        if turn % 2 == 0:
            self.uploaded(application)
        self.decided(application)
        (self.posted, self.from_the_shelf, self.from_the_locker)[turn % 3](application, who)
        application.refresh_from_db()
        assert application.state == "delivered", (turn, application.state)
        self.asked_about(application, who)
        return application

    def handed_in(self, who: dict[str, str], *, by_photo: bool) -> Application:
        """A number, a page photographed with a telephone, and the form; accepted with a promise or after photos."""
        wishes = {name: who[name] for name in ("name", "id_type", "id_number", "phone")}
        assert self.guide.post("/guide/", {"chosen": [self.ours.version.matter.code], **wishes}).status_code in DONE[1:]
        bench = Bench(self.small, self.window)
        ticket = bench.call()
        self.scanned(ticket)
        if by_photo:
            lacks = {f"tick_{self.promise.pk}": "missing", f"problem_{self.promise.pk}": "未盖章，请补盖"}
            answer = bench.send("notice", place=who["place"], **lacks)
        else:
            answer = bench.send("accept", place=who["place"], **{f"tick_{self.promise.pk}": "promised"})
        application = Application.objects.latest("pk")
        assert answer.status_code == 200 and application.state == ("awaiting_correction" if by_photo else "accepted")
        assert bench.press("finish").status_code == 200
        if by_photo:
            self.sent_in(application, who)
        else:
            assert application.documents.filter(kind="promise_letter").exists()
        return application

    def scanned(self, ticket: Any) -> None:
        """The code on the window's screen is opened with a telephone, which photographs a page."""
        shown = self.window.post(f"/workbench/scans/{self.paper.pk}/phone/", headers=HTMX)
        assert shown.status_code == 200 and b"data:image/svg+xml" in shown.content
        given = {"hall": self.small.hall, "ticket_id": ticket.pk, "material_id": self.paper.pk, "by": self.clerk}
        address = reverse("phone-scan", args=[make_scan_link(**given)[1]])
        assert self.phone.get(address).status_code == 200
        assert self.phone.post(address, {"file": a_photo()}).status_code == 302
        assert self.phone.post(f"{address}done/").status_code == 200

    def knows(self, application: Application, who: dict[str, str]) -> str:
        """The citizen opens the status with number and four digits; nothing of theirs stands in it."""
        page = self.citizen.send(
            "status", ends="status-result", number=application.number, second_factor=who["phone"][-4:]
        )
        assert application.number in page and not [secret for secret in secrets_of(who) if secret in page]
        return page

    def sent_in(self, application: Application, who: dict[str, str]) -> None:
        """Photos of what lacks, looked at and taken by a window, which then accepts."""
        self.knows(application, who)
        self.citizen.send(
            "status-materials", ends="status-materials", material=self.promise.pk, photos=a_photo("b.jpg")
        )
        self.citizen.send("status-materials", ends="status-result", act="send")
        assert application.number in self.window.get(reverse("sent-in")).content.decode()
        assert self.window.get(reverse("sent-in-check", args=[application.number])).status_code == 200
        self.window.send("sent-in-check", application.number, ends="sent-in", act="accept")
        self.window.send("application-intake", application.number, act="accept")
        application.refresh_from_db()
        assert application.state == "accepted"

    def asked_others(self, application: Application) -> None:
        """Another department is shown a material, asked, and answers."""
        shown = application.materials.get(material=self.paper)
        question = {"question": "规划用途是否允许餐饮？", "working_days": "3", "materials": [shown.pk]}
        self.approver.send("application-ask", application.number, department=self.asked.department.code, **question)
        row = Consultation.objects.get(application=application)
        assert self.other.get(reverse("consultation", args=[row.pk])).status_code == 200
        file = shown.files.get()
        assert self.other.get(reverse("consultation-file", args=[row.pk, file.pk])).status_code == 200
        self.other.send("consultation-answer", row.pk, leaning="agrees", answer="允许")
        row.refresh_from_db()
        assert row.state == "answered"

    def uploaded(self, application: Application) -> None:
        """One more page, attached at the page of the case."""
        upload = reverse("material-upload", args=[application.number, self.paper.pk])
        assert self.window.post(upload, {"file": a_photo("c.jpg")}).status_code == 302

    def decided(self, application: Application) -> None:
        """The department looks at the page, reveals who it is with a reason, and grants."""
        assert self.approver.get(reverse("application", args=[application.number])).status_code == 200
        reveal = reverse("application-reveal", args=[application.number])
        seen = self.approver.post(reveal, {"party": application.applicant_id, "reason": "核对申请人身份"})
        assert application.applicant.id_number in seen.content.decode()
        assert decide(self.approver, application).status_code == 302
        self.ours.release(application)

    def told(self, application: Application, event: str, word: str, length: int) -> str:
        """The code that a message brought."""
        text = OutgoingMessage.objects.filter(about=application.number, event=event).latest("pk").text
        return text.split(word)[1][:length]

    def chosen(self, application: Application, who: dict[str, str], **way: str) -> None:
        """The phone is proved, and the way of collecting changed."""
        self.knows(application, who)
        self.citizen.send("status-phone", after="way")
        code = self.told(application, "phone_proof", "验证码", 6)
        self.citizen.send("status-phone", ends="status-way", code=code, after="way")
        self.citizen.send("status-way", ends="status-result", **way)

    def posted(self, application: Application, who: dict[str, str]) -> None:
        """Sent to an address, and signed for."""
        self.chosen(application, who, way="post", addressee=who["name"], phone=who["phone"], address=who["place"])
        assert self.issuer.get(f"{reverse('papers')}?group=to-post").status_code == 200
        sent = {"number": application.number, "carrier": "邮政EMS", "tracking_number": f"EX{application.pk:09d}CN"}
        self.issuer.send("paper-act", "post", ends="papers", **sent)
        self.issuer.send("paper-act", "post-arrived", ends="papers", number=application.number, received_by="本人签收")

    def from_the_shelf(self, application: Application, who: dict[str, str]) -> None:
        """Announced with a code, which one in two brings; the others show their document. Signed on the pad."""
        self.issuer.send("paper-act", "shelve", ends="papers", number=application.number)
        code = self.told(application, "result_ready", "取件码", 9)
        assert application.number in self.issuer.send("issuing-find", ends="issuing", sought=who["id_number"])
        drawn = "data:image/png;base64," + base64.b64encode(picture("PNG", (300, 120))).decode()
        body = {"numbers": [application.number], "collector_name": who["name"], "signature": drawn}
        shown = {"collector_kind": "code", "code": code, "collector_id": ""}
        shown = shown if application.pk % 2 else {"collector_kind": "applicant", "collector_id": who["id_number"]}
        page = self.issuer.send("issuing-hand-over", ends="issuing", **body, **shown)
        assert "已发放 1 份" in page
        proof = self.boss.post(reverse("hand-over-proof", args=[application.number]))
        assert proof["Content-Type"] == "image/png"

    def from_the_locker(self, application: Application, who: dict[str, str]) -> None:
        """Put into a box, opened with the code at the panel."""
        self.chosen(application, who, way="locker")
        self.issuer.send("paper-act", "put-in-locker", ends="papers", number=application.number, locker="L1")
        code = self.told(application, "result_in_locker", "取件码", 9)
        panel = reverse("locker-panel", args=[self.small.hall.code, "L1"])
        opened = self.kiosk.post(panel, {"code": code})
        assert opened.status_code == 200 and opened.context["stay"].opened_at

    def asked_about(self, application: Application, who: dict[str, str]) -> None:
        """The status once more, and a complaint."""
        self.knows(application, who)
        said = {
            "kind": "complaint",
            "category": "attitude",
            "words": "等了两个小时，没有人说明原因，工作人员态度很差。",
            "name": who["name"],
        }
        complaint = reverse("complaint-new", args=[self.small.hall.code])
        assert self.citizen.post(complaint, {**said, "phone": who["phone"]}).status_code in DONE

    def read(self) -> list[bytes]:
        """The pages and files that show many at once."""
        for name in ("messages", "steps", "hall-overview", "window-log", "issuing", "papers", "documents", "promises"):
            assert self.boss.get(reverse(name)).status_code == 200, name
        files = [self.boss.get(reverse(name)) for name in ("queue-figures-excel", "figures-excel", "supervision-file")]
        files.append(self.approver.get(reverse("month-report-excel")))
        assert {answer.status_code for answer in files} == {200}
        return [b"".join(answer.streaming_content) if answer.streaming else answer.content for answer in files]
