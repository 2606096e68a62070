"""The same statements as the verbs, run straight on PostgreSQL: the limit that HTTP and Django are held against."""

import datetime
import secrets
from collections.abc import Callable
from typing import Any

import psycopg2
from psycopg2.extras import DictCursor, Json

from hall.kernel import clock, crypto
from queueing.statements import COVERED_QUEUES, HEADS, HELD_TICKET, OPEN_SESSION, WAITING_TICKET

NOW = "clock_timestamp()"
MESSAGE = (
    "INSERT INTO hall_outgoingmessage (hall_id, event, dedupe_key, phone, phone_index, text, about, state, queued_at,"
    " expires_at, due_at, attempts, provider, provider_reference, failure) VALUES (%(hall)s, %(event)s, %(key)s, %(sealed)s,"
    f" 'x', %(text)s, '', 'delivered', {NOW}, {NOW}, {NOW} + interval '1 day', 0, '', '', '')"
    " ON CONFLICT (dedupe_key) DO NOTHING RETURNING id"
)
STEP = (
    "INSERT INTO hall_step (hall_id, subject_type, subject_id, subject_number, verb, before, after, by_id, at, reason,"
    f" data, hash) VALUES (%(hall)s, 'bench', %(subject)s, '', %(verb)s, '', '', %(by)s, {NOW}, '', %(data)s, '')"
)


class Bare:
    """One connection of one client."""

    def __init__(self, url: str, hall_id: int, by_id: int) -> None:
        self.link = psycopg2.connect(url)
        self.cursor = self.link.cursor(cursor_factory=DictCursor)
        self.base = {"hall": hall_id, "by": by_id, "sealed": crypto.encrypt("13900000000")}

    def ask(self, sql: str, places: tuple[Any, ...] = (), **values: Any) -> Any:
        self.cursor.execute(sql, places or {**self.base, **values})
        return self.cursor.fetchone() if self.cursor.description else None

    def call_next(self, window_code: str) -> None:
        """The statements of `queueing.verbs.calling.call_next`."""
        ask, own = self.ask, "queueing_ticket"
        session = ask(OPEN_SESSION, (self.base["hall"], window_code))
        window, clerk = session["window_id"], session["clerk_id"]
        ask("SELECT * FROM hall_window WHERE id = %(w)s", w=window)
        ask(HELD_TICKET, (window,))
        queue = ask(COVERED_QUEUES, (window,))[0]
        ticket = ask(HEADS, queues=[queue], window=window, clerk=clerk, now=clock.now())[0]
        sequence = ask(WAITING_TICKET, (ticket,))[-1]
        ask(
            f"UPDATE {own} SET state = 'called', window_id = %(w)s, calls = 1, called_at = {NOW}, call_sequence = %(s)s"
            " WHERE id = %(t)s",
            w=window, s=sequence, t=ticket,
        )  # fmt: skip
        ask(
            "INSERT INTO queueing_service (hall_id, ticket_id, queue_id, window_id, clerk_id, queued_at, called_at, outcome)"
            f" VALUES (%(hall)s, %(t)s, %(q)s, %(w)s, %(c)s, {NOW}, {NOW}, '') RETURNING id",
            t=ticket, q=queue, w=window, c=clerk,
        )  # fmt: skip
        self._record(ticket, "call", "请到窗口办理，3次呼叫未到将过号。", f"called:{sequence}")
        self.link.commit()

    def take_ticket(self, serial: int) -> None:
        """The statements of `queueing.verbs.tickets.take_ticket` for one matter and a new person."""
        ask = self.ask
        ask("SELECT * FROM matters_matter WHERE code = ANY(%(codes)s)", codes=self.codes)
        ask(
            "SELECT matter_id FROM matters_matterversion v JOIN matters_matter m ON m.id = v.matter_id WHERE in_force @>"
            f" {NOW} AND state = 'published' AND m.code = ANY(%(codes)s)",
            codes=self.codes,
        )
        queue = ask(
            "SELECT q.id, (SELECT count(*) FROM queueing_ticket t WHERE t.queue_id = q.id AND t.state = 'waiting'), (SELECT"
            " count(*) FROM queueing_windowsession s JOIN queueing_windowqueue x ON x.window_id = s.window_id WHERE"
            " x.queue_id = q.id AND s.closed_at IS NULL) FROM queueing_queue q WHERE hall_id = %(hall)s AND code ="
            " 'comprehensive'"
        )[0]
        mark = secrets.token_hex(24)
        ask("SELECT * FROM hall_party WHERE id_index = %(i)s AND id_type = 'resident' FOR UPDATE", i=mark)
        columns = "kind, name, id_type, id_number, id_index, phone, phone_index, address, override_reason, updated_at"
        person = f"'person', '测试', 'resident', %(sealed)s, %(i)s, %(sealed)s, 'x', '', '', {NOW}"
        party = ask(f"INSERT INTO hall_party ({columns}) VALUES ({person}) RETURNING id", i=mark)[0]
        ask(
            f"INSERT INTO hall_historicalparty (id, {columns}, history_date, history_type) VALUES (%(p)s, {person}, {NOW}, '+')",
            i=mark, p=party,
        )  # fmt: skip
        ask(STEP, subject=party, verb="register", data=Json({}))
        number = ask(
            "INSERT INTO hall_numbercounter (key, last) VALUES (%(k)s, 1) ON CONFLICT (key) DO UPDATE SET last ="
            " hall_numbercounter.last + 1 RETURNING last",
            k=f"bare:{self.base['hall']}",
        )[0]
        position = ask("SELECT nextval('queueing_position')")[0]
        ticket = ask(
            "INSERT INTO queueing_ticket (hall_id, queue_id, day, serial, number, token, party_id, phone, channel, priority, state,"
            " position, calls, issued_at, queued_at, estimate_low, estimate_high, idempotency_key) VALUES (%(hall)s, %(q)s,"
            f" %(day)s, %(n)s, %(number)s, %(token)s, %(p)s, %(sealed)s, 'kiosk', '', 'waiting', %(pos)s, 0, {NOW}, {NOW}, 5, 15, '')"
            " RETURNING id",
            q=queue, day=datetime.date(2000, 1, 1), n=number, number=f"X{number}", token=secrets.token_urlsafe(32)[:43],
            p=party, pos=position,
        )[0]  # fmt: skip
        ask(
            'INSERT INTO queueing_ticketmatter (ticket_id, matter_id, "order", answers)'
            " SELECT %(t)s, id, 1, '{}' FROM matters_matter WHERE code = ANY(%(codes)s)",
            t=ticket, codes=self.codes,
        )  # fmt: skip
        self._record(ticket, "take_ticket", "您的号码，前面等候1人，约需5–15分钟。", f"issued:{ticket}")
        self.link.commit()

    def _record(self, ticket: int, verb: str, text: str, key: str) -> None:
        self.ask(STEP, subject=ticket, verb=verb, data=Json({"window": "01"}))
        self.ask(MESSAGE, event=verb, key=f"bare.{key}", text=text)

    codes: list[str] = []


def caller(url: str, hall_id: int, by_id: int) -> Callable[[], Callable[[Any], None]]:
    return lambda: Bare(url, hall_id, by_id).call_next


def issuer(url: str, hall_id: int, by_id: int, codes: list[str]) -> Callable[[], Callable[[Any], None]]:
    def client() -> Callable[[Any], None]:
        bare = Bare(url, hall_id, by_id)
        bare.codes = codes
        return bare.take_ticket

    return client
