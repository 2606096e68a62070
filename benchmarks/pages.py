"""Pages as their users open them: milliseconds over HTTP, statements per page."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx

from benchmarks.load import Figures, run
from benchmarks.scene import person


@dataclass(frozen=True)
class Page:
    name: str
    path: str
    user: Any = None


def measured(origin: str, page: Page, repeats: int = 60) -> tuple[Figures, int]:
    """Figures with one client, and the number of SQL statements of one request."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    inside = Client(HTTP_HOST="127.0.0.1")
    if page.user is not None:
        inside.force_login(page.user, backend="django.contrib.auth.backends.ModelBackend")
    inside.get(page.path)
    with CaptureQueriesContext(connection) as statements:
        answer = inside.get(page.path)
    if answer.status_code != 200:
        raise SystemExit(f"{page.path} answered {answer.status_code}")
    cookies = {name: morsel.value for name, morsel in inside.cookies.items() if name == settings.SESSION_COOKIE_NAME}
    outside = httpx.Client(base_url=origin, cookies=cookies)
    for _ in range(5):
        outside.get(page.path)
    return run([page.path] * repeats, lambda: lambda path: outside.get(path), clients=1), len(statements)


def fill_inbox(scene: Any, cases: int) -> Any:
    """Accepted applications of one department, and an approver of it. Returns the approver."""
    from applications.states import MaterialStatus
    from applications.verbs.intake import Tick, accept, receive
    from hall.models import StaffMember
    from hall.roles import Role
    from hall.verbs.parties import register_party
    from matters.models import MatterVersion

    version = MatterVersion.objects.filter(
        state="published",
        case_kind="promised",
        matter__is_one_window=True,
        matter__name__startswith="食品经营许可（首次",
    ).first()
    clerk = scene.first_clerk()
    ticks = [Tick(material_id=m.pk, status=MaterialStatus.HAVE) for m in version.materials.all()]
    for serial in range(cases):
        applicant = register_party(**person(200_000 + serial), by=clerk)
        made = receive(
            hall=scene.hall, matter_code=version.matter.code, applicant=applicant, ticks=ticks, form={}, by=clerk
        )
        accept(hall=scene.hall, number=made.number, by=clerk)
    return StaffMember.objects.create(
        username=f"bench-approver-{scene.hall.pk}", name="审批", roles=[Role.APPROVER], hall=scene.hall,
        department=version.matter.department,
    )  # fmt: skip


def pages(scene: Any, approver: Any, clerk: Any) -> Iterator[Page]:
    yield Page("search hints  /matters/hints/", "/matters/hints/?q=食品")
    yield Page("search page   /matters/", "/matters/?q=开饭店")
    yield Page("workbench     /workbench/", "/workbench/", clerk)
    yield Page("inbox         /inbox/", "/inbox/", approver)
    yield Page("display snapshot", f"/halls/{scene.hall.code}/display/snapshot/")
