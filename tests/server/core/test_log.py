"""Nothing that somebody wrote reaches the log, whatever goes wrong with it."""

import asyncio
import io
import logging
import threading
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from starlette.requests import Request

from server.core.db import Database, Tx
from server.core.http import guarded
from server.core.log import Plain, _of_a_thread
from server.translation.tables import texts

MARKER = "quokka-7f3a"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """All that is logged, as the server writes it."""
    written, root = io.StringIO(), logging.getLogger()
    handler = logging.StreamHandler(written)
    handler.setFormatter(Plain("%(name)s: %(message)s"))
    root.addHandler(handler)
    yield written
    root.removeHandler(handler)


def spoil(tx: Tx) -> None:
    """A row with the marker in it that the database refuses: it has no author."""
    row = {"topic": "school", "body": MARKER, "lang": "en", "author_id": None, "at": 1}
    tx.conn.execute(texts.insert().values(**row))


async def test_a_row_that_the_database_refuses_is_not_logged(database: Database, log: io.StringIO) -> None:
    with pytest.raises(sa.exc.IntegrityError) as caught:
        database.write(spoil)
    assert (MARKER in str(caught.value.orig)) is not database.is_sqlite

    async def answer(_: Any) -> Any:
        try:
            await database.awrite(spoil)
        except sa.exc.IntegrityError as error:
            raise RuntimeError(MARKER) from error

    told = await guarded(answer)(Request({"type": "http", "path": "/v1/here"}))
    database.write_soon(spoil)
    database._errands.submit(lambda: None).result()
    said = log.getvalue()
    assert told.status_code == 500
    assert "server.core.http: /v1/here failed" in said
    assert "a write that nobody waits for failed" in said
    assert "sqlalchemy.exc.IntegrityError\nwhich led to:" in said
    assert ("NotNullViolation 23502" in said, "SQLITE_CONSTRAINT_NOTNULL" in said) == (
        (False, True) if database.is_sqlite else (True, False)
    )
    assert MARKER not in said


async def test_an_error_that_nobody_took_is_not_logged_either(log: io.StringIO) -> None:
    """asyncio shows the error itself below its sentence, threads print it."""
    loop = asyncio.get_running_loop()
    loop.call_exception_handler(
        {"message": "Nobody took it", "future": MARKER, "exception": ValueError(MARKER)}
    )
    group = ExceptionGroup(MARKER, [KeyError(MARKER)])
    _of_a_thread(threading.ExceptHookArgs((type(group), group, None, None)))
    said = log.getvalue()
    assert ("asyncio: Nobody took it\nbuiltins.ValueError" in said, "builtins.KeyError" in said) == (
        True,
        True,
    )
    assert MARKER not in said
