"""What reading and writing messages costs: so many statements however much there is, each by way of an index."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa

from server.core.db import Tx
from server.core.hot import Hot
from server.core.turn import TURN
from server.messages.actions import send_message
from server.messages.queries import _by_id, _page, message_page
from server.messages.searching import found_messages
from server.messages.standing import _by_id as _thread_by_id
from server.messages.standing import readable
from server.messages.threads import thread_page, thread_view
from server.school.thread_readers import _languages, _people
from tests.cast import Who
from tests.school import School
from tests.server.messages.talk import opened, say
from wire.messages import NewMessage, SearchMessages, ThreadsAsk


@contextmanager
def counting(monkeypatch: pytest.MonkeyPatch, counted: sa.Connection) -> Iterator[list[str]]:
    """The statements that are run meanwhile on a connection, through SQLAlchemy or straight through the driver."""
    said: list[str] = []
    run = Hot.run

    def noted(self: Hot, conn: sa.Connection, values: Any) -> Any:
        if conn is counted:
            said.append("hot")
        return run(self, conn, values)

    def note(*args: Any) -> None:
        # PostgreSQL's own ways to take turns and to wake other servers.
        if not args[2].startswith(("NOTIFY", TURN)):
            said.append(args[2])

    monkeypatch.setattr(Hot, "run", noted)
    sa.event.listen(counted, "before_cursor_execute", note)
    yield said
    sa.event.remove(counted, "before_cursor_execute", note)
    monkeypatch.setattr(Hot, "run", run)


async def counts(school: School, monkeypatch: pytest.MonkeyPatch, who: Who, thread: int) -> dict[str, int]:
    """How many statements each way of looking takes."""
    viewer = await school.context.viewers.of(who.token)
    now = school.clock.now()
    ways: dict[str, Callable[[sa.Connection], object]] = {
        "messages": lambda conn: message_page(conn, readable(conn, viewer, thread).id, None, viewer.lang),
        "thread": lambda conn: thread_view(conn, viewer, thread, now, lambda *_: None),
        "list": lambda conn: thread_page(conn, viewer, ThreadsAsk(side="staff"), now),
        "search": lambda conn: found_messages(conn, viewer, SearchMessages(words="Hello", side="staff"), now),
    }

    def count(conn: sa.Connection) -> dict[str, int]:
        found = {}
        for name, way in ways.items():
            with counting(monkeypatch, conn) as said:
                way(conn)
            found[name] = len(said)
        return found

    return school.context.db.read(count)


async def test_looking_takes_as_many_statements_for_three_as_for_one(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast = school.cast
    expected = {"messages": 2, "thread": 7, "list": 5, "search": 4}
    first = await opened(school, cast.nadia, cast.zara)
    await say(school, cast.nadia, first, "Hello")
    assert await counts(school, monkeypatch, cast.hart, first) == expected
    for who, pupil in ((cast.katarzyna, cast.lena), (cast.rahman, cast.ilyas)):
        thread = await opened(school, who, pupil)
        for _ in range(3):
            await say(school, who, thread, "Hello")
            await say(school, cast.nadia, first, "Hello")
    assert await counts(school, monkeypatch, cast.hart, first) == expected


async def test_sending_takes_few_statements(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    cast = school.cast
    thread = await opened(school, cast.nadia, cast.zara)
    hart = await school.context.viewers.of(cast.hart.token)
    await say(school, cast.hart, thread, "👍")
    ask = NewMessage(thread_id=thread, body="👍")

    def count(tx: Tx) -> int:
        with counting(monkeypatch, tx.conn) as said:
            send_message(tx, hart, ask)
            tx.finish()
        tx._at_last.clear()
        return len(said)

    # Thread, languages, text, message, thread; the event's number and the event; the job that tells people of it;
    # the newest row of the record, and the one that is bound to it.
    assert school.context.db.write(count) == 10


async def test_everything_hot_goes_by_way_of_an_index(school: School) -> None:
    values = {"thread_id": 1, "message_id": 1, "before": 9, "lang": "en", "limit": 31}
    values |= {"pupil": 1, "now": 1, "whom0": 1}
    hot = (_by_id(), _page(), _thread_by_id(), _languages("class", 1, family=True), _people("class", 1))
    plans = school.context.db.read_as_one(
        lambda conn: [plan_of(conn, statement, values) for statement in hot]
    )
    # A class and its staff are a handful of rows, which PostgreSQL reads as it likes.
    assert [
        step for plan in plans for step in plan if step.startswith(("SCAN", "Seq Scan on messages"))
    ] == []
    page = plans[1]
    assert [step for step in page if "messages_by_thread" in step] != []
    assert [step for step in page if "TEMP B-TREE" in step or step.startswith("Sort")] == []


def plan_of(conn: sa.Connection, statement: Hot, values: dict[str, Any]) -> list[str]:
    """The steps in which the database would run a statement, on PostgreSQL as if there were much to read."""
    sql, order, fixed = statement._compile(conn)
    known = {**fixed, **values}
    driver: Any = conn.connection.driver_connection
    if order is not None:
        rows = driver.execute(f"EXPLAIN QUERY PLAN {sql}", [known[name] for name in order])
        return [row[3] for row in rows]
    driver.execute("SET LOCAL enable_seqscan = off")
    return [row[0].lstrip(" ->") for row in psycopg.ClientCursor(driver).execute(f"EXPLAIN {sql}", known)]
