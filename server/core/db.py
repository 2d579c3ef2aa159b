"""One database of one school: reads in a few threads, writes one after another.

SQLite: a single writer thread takes the writes that are waiting, gives each its own savepoint, and
commits them together, so that one wait for the disk serves them all. PostgreSQL: each write is a
transaction of its own. Nobody is answered before the commit.
"""

import asyncio
import logging
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from queue import SimpleQueue
from typing import Any, NamedTuple, TypeVar

import psycopg
import sqlalchemy as sa

from server.core import engines
from server.core.clock import Clock
from server.core.refused import Refused
from server.core.tables import metadata

__all__ = ["Database", "Tx", "metadata"]

log = logging.getLogger(__name__)

T = TypeVar("T")
MOST_TOGETHER = 64


class Tx:
    """One write: its connection, the one time that all its rows carry, and what to do after the commit."""

    def __init__(self, conn: sa.Connection, db: "Database") -> None:
        self.conn = conn
        self.db = db
        self.now = db.clock.now()
        self.has_turn = False
        """Whether it holds what lets one transaction at a time write what must stand in one order (``core.turn``)."""
        self.records: list[tuple[int | None, str, str, str]] = []
        """What ``core.audit`` writes down when all else is done."""
        self._at_last: dict[Callable[[Tx], None], None] = {}
        self.afterwards: dict[Callable[[], None], None] = {}
        """What to do once the commit is on the disk."""

    def at_last(self, call: "Callable[[Tx], None]") -> None:
        """Runs ``call`` once, in this transaction, when all else in it is done; if it fails, nothing is kept."""
        self._at_last[call] = None

    def finish(self) -> None:
        """Does what was to be done last in the transaction."""
        for call in self._at_last:
            call(self)

    def after(self, call: Callable[[], None]) -> None:
        """Runs ``call`` once, when the commit is on the disk; never if it fails."""
        self.afterwards[call] = None


