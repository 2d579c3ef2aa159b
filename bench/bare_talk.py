"""The floor under a message that is sent: its very rows through the bare driver, one commit each, in one thread."""

import hashlib
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from typing import Any

import psycopg
import sqlalchemy as sa

from bench.load import Round
from bench.seed import School
from server.core.engines import PRAGMAS
from server.core.tables import jobs

ROWS = (
    "INSERT INTO texts (topic, body, lang, author_id, at) VALUES (?, ?, 'en', ?, ?) RETURNING id",
    """INSERT INTO messages (thread_id, author_id, author_role, side, at, text_id, photos, files, state)
       VALUES (?, ?, 'parent', 'family', ?, ?, '[]', '[]', 'sent') RETURNING id""",
    "UPDATE threads SET last_id = ?, waiting_id = ?, waiting_since = ? WHERE id = ?",
    "INSERT INTO jobs (kind, args, key, due, state) VALUES ('spread', ?, ?, ?, 'floor')",
    "UPDATE counters SET value = value + 1 WHERE name = 'event' RETURNING value",
    "INSERT INTO events (number, at, topic, kind, ref) VALUES (?, ?, ?, 'message_sent', ?)",
    "INSERT INTO answers (person_id, key, ask, answer, at) VALUES (?, ?, ?, ?, ?)",
    "SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1",
    """INSERT INTO audit (id, at, person_id, what, subject, facts, hash)
       VALUES (?, ?, ?, 'messages:message:send', ?, ?, ?)""",
)
"""The rows of a message that nobody has to translate, as the server writes them. Its job is one that nobody does."""
MOST_SETTLING = 240
"""Seconds until a server that still has something to do is no server to measure beside."""


@contextmanager
def bare_sender(school: School, threads: int, words: str) -> Iterator[Callable[[], object]]:
    """Writes the rows of one message and commits, on a connection of the driver's own, opened as the server does."""
    numbers = count(1)
    if school.database:
        address = school.database.replace("+psycopg", "")
        with psycopg.connect(address, autocommit=True) as conn:
            rows = [sql.replace("?", "%s") for sql in ROWS]
            yield lambda: _one(conn, rows, "BEGIN", next(numbers) % threads, words)
        return
    sqlite = sqlite3.connect(school.data / "bookbag.db", isolation_level=None)
    for pragma in PRAGMAS:
        sqlite.execute(f"PRAGMA {pragma}")
    yield lambda: _one(sqlite, ROWS, "BEGIN IMMEDIATE", next(numbers) % threads, words)
    sqlite.close()


def one_after_another(keep: Callable[[], object], seconds: float) -> Round:
    """A round of it."""
    took, began = [], time.perf_counter()
    before = began
    while before - began < seconds:
        keep()
        now = time.perf_counter()
        took.append(now - before)
        before = now
    return Round(before - began, took)


def settle(school: School) -> None:
    """Waits until the server has told everybody of what was sent, so that it takes nothing from who comes next."""
    engine = sa.create_engine(school.url)
    until = time.monotonic() + MOST_SETTLING
    while True:
        now = time.time_ns() // 1_000_000
        due = sa.select(sa.func.count()).where(jobs.c.state.in_(("ready", "running")), jobs.c.due <= now)
        with engine.connect() as conn:
            left = conn.execute(due).scalar_one()
        if not left:
            break
        if time.monotonic() > until:
            raise RuntimeError(f"After {MOST_SETTLING} s the server still has {left} things to do.")
        time.sleep(0.2)
    engine.dispose()


def _one(conn: Any, rows: Sequence[str], begin: str, place: int, words: str) -> None:
    thread, now = 2 * place + 2, time.time_ns() // 1_000_000
    topic, person = f"talk:{thread}:class:1", thread
    text, message, changed, job, counter, event, answer, newest, audit = rows
    conn.execute(begin)
    ((text_id,),) = conn.execute(text, (topic, words, person, now)).fetchall()
    ((message_id,),) = conn.execute(message, (thread, person, now, text_id)).fetchall()
    conn.execute(changed, (message_id, message_id, now, thread))
    told = f'{{"message_id":{message_id}}}'
    args = f'{{"kind":"message","topic":"{topic}","ref":{told},"author_id":{person}}}'
    conn.execute(job, (args, f"floor:{message_id}", now))
    ((number,),) = conn.execute(counter).fetchall()
    conn.execute(event, (number, now, topic, told))
    conn.execute(answer, (person, f"floor-{message_id}", b"x" * 32, b"x" * 330, now))
    ((last, before),) = conn.execute(newest).fetchall() or [(0, bytes(32))]
    facts = '{"thread":12,"side":"family"}'
    row = (last + 1, now, person, f"message:{message_id}", facts)
    linked = hashlib.sha256(bytes(before) + repr(row).encode()).digest()
    conn.execute(audit, (*row, linked))
    conn.execute("COMMIT")
