"""The record of who did what; written in the same commit as the deed, never changed."""

import msgspec

from server.core.db import Tx
from server.core.tables import audit


def record(tx: Tx, person_id: int | None, what: str, subject: str = "", **facts: str | int | None) -> None:
    """Adds a row. ``what`` is ``source:subject:action``, as ``stories:story:post``.

    ``facts`` never hold what people wrote.
    """
    tx.conn.execute(
        audit.insert(),
        {
            "at": tx.now,
            "person_id": person_id,
            "what": what,
            "subject": subject,
            "facts": msgspec.json.encode(facts).decode(),
        },
    )
