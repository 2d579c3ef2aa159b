"""Threads and as many messages as one likes in a seeded school, made in seconds by the database itself.

The 120 families that read Urdu have a thread with the class team of each of their two children. Family and
teacher write in turn. Every text is there in Urdu too, and everybody has read everything.
"""

import time
from collections.abc import Iterator
from dataclasses import replace

import sqlalchemy as sa

from bench.seed import A_YEAR, FAMILIES, TEACHER, School, class_of, family_in
from bench.words import WORDS
from server.tables import metadata

TALKING = 120


def children() -> list[int]:
    """The pupils about whom there is a thread; the first of them has thread 1, and so on."""
    families = [family_in("ur", number) for number in range(TALKING)]
    return [child for family in families for child in (family + 1, FAMILIES + family + 1)]


def writer_about(child: int) -> int:
    """The adult of a pupil who reads Urdu."""
    return 2 * ((child - 1) % FAMILIES) + 1


def seed_talk(school: School, messages: int) -> School:
    """Adds the threads, and so many messages in turn to each."""
    now = time.time_ns() // 1_000_000
    engine = sa.create_engine(school.url)
    with engine.begin() as conn:
        if not school.database:
            for pragma in ("synchronous=OFF", "cache_size=-262144", "temp_store=MEMORY"):
                conn.exec_driver_sql(f"PRAGMA {pragma}")
        _insert(conn, "threads", _threads(now))
        first = conn.exec_driver_sql("SELECT coalesce(max(id), 0) FROM texts").scalar_one()
        _add_words(conn)
        values = {"now": now, "messages": messages, "first": first, "year": A_YEAR}
        for statement in STATEMENTS:
            names = {name: value for name, value in values.items() if f":{name}" in statement}
            conn.execute(sa.text(statement), names)
        conn.exec_driver_sql("DROP TABLE bench_words")
        if school.database:
            for table in ("threads", "texts", "messages"):
                conn.exec_driver_sql(
                    f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
                )
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
        conn.exec_driver_sql("VACUUM ANALYZE" if school.database else "PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return replace(school, messages=messages)


def _threads(now: int) -> Iterator[dict[str, object]]:
    for number, child in enumerate(children(), 1):
        place = class_of(child)
        topic = f"talk:{child}:class:{place}"
        yield {
            "id": number,
            "topic": topic,
            "kind": "class",
            "pupil_id": child,
            "class_id": place,
            "made_at": now,
        }


def _insert(conn: sa.Connection, table: str, rows: Iterator[dict[str, object]]) -> None:
    conn.execute(metadata.tables[table].insert(), list(rows))


def _add_words(conn: sa.Connection) -> None:
    conn.exec_driver_sql("CREATE TABLE bench_words (k INTEGER PRIMARY KEY, en TEXT, ur TEXT)")
    rows = [{"k": k, "en": words[0], "ur": words[1]} for k, words in enumerate(WORDS)]
    conn.execute(sa.text("INSERT INTO bench_words VALUES (:k, :en, :ur)"), rows)


_ADULT = f"2 * ((pupil_id - 1) % {FAMILIES}) + 1"
STATEMENTS = (
    f"""
    INSERT INTO messages (id, thread_id, author_id, author_role, side, at, text_id, photos, files, state)
    WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :messages)
    SELECT n, threads.id,
      CASE WHEN n / {2 * TALKING} % 2 = 0 THEN {_ADULT} ELSE {TEACHER} + class_id END,
      CASE WHEN n / {2 * TALKING} % 2 = 0 THEN 'parent' ELSE 'teacher' END,
      CASE WHEN n / {2 * TALKING} % 2 = 0 THEN 'family' ELSE 'staff' END,
      :now - (:messages - n) * (:year / :messages), :first + n, '[]', '[]', 'sent'
    FROM numbers JOIN threads ON threads.id = n % {2 * TALKING} + 1
    """,
    f"""
    INSERT INTO texts (id, topic, body, lang, author_id, at)
    SELECT text_id, topic, en || ' (' || messages.id || ')', 'en', author_id, at
    FROM messages JOIN threads ON threads.id = thread_id
    JOIN bench_words ON k = messages.id % {len(WORDS)} ORDER BY messages.id
    """,
    f"""
    INSERT INTO translations (text_id, lang, state, body, engine, at)
    SELECT text_id, 'ur', 'done', ur || ' (' || messages.id || ')', 'phrasebook', at
    FROM messages JOIN bench_words ON k = messages.id % {len(WORDS)} ORDER BY messages.id
    """,
    "UPDATE threads SET last_id = (SELECT max(id) FROM messages WHERE thread_id = threads.id)",
    f"""
    INSERT INTO marks (thread_id, person_id, delivered, read)
    SELECT id, {_ADULT}, last_id, last_id FROM threads UNION ALL
    SELECT id, {_ADULT} + 1, last_id, last_id FROM threads UNION ALL
    SELECT id, {TEACHER} + class_id, last_id, last_id FROM threads
    """,
)
