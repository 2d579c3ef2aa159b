"""A school with as many posts as one likes, made in seconds by the database itself, with the real tables.

Sixty classes of thirty pupils. A family has two children in different classes and two adults: the first
reads one of twelve languages, the second English. Of a hundred posts 78 go to a class, 16 to one
child's portfolio, 4 to a year, 2 to the whole school. Every text is there in Urdu and in Polish too.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from bench.words import GIVEN, LANGUAGES, SURNAMES, WORDS
from server.core.context import token_hash
from server.migrations import migrate
from server.tables import metadata

CLASSES, FAMILIES = 60, 900
CHILDREN = 2 * FAMILIES
ADULTS = 2 * FAMILIES
TEACHER = ADULTS
"""A class's teacher is the person with this number plus the class's."""
EVENTS = 400
"""Of the events of so many posts the server still knows; older ones are forgotten, as in real life."""
A_YEAR = 365 * 24 * 3_600_000


@dataclass(frozen=True)
class School:
    """A seeded school: its folder, and its database's address if that is not in the folder."""

    data: Path
    database: str
    posts: int
    messages: int = 0

    @property
    def url(self) -> str:
        """Where the database is."""
        return self.database or f"sqlite:///{self.data / 'bookbag.db'}"


def token_of(person_id: int) -> str:
    """The session of a person of the seeded school."""
    return f"bench-{person_id}"


