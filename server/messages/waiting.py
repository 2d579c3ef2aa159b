"""A thread that waits, and whose last words need no answer: "Thank you." (spec 5.8)."""

from server.core import audit
from server.core.db import Tx
from server.core.feed import tell
from server.core.refused import Refused
from server.core.viewer import Viewer
from server.messages import rules
from server.messages.standing import readable
from server.messages.tables import threads
from wire.messages import NoAnswer


def needs_no_answer(tx: Tx, viewer: Viewer, ask: NoAnswer) -> None:
    """Ends the waiting, by who might answer. Raises ``said_more`` if something was written after what they saw."""
    thread = readable(tx.conn, viewer, ask.thread_id, locked=True)
    if not rules.may_leave_unanswered(viewer, thread.standing):
        raise Refused(rules.why_not(viewer, thread.standing) or "not_allowed")
    if (thread.last_id or 0) > ask.seen:
        raise Refused("said_more", 409)
    if thread.waiting_id is None or thread.last_id is None:
        return
    change = {"waiting_id": None, "waiting_since": None}
    tx.conn.execute(threads.update().where(threads.c.id == thread.id).values(change))
    audit.record(tx, viewer.person_id, "messages:thread:no_answer", f"thread:{thread.id}", upto=ask.seen)
    tell(tx, f"staff:{thread.topic}", "message_changed", {"message_id": thread.last_id})