class Database:
    """Runs functions on connections. ``read`` and ``write`` block; ``aread`` and ``awrite`` do not.

    ``on_event`` and ``on_job`` are called after a commit that told an event or left a job, from whichever
    thread it was. ``rights`` counts the changes to who may see what: whatever was worked out under a
    smaller number is worked out anew. ``held``: what else of this school an action needs that is in no row, by
    its type; set where the school is opened.
    """

    def __init__(self, url: str, clock: Clock, threads: int = 6, patience: int = engines.PATIENCE) -> None:
        self.clock = clock
        self.on_event: Callable[[], None] = lambda: None
        self.on_job: Callable[[], None] = lambda: None
        self.rights = 0
        self.held: dict[type[Any], Any] = {}
        self.is_sqlite = url.startswith("sqlite")
        self._kinds = [engines.Kind(url, threads, patience, reading) for reading in (False, True)]
        self.engine, self._reads = map(engines.take, self._kinds)
        self.threads = ThreadPoolExecutor(threads, thread_name_prefix="db")
        self._errands = ThreadPoolExecutor(1, thread_name_prefix="db-errand")
        self._writer = _Writer(self) if self.is_sqlite else None
        self._at_hand: sa.Connection | None = None

    def read(self, call: Callable[[sa.Connection], T]) -> T:
        """Runs ``call`` on a connection for reading."""
        with _said_plainly(), self._reads.connect() as conn:
            return call(conn)

    def read_as_one(self, call: Callable[[sa.Connection], T]) -> T:
        """Like ``read``, but all its statements see the database at the same moment."""
        with _said_plainly(), self.engine.connect() as conn:
            if self.is_sqlite:
                conn.execution_options(bookbag_begin="BEGIN")
            else:
                conn.execution_options(isolation_level="REPEATABLE READ")
            with conn.begin():
                return call(conn)

    def write(self, call: Callable[[Tx], T]) -> T:
        """Runs ``call`` in a transaction and returns its result after the commit; undoes it all if it raises."""
        if self._writer:
            return self._writer.put(call).result()
        return self._write_alone(call)

    async def aread(self, call: Callable[[sa.Connection], T]) -> T:
        """``read`` in one of the database's threads."""
        return await asyncio.get_running_loop().run_in_executor(self.threads, self.read, call)

    async def aread_quickly(self, call: Callable[[sa.Connection], T]) -> T:
        """``read`` of a few rows that are surely in memory.

        On SQLite in the event loop's own thread: handing it over would cost more than reading. PostgreSQL
        answers over a socket, for which the event loop must not wait.
        """
        if not self.is_sqlite:
            return await self.aread(call)
        if self._at_hand is None:
            # Always the same connection: taking one from the pool and giving it back costs a tenth of a page.
            self._at_hand = self._reads.connect().execution_options(isolation_level="AUTOCOMMIT")
        return call(self._at_hand)

    async def aread_as_one(self, call: Callable[[sa.Connection], T]) -> T:
        """``read_as_one`` in one of the database's threads."""
        return await asyncio.get_running_loop().run_in_executor(self.threads, self.read_as_one, call)

    async def awrite(self, call: Callable[[Tx], T]) -> T:
        """``write`` without blocking the event loop."""
        if self._writer:
            return await self._writer.put_from_loop(call)
        return await asyncio.get_running_loop().run_in_executor(self.threads, self._write_alone, call)

    def write_soon(self, call: Callable[[Tx], object]) -> None:
        """Writes something that nobody waits for; if it fails, the log says so."""

        def alone() -> None:
            try:
                self.write(call)
            except Exception:
                log.exception("a write that nobody waits for failed")

        self._errands.submit(alone)

    def close(self) -> None:
        """Lets what is under way finish, then lets go of everything."""
        self._errands.shutdown()
        if self._writer:
            self._writer.stop()
        self.threads.shutdown()
        if self._at_hand:
            self._at_hand.close()
        for kind, engine in zip(self._kinds, (self.engine, self._reads), strict=True):
            engines.give_back(kind, engine)

    def _write_alone(self, call: Callable[[Tx], T]) -> T:
        with _said_plainly(), self.engine.begin() as conn:
            tx = Tx(conn, self)
            result = call(tx)
            tx.finish()
        for afterwards in tx.afterwards:
            afterwards()
        return result

    def rights_changed(self) -> None:
        """Who may see what is different from now on."""
        self.rights += 1


class _Waiting(NamedTuple):
    """A write, and who waits for it: a thread, or something in an event loop."""

    call: Callable[[Tx], Any]
    future: "Future[Any] | asyncio.Future[Any]"
    loop: asyncio.AbstractEventLoop | None = None

    def is_wanted(self) -> bool:
        """Whether somebody still waits. From here on it cannot be taken back."""
        if isinstance(self.future, Future):
            return self.future.set_running_or_notify_cancel()
        return not self.future.cancelled()


class _Outcome(NamedTuple):
    """How a write went."""

    waiting: _Waiting
    result: Any = None
    error: Exception | None = None

    def tell(self) -> None:
        """In the thread or loop of whoever waits."""
        future = self.waiting.future
        if future.done():
            return
        if self.error is not None:
            future.set_exception(self.error)
        else:
            future.set_result(self.result)


