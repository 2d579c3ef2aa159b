"""One transaction after another, for what must stand in one order: the events of the feed, the chain of the record."""

from typing import Final

from server.core.db import Tx

TURN: Final = "SELECT value FROM counters WHERE name = 'event' FOR UPDATE"


def take_turn(tx: Tx) -> None:
    """From here to the commit no other transaction has the turn; it waits, once, for whoever has it now.

    There is one turn for events and for the record: two locks that two transactions take in different
    orders would block both for ever. On SQLite the one writer has it always.
    """
    if tx.has_turn:
        return
    tx.has_turn = True
    if tx.db.is_sqlite:
        return
    if tx.conn.exec_driver_sql(TURN).first() is None:
        begin_count(tx)
        tx.conn.exec_driver_sql(TURN)


def begin_count(tx: Tx) -> None:
    """The row of the turn, and of the feed's numbers. Of two who make it at once one waits for the other."""
    tx.conn.exec_driver_sql("INSERT INTO counters (name, value) VALUES ('event', 0) ON CONFLICT DO NOTHING")
