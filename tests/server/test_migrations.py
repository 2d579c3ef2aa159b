"""Migrations lead to the tables of the code, on both kinds of database."""

from collections.abc import Iterator

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from server.core.audit import record
from server.core.chain import follow
from server.core.db import Database
from server.hours.queries import calendar
from server.migrations import HEAD, HERE, is_current, migrate
from server.tables import metadata
from tests.databases import Databases
from tests.edges import FixedClock


@pytest.fixture
def empty(databases: Databases, backend: str) -> Iterator[Database]:
    """A database without tables."""
    name = databases.empty(backend)
    opened = Database(databases.url(backend, name), FixedClock(), threads=1)
    yield opened
    opened.close()
    databases.drop(backend, name)


def test_the_newest_migration_is_the_head() -> None:
    assert ScriptDirectory(str(HERE)).get_current_head() == HEAD


def test_migrating_makes_the_tables_of_the_code(empty: Database) -> None:
    assert not is_current(empty.engine)
    migrate(empty.engine)
    assert is_current(empty.engine)
    with empty.engine.connect() as conn:
        assert compare_metadata(MigrationContext.configure(conn), metadata) == []


def test_migrating_twice_changes_nothing(empty: Database) -> None:
    migrate(empty.engine)
    migrate(empty.engine)
    assert is_current(empty.engine)


def upgrade(empty: Database, revision: str) -> None:
    """Brings a database to where it was with an earlier version of Bookbag."""
    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.attributes["engine"] = empty.engine
    command.upgrade(config, revision)


def test_the_names_of_days_become_texts_that_are_read_in_each_language(empty: Database) -> None:
    upgrade(empty, "0014")
    with empty.engine.begin() as conn:
        for number, name in ((3, "Autumn term"), (4, "Spring term")):
            conn.exec_driver_sql(
                "INSERT INTO terms (id, name, first, last) "
                f"VALUES ({number}, '{name}', '2026-0{number}-01', '2026-0{number}-20')"
            )
        conn.exec_driver_sql(
            "INSERT INTO closures (id, kind, name, first, last) "
            "VALUES (5, 'training', 'Training day', '2026-03-02', '2026-03-02')"
        )
    migrate(empty.engine)
    found, missing = empty.read(lambda conn: calendar(conn, "ur"))
    assert [(one.id, one.name.body) for one in found.terms] == [(3, "Autumn term"), (4, "Spring term")]
    assert [(one.id, one.name.body) for one in found.closures] == [(5, "Training day")]
    names = [one.name for one in found.terms] + [one.name for one in found.closures]
    assert missing == [name.id for name in names]


def test_a_record_from_before_there_was_a_chain_gets_one(empty: Database) -> None:
    upgrade(empty, "0001")
    with empty.engine.begin() as conn:
        for number in (1, 2, 5):
            conn.exec_driver_sql(
                "INSERT INTO audit (id, at, person_id, what, subject, facts) "
                f"VALUES ({number}, {number}, NULL, 'test:thing:do', '', '{{}}')"
            )
    migrate(empty.engine)
    empty.write(lambda tx: record(tx, 1, "test:thing:do"))
    chain = empty.read(follow)
    assert (chain.rows, chain.first_at, chain.broken) == (4, 1, None)
