"""The statements that run in every call, written by hand: others wait for the queue's row meanwhile (ADR 0009).

So are the lines, which are read after each change of a hall, and the ticket a phone follows: composing them by the ORM
costs more than running them.
"""

COVERED_QUEUES = """
    SELECT q.*, covers.rank, covers.id AS cover, covers.ordinary_run AS ordinary_here,
           covers.appointment_run AS appointment_here
    FROM queueing_queue q JOIN queueing_windowqueue covers ON covers.queue_id = q.id
    WHERE covers.window_id = %s ORDER BY q.id FOR NO KEY UPDATE OF q
"""
RUN_HERE = "UPDATE queueing_windowqueue SET ordinary_run = %s, appointment_run = %s WHERE id = %s"
HELD_TICKET = "SELECT id, number, state FROM queueing_ticket WHERE window_id = %s AND state IN ('called', 'serving')"
WAITING_TICKET = """
    SELECT *, nextval('queueing_call') AS next_call FROM queueing_ticket
    WHERE id = %s AND state = 'waiting' FOR NO KEY UPDATE
"""
MATTER_CODES = """
    SELECT matter.code FROM queueing_ticketmatter chosen JOIN matters_matter matter ON matter.id = chosen.matter_id
    WHERE chosen.ticket_id = %s ORDER BY chosen."order"
"""
OPEN_SESSION = """
    SELECT session.*, EXISTS (
        SELECT FROM queueing_capability rule
        WHERE (rule.window_id = session.window_id AND (rule.clerk_id IS NULL OR rule.clerk_id = session.clerk_id))
           OR (rule.clerk_id = session.clerk_id AND rule.window_id IS NULL)
    ) AS has_rules
    FROM queueing_windowsession session JOIN hall_window ON hall_window.id = session.window_id
    WHERE session.hall_id = %s AND hall_window.code = %s AND session.closed_at IS NULL FOR UPDATE OF session
"""
RULES = """rules AS MATERIALIZED (
        SELECT (clerk_id IS NOT NULL)::int + (clerk_id IS NOT NULL AND window_id IS NOT NULL)::int AS side,
               matter_id, department_id, level
        FROM queueing_capability
        WHERE (window_id = %(window)s AND clerk_id IS NULL) OR (clerk_id = %(clerk)s AND window_id IS NULL)
           OR (clerk_id = %(clerk)s AND window_id = %(window)s)
    )"""
# Whether the window and clerk of RULES only advise on a matter of `ticket`: the twin of `capability.deciding`.
BARRED = """EXISTS (
        SELECT FROM queueing_ticketmatter chosen JOIN matters_matter matter ON matter.id = chosen.matter_id
        WHERE chosen.ticket_id = ticket.id AND (
            SELECT CASE WHEN bool_or(side = 2) THEN bool_or(side = 2 AND level = 'consult') ELSE bool_or(level = 'consult') END
            FROM (SELECT DISTINCT ON (side) side, level FROM rules
                  WHERE (rules.matter_id IS NULL OR rules.matter_id = matter.id)
                    AND (rules.department_id IS NULL OR rules.department_id = matter.department_id)
                  ORDER BY side, rules.matter_id IS NULL, rules.department_id IS NULL) AS closest
        ))"""
