"""The statements that run in every call, written by hand: others wait for the queue's row meanwhile (ADR 0009)."""

COVERED_QUEUES = """
    SELECT q.*, covers.rank
    FROM queueing_queue q JOIN queueing_windowqueue covers ON covers.queue_id = q.id
    WHERE covers.window_id = %s ORDER BY q.id FOR NO KEY UPDATE OF q
"""
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
    SELECT session.* FROM queueing_windowsession session JOIN hall_window ON hall_window.id = session.window_id
    WHERE session.hall_id = %s AND hall_window.code = %s AND session.closed_at IS NULL FOR UPDATE OF session
"""
HEADS = """
    SELECT head.id, queue.id, head.position, head.standing
    FROM unnest(%(queues)s::bigint[]) AS queue (id) CROSS JOIN LATERAL (
        (SELECT id, position, 0 AS standing FROM queueing_ticket
         WHERE queue_id = queue.id AND state = 'waiting' AND NOT priority = ''
           AND (for_window_id IS NULL OR for_window_id = %(window)s) AND (for_clerk_id IS NULL OR for_clerk_id = %(clerk)s)
         ORDER BY position LIMIT 1)
        UNION ALL
        (SELECT id, position, 1 FROM queueing_ticket
         WHERE queue_id = queue.id AND state = 'waiting' AND priority = '' AND slot_begins_at IS NOT NULL
           AND slot_begins_at <= %(now)s AND issued_at <= slot_ends_at
           AND (for_window_id IS NULL OR for_window_id = %(window)s) AND (for_clerk_id IS NULL OR for_clerk_id = %(clerk)s)
         ORDER BY position LIMIT 1)
        UNION ALL
        (SELECT id, position, 2 FROM queueing_ticket
         WHERE queue_id = queue.id AND state = 'waiting' AND priority = ''
           AND (slot_begins_at IS NULL OR NOT (slot_begins_at <= %(now)s AND issued_at <= slot_ends_at))
           AND (for_window_id IS NULL OR for_window_id = %(window)s) AND (for_clerk_id IS NULL OR for_clerk_id = %(clerk)s)
         ORDER BY position LIMIT 1)
    ) AS head
"""
