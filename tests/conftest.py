"""Hands out what tests are made with: databases of both kinds, a school with its cast, a clock that stands still."""

import os
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from server.core.config import Settings
from server.core.db import Database, Tx
from tests.cast import Who, add_cast, add_stranger
from tests.databases import BACKENDS, Databases
from tests.edges import FixedClock
from tests.school import School, running


@pytest.fixture(scope="session")
def databases() -> Iterator[Databases]:
    """The databases of this test process."""
    with tempfile.TemporaryDirectory(prefix="bookbag-test-") as folder:
        made = Databases(Path(folder))
        yield made
        made.stop()


@pytest.fixture
def clock() -> FixedClock:
    """Thursday, nine in the morning, until the test says otherwise."""
    return FixedClock()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Each test that uses a database runs on both kinds, unless it is marked with one of them."""
    if "backend" in metafunc.fixturenames:
        marked = [kind for kind in BACKENDS if metafunc.definition.get_closest_marker(kind)]
        metafunc.parametrize("backend", marked or BACKENDS, indirect=True)


@pytest.fixture
def backend(request: pytest.FixtureRequest) -> str:
    """The kind of database that a test runs on."""
    return str(request.param)


@pytest.fixture
def database(databases: Databases, backend: str, clock: FixedClock) -> Iterator[Database]:
    """A database with all tables and nothing in them."""
    name, _ = databases.fresh(backend, nothing)
    opened = Database(databases.url(backend, name), clock, threads=2)
    yield opened
    opened.close()
    databases.drop(backend, name)


@pytest.fixture
def job_threads(request: pytest.FixtureRequest) -> int:
    """None, so that jobs are done when a test says so (``School.do_jobs``); three if it is marked ``background``."""
    return 3 if request.node.get_closest_marker("background") else 0


@pytest.fixture
async def school(
    databases: Databases, backend: str, clock: FixedClock, tmp_path: Path, job_threads: int
) -> AsyncIterator[School]:
    """The whole server on a database with the cast in it, as an app reaches it."""
    name, cast = databases.fresh(backend, add_cast)
    settings = Settings(tmp_path, databases.url(backend, name), threads=2, job_threads=job_threads)
    async with running(settings, cast, clock) as school:
        yield school
    databases.drop(backend, name)


@pytest.fixture
def stranger(databases: Databases) -> Who:
    """Somebody of another school, with a token that is good there."""
    _, who = databases.fresh("sqlite", add_stranger)
    return who


def nothing(_: Tx) -> None:
    """Fills a database with nothing."""


def pytest_sessionfinish(session: pytest.Session) -> None:
    """With ``CI=true`` a test that was left out is a failure."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or os.environ.get("CI") != "true":
        return
    left_out = reporter.stats.get("skipped", [])
    if left_out and session.exitstatus == 0:
        reporter.write_line(f"{len(left_out)} tests were left out, and with CI=true none may be.", red=True)
        session.exitstatus = 1