BOUND = "(for_window_id IS NULL OR for_window_id = %(window)s) AND (for_clerk_id IS NULL OR for_clerk_id = %(clerk)s)"
ABLE = f"(queue.kind NOT IN ('comprehensive', 'package', 'foreign', 'green_lane') OR NOT {BARRED})"
HEAD = """
    SELECT head.id, queue.id, head.position, head.standing
    FROM queueing_queue AS queue CROSS JOIN LATERAL (
        (SELECT id, position, 0 AS standing FROM queueing_ticket ticket
         WHERE queue_id = queue.id AND state = 'waiting' AND NOT priority = '' AND {callable}
         ORDER BY position LIMIT 1)
        UNION ALL
        (SELECT id, position, 1 FROM queueing_ticket ticket
         WHERE queue_id = queue.id AND state = 'waiting' AND priority = '' AND slot_begins_at IS NOT NULL
           AND slot_begins_at <= %(now)s AND issued_at <= slot_ends_at AND {callable}
         ORDER BY position LIMIT 1)
        UNION ALL
        (SELECT id, position, 2 FROM queueing_ticket ticket
         WHERE queue_id = queue.id AND state = 'waiting' AND priority = ''
           AND (slot_begins_at IS NULL OR NOT (slot_begins_at <= %(now)s AND issued_at <= slot_ends_at)) AND {callable}
         ORDER BY position LIMIT 1)
    ) AS head
    WHERE queue.id = ANY(%(queues)s)
"""
HEADS = HEAD.format(callable=BOUND)
# For windows or clerks with rules only: planning it costs more than the whole of HEADS.
HEADS_ABLE = f"WITH {RULES}" + HEAD.format(callable=f"{BOUND} AND {ABLE}")
BARRED_TICKETS = f"""
    WITH {RULES}
    SELECT ticket.id FROM queueing_ticket ticket JOIN queueing_queue queue ON queue.id = ticket.queue_id
    WHERE ticket.state = 'waiting' AND EXISTS (SELECT FROM rules)
      AND queue.kind IN ('comprehensive', 'package', 'foreign', 'green_lane') AND {BARRED}
"""  # noqa: S608

FOLLOWED_TICKET = """
    SELECT ticket.*, hall.code AS hall_code FROM queueing_ticket ticket JOIN hall_hall hall ON hall.id = ticket.hall_id
    WHERE ticket.token = %s
"""
LINES = """
    WITH waiting AS (
        SELECT queue_id, count(*) AS everybody, count(*) FILTER (WHERE priority <> '') AS priority,
               count(*) FILTER (WHERE priority = '' AND slot_begins_at <= %(now)s AND slot_ends_at >= issued_at) AS booked,
               count(*) FILTER (WHERE expected_seconds > 0) AS known, sum(expected_seconds) AS seconds
        FROM queueing_ticket ticket WHERE state = 'waiting' AND hall_id = %(hall)s GROUP BY queue_id
    ), windows AS (
        SELECT covers.queue_id, count(*) AS open FROM queueing_windowsession session
        JOIN queueing_windowqueue covers ON covers.window_id = session.window_id
        WHERE session.hall_id = %(hall)s AND session.closed_at IS NULL AND session.state = 'open' GROUP BY covers.queue_id
    ), busy AS (
        SELECT covers.queue_id, count(*) AS windows FROM queueing_ticket ticket
        JOIN queueing_windowqueue covers ON covers.window_id = ticket.window_id
        WHERE ticket.hall_id = %(hall)s AND ticket.state IN ('called', 'serving') GROUP BY covers.queue_id
    )
    SELECT queue.*, coalesce(waiting.everybody, 0) AS waiting_now, coalesce(waiting.priority, 0) AS priority_now,
           coalesce(waiting.booked, 0) AS appointments_now, coalesce(waiting.known, 0) AS known_now,
           coalesce(waiting.seconds, 0) AS known_seconds, coalesce(windows.open, 0) AS windows_now,
           coalesce(busy.windows, 0) AS busy_now, learned.lower, learned.upper, recent.served, recent.seconds AS lately,
           EXISTS (SELECT FROM queueing_capability rule WHERE rule.hall_id = %(hall)s) AS has_rules
    FROM queueing_queue queue
    LEFT JOIN waiting ON waiting.queue_id = queue.id
    LEFT JOIN windows ON windows.queue_id = queue.id
    LEFT JOIN busy ON busy.queue_id = queue.id
    LEFT JOIN LATERAL (
        SELECT lower, upper FROM queueing_estimateerror error
        WHERE error.queue_id = queue.id AND lower IS NOT NULL ORDER BY day DESC LIMIT 1
    ) AS learned ON true
    CROSS JOIN LATERAL (
        SELECT count(*) AS served, avg(extract(epoch FROM ended_at - started_at))::float8 AS seconds
        FROM queueing_service service
        WHERE service.queue_id = queue.id AND ended_at >= %(since)s AND started_at IS NOT NULL
          AND outcome IN ('finish', 'await_result')
    ) AS recent
    WHERE queue.hall_id = %(hall)s AND (%(zone)s = '' OR EXISTS (
        SELECT FROM queueing_windowqueue covers JOIN hall_window ON hall_window.id = covers.window_id
        WHERE covers.queue_id = queue.id AND hall_window.zone = %(zone)s))
    ORDER BY queue.prefix
"""