def family_in(lang: str, number: int) -> int:
    """The ``number``-th family whose first adult reads ``lang``."""
    position = LANGUAGES.index(lang)
    lines = [line for line in range(FAMILIES // CLASSES) if line % len(LANGUAGES) == position]
    return lines[number // CLASSES % len(lines)] * CLASSES + number % CLASSES


def translated_reader(number: int) -> int:
    """A parent of two who reads Urdu."""
    return 2 * family_in("ur", number) + 1


def plain_reader(number: int) -> int:
    """The other parent of the same two children, who reads what was written."""
    return 2 * family_in("ur", number) + 2


def parents_of(class_id: int) -> list[int]:
    """The sixty adults of a class's thirty families."""
    older = range(class_id - 1, FAMILIES, CLASSES)
    younger = range((class_id - 1 - 7) % CLASSES, FAMILIES, CLASSES)
    return [2 * family + adult for family in (*older, *younger) for adult in (1, 2)]


def seed(data: Path, posts: int, database: str = "") -> School:
    """Makes the school in an empty folder, or in an empty PostgreSQL database."""
    school = School(data, database, posts)
    data.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(school.url)
    migrate(engine)
    with engine.begin() as conn:
        if not database:
            for pragma in ("synchronous=OFF", "cache_size=-262144", "temp_store=MEMORY"):
                conn.exec_driver_sql(f"PRAGMA {pragma}")
        values = {"now": time.time_ns() // 1_000_000, "posts": posts, "year": A_YEAR}
        _add_school(conn)
        _add_people(conn, values["now"])
        _add_words(conn)
        for statement in STATEMENTS:
            names = {name: value for name, value in values.items() if f":{name}" in statement}
            conn.execute(sa.text(statement), names)
        conn.exec_driver_sql("DROP TABLE bench_words")
        if database:
            _count_on(conn)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
        conn.exec_driver_sql("VACUUM ANALYZE" if database else "PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return school


def _add_school(conn: sa.Connection) -> None:
    tables = metadata.tables
    card = {"name": "Ash Tree School", "code": "BENCH", "colour": "#2f6f5e", "phone": "", "email": ""}
    conn.execute(tables["school"].insert(), {"id": 1, "time_zone": "Europe/London", **card})
    _insert(
        conn,
        "classes",
        (
            {"id": n, "name": f"{(n - 1) % 7}{'ABCDEFGHI'[(n - 1) // 7]}", "year": (n - 1) % 7}
            for n in _up_to(CLASSES)
        ),
    )
    _insert(
        conn,
        "pupils",
        (
            {"id": n, "name": f"{GIVEN[n % 30]} {SURNAMES[n // 30 % 60]}", "class_id": class_of(n)}
            for n in _up_to(CHILDREN)
        ),
    )


def _add_people(conn: sa.Connection, now: int) -> None:
    everybody = _up_to(ADULTS + CLASSES)
    _insert(conn, "people", ({**_person(n), "made_at": now} for n in everybody))
    used = {"made_at": now, "seen_at": now + 3_600_000, "ends_at": now + A_YEAR}
    _insert(conn, "sessions", ({**_session(n), **used} for n in everybody))
    _insert(
        conn,
        "contact_rights",
        (
            {"person_id": adult, "pupil_id": child, "relationship": "parent", "starts_at": 0}
            for family in range(FAMILIES)
            for child in (family + 1, FAMILIES + family + 1)
            for adult in (2 * family + 1, 2 * family + 2)
        ),
    )
    staff = ({"class_id": n, "person_id": TEACHER + n, "role": "teacher"} for n in _up_to(CLASSES))
    _insert(conn, "class_staff", staff)


def _person(n: int) -> dict[str, object]:
    title = "Mx " if n > ADULTS else ""
    name = f"{title}{GIVEN[n * 7 % 30]} {SURNAMES[n // 31 % 60]}"
    return {"id": n, "name": name, "email": f"p{n}@home.example", "lang": lang_of(n)}


def _session(n: int) -> dict[str, object]:
    return {"id": n, "person_id": n, "token_hash": token_hash(token_of(n)), "device": "Phone"}


def _insert(conn: sa.Connection, table: str, rows: Iterable[dict[str, object]]) -> None:
    conn.execute(metadata.tables[table].insert(), list(rows))


def class_of(pupil_id: int) -> int:
    """The class of a pupil: brothers and sisters are seven classes apart."""
    shift = 7 if pupil_id > FAMILIES else 0
    return (pupil_id - 1 + shift) % CLASSES + 1


def lang_of(person_id: int) -> str:
    """What somebody reads."""
    family, second = divmod(person_id - 1, 2)
    if second or person_id > ADULTS:
        return "en"
    return LANGUAGES[family // CLASSES % len(LANGUAGES)]


def _up_to(last: int) -> range:
    return range(1, last + 1)


def _add_words(conn: sa.Connection) -> None:
    conn.exec_driver_sql("CREATE TABLE bench_words (k INTEGER PRIMARY KEY, en TEXT, ur TEXT, pl TEXT)")
    rows = [{"k": k, "en": en, "ur": ur, "pl": pl} for k, (en, ur, pl) in enumerate(WORDS)]
    conn.execute(sa.text("INSERT INTO bench_words VALUES (:k, :en, :ur, :pl)"), rows)


def _count_on(conn: sa.Connection) -> None:
    """PostgreSQL's counters know nothing of ids that were given."""
    for table in metadata.sorted_tables:
        key = table.autoincrement_column
        if key is not None and table.name != "school":
            conn.exec_driver_sql(
                f"SELECT setval(pg_get_serial_sequence('{table.name}', '{key.name}'),"
                f" (SELECT coalesce(max({key.name}), 0) + 1 FROM {table.name}), false)"
            )


_PHOTO = """'{"id"\\:' || (n * 4 + {k}) || ',"width"\\:1600,"height"\\:1200,"colour"\\:"#8a9b7c"}'"""
_PHOTOS = [_PHOTO.replace("{k}", str(k)) for k in range(3)]

STATEMENTS = (
    f"""
    INSERT INTO stories (id, pos, topic, kind, class_id, pupil_id, author_id, author_role, at, text_id, photos,
                         likes, comments, comments_open, state)
    WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :posts),
    places AS (
      SELECT n, n % 100 AS part, (n / 100 + n % 100) % {CLASSES} + 1 AS class,
             (n / 100 * 16 + n % 100) % {CHILDREN} + 1 AS pupil, n / 100 % 7 AS year
      FROM numbers)
    SELECT n, n,
      CASE WHEN part < 78 THEN 'class\\:' || class WHEN part < 94 THEN 'pupil\\:' || pupil
           WHEN part < 98 THEN 'year\\:' || year ELSE 'school' END,
      CASE WHEN part < 78 THEN 'class' WHEN part < 94 THEN 'portfolio' ELSE 'school' END,
      CASE WHEN part < 78 THEN class END,
      CASE WHEN part BETWEEN 78 AND 93 THEN pupil END,
      {TEACHER} + class, 'teacher', :now - (:posts - n) * (3 * :year / :posts), n,
      CASE n % 5 WHEN 0 THEN '[]' WHEN 1 THEN '[' || {_PHOTOS[0]} || ']'
        WHEN 2 THEN '[' || {_PHOTOS[0]} || ',' || {_PHOTOS[1]} || ']'
        ELSE '[' || {_PHOTOS[0]} || ',' || {_PHOTOS[1]} || ',' || {_PHOTOS[2]} || ']' END,
      3, n % 4, TRUE, 'live'
    FROM places
    """,
    f"""
    INSERT INTO texts (id, topic, body, lang, author_id, at)
    SELECT id, topic, en || ' (' || id || ')', 'en', author_id, at
    FROM stories JOIN bench_words ON k = id % {len(WORDS)} ORDER BY id
    """,
    f"""
    INSERT INTO translations (text_id, lang, state, body, engine, at)
    SELECT id, lang, 'done', CASE lang WHEN 'ur' THEN ur ELSE pl END || ' (' || id || ')', 'phrasebook', at
    FROM stories JOIN bench_words ON k = id % {len(WORDS)}
    CROSS JOIN (SELECT 'pl' AS lang UNION ALL SELECT 'ur') AS langs ORDER BY id, lang
    """,
    f"""
    INSERT INTO likes (story_id, person_id, at)
    SELECT id, 2 * (coalesce(class_id - 1, id % {CLASSES}) + {CLASSES} * ((id + step) % 15)) + 1, at
    FROM stories CROSS JOIN (SELECT 0 AS step UNION ALL SELECT 5 UNION ALL SELECT 10) AS steps ORDER BY id, 2
    """,
    f"""
    INSERT INTO events (number, at, topic, kind, ref)
    SELECT id, at, topic, 'story_posted', '{{"story_id"\\:' || id || '}}'
    FROM stories WHERE id > :posts - {EVENTS}
    """,
    "DELETE FROM counters",
    "INSERT INTO counters (name, value) VALUES ('event', :posts)",
)