class _Writer:
    """The one thread that writes to SQLite."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._conn: sa.Connection | None = None
        self._queue: SimpleQueue[_Waiting | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="db-writer", daemon=True)
        self._thread.start()

    def put(self, call: Callable[[Tx], T]) -> "Future[T]":
        future: Future[T] = Future()
        self._queue.put(_Waiting(call, future))
        return future

    def put_from_loop(self, call: Callable[[Tx], T]) -> "asyncio.Future[T]":
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._queue.put(_Waiting(call, future, loop))
        return future

    def stop(self) -> None:
        self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (first := self._queue.get()) is not None:
            batch = [first]
            while not self._queue.empty() and len(batch) < MOST_TOGETHER:
                item = self._queue.get()
                if item is None:
                    self._queue.put(None)
                    break
                batch.append(item)
            _tell(self._commit_together([one for one in batch if one.is_wanted()]))
        self._let_go()

    def _connection(self) -> sa.Connection:
        """Always the same one, until something fails: taking one from the pool costs a tenth of a message."""
        if self._conn is None:
            self._conn = self._db.engine.connect()
        return self._conn

    def _let_go(self) -> None:
        conn, self._conn = self._conn, None
        if conn is not None:
            with suppress(sa.exc.DBAPIError, sqlite3.Error):
                conn.close()

    def _commit_together(self, batch: list[_Waiting]) -> list[_Outcome]:
        outcomes: list[_Outcome] = []
        kept: list[Tx] = []
        try:
            conn = self._connection()
            with conn.begin():
                for one in batch:
                    tx = Tx(conn, self._db)
                    try:
                        outcomes.append(_Outcome(one, _in_savepoint(tx, one.call)))
                        kept.append(tx)
                    except Exception as error:
                        outcomes.append(_Outcome(one, error=_plain(error)))
                        if not _still_open(conn):
                            raise
        except Exception as error:  # noqa: BLE001 - nothing of the batch was kept: all must know
            self._let_go()
            failed = {id(one.waiting): one for one in outcomes if one.error is not None}
            return [failed.get(id(one), _Outcome(one, error=_plain(error))) for one in batch]
        self._after(kept)
        return outcomes

    def _after(self, kept: list[Tx]) -> None:
        """Before the answers: nobody may go on while a right that they ended still counts. Each call once."""
        for call in dict.fromkeys(call for tx in kept for call in tx.afterwards):
            try:
                call()
            except Exception:
                log.exception("what was to follow a commit failed")


def _tell(outcomes: Iterable[_Outcome]) -> None:
    """Tells all who wait, those of one event loop together: waking it costs as much as a small write."""
    in_loops: dict[asyncio.AbstractEventLoop, list[_Outcome]] = {}
    for one in outcomes:
        if one.waiting.loop is None:
            one.tell()
        else:
            in_loops.setdefault(one.waiting.loop, []).append(one)
    for loop, told in in_loops.items():
        # A loop that was closed meanwhile has nobody left in it who waits.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(_tell_each, told)


def _tell_each(told: Iterable[_Outcome]) -> None:
    for one in told:
        one.tell()


def _in_savepoint(tx: Tx, call: Callable[[Tx], T]) -> T:
    """Does ``call``, or nothing of it. Raises its own error, also where SQLite undid the savepoint by itself.

    The savepoint is the driver's own: SQLAlchemy's costs a fifth of a message.
    """
    driver: Any = tx.conn.connection.driver_connection
    driver.execute("SAVEPOINT one_write")
    try:
        result = call(tx)
        tx.finish()
        driver.execute("RELEASE one_write")
    except Exception:
        with suppress(sqlite3.Error):
            driver.execute("ROLLBACK TO one_write")
            driver.execute("RELEASE one_write")
        raise
    return result


@contextmanager
def _said_plainly() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        plain = _plain(error)
        if plain is error:
            raise
        log.warning("the database failed: %s", type(error).__name__)
        raise plain from error


def _plain(error: Exception) -> Exception:
    """A full disk is something that a person can do something about; what passes by itself is tried again."""
    cause = error.orig if isinstance(error, sa.exc.DBAPIError) else error
    said = str(cause) if isinstance(cause, sqlite3.OperationalError) else ""
    if isinstance(cause, psycopg.errors.DiskFull) or "disk is full" in said or "disk I/O error" in said:
        return Refused("disk_full", 507)
    if "locked" in said or _passes(cause):
        return Refused("busy", 503)
    return error


def _passes(cause: BaseException | None) -> bool:
    """Whether PostgreSQL went away for a moment, or let another transaction go first."""
    return isinstance(cause, psycopg.OperationalError) and not isinstance(cause, psycopg.errors.QueryCanceled)


def _still_open(conn: sa.Connection) -> bool:
    """Whether the transaction survived: SQLite undoes all of it by itself when the disk is full."""
    return bool(conn.connection.driver_connection.in_transaction)  # type: ignore[union-attr]
