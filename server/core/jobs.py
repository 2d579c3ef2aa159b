"""Work for later: rows committed with what caused them, done at least once, tried again when they fail."""

import logging
import threading
from collections.abc import Callable, Collection, Mapping
from functools import lru_cache, partial
from typing import Any, Final

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from server.core.db import Database, Tx
from server.core.hot import Hot
from server.core.tables import jobs

log = logging.getLogger(__name__)

Handler = Callable[[dict[str, Any]], None]
Lane = sa.ColumnElement[bool]
"""Which jobs a thread does."""
EVERY: Final[Lane] = sa.true()
LEASE = 120_000
"""How long a claimed job may take before another runner may take it over, in ms."""
FIRST_WAIT, LONGEST_WAIT = 1_000, 300_000
MOST_TRIES = 50


def enqueue(
    tx: Tx, kind: str, args: Mapping[str, int | str], *, due: int | None = None, key: str | None = None
) -> None:
    """Leaves work to be done after this commit, not before ``due`` (ms). With ``key``: only once while it waits."""
    row = {"kind": kind, "args": msgspec.json.encode(args).decode(), "due": due or tx.now, "key": key}
    _insert(tx.conn.dialect.name).run(tx.conn, row)
    tx.after(tx.db.on_job)


@lru_cache(maxsize=2)
def _insert(database: str) -> Hot:
    dialect = postgresql if database == "postgresql" else sqlite
    given = {name: sa.bindparam(name, type_=jobs.c[name].type) for name in ("kind", "args", "due", "key")}
    return Hot(dialect.insert(jobs).values(given).on_conflict_do_nothing(index_elements=["key"]))


class Runner:
    """Threads that do the jobs of one school.

    ``handlers``: kind → what does it, given the job's ``args``; it runs outside any transaction.
    ``slow``: the kinds that may wait long for somebody else; one thread does none of them, so that what has its
    hour (a story's time, the end of a right) never waits behind them.
    ``apart``: the kinds that come in hundreds and wait for somebody else each time; one thread does nothing else,
    and nothing waits behind them.
    A handler that raises is tried again later, up to ``MOST_TRIES`` times; then the job stays as ``failed``.
    """

    def __init__(
        self,
        db: Database,
        handlers: Mapping[str, Handler],
        threads: int = 3,
        slow: Collection[str] = frozenset(),
        apart: Collection[str] = frozenset(),
    ) -> None:
        self._db = db
        self._handlers = handlers
        self._wake = threading.Condition()
        self._news = 0
        self._stopping = False
        kind = jobs.c.kind
        lanes = [kind.not_in({*slow, *apart}), *[kind.not_in(apart)] * (threads - 1)]
        lanes += [kind.in_(apart)] if apart else []
        self._threads = [
            threading.Thread(target=self._run, args=(lane,), name=f"job-{n}", daemon=True)
            for n, lane in enumerate(lanes)
        ]

    def start(self) -> None:
        """Begins to do jobs."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Finishes the jobs in hand and does no more."""
        with self._wake:
            self._stopping = True
            self._wake.notify_all()
        for thread in self._threads:
            thread.join(timeout=10)

    def wake(self) -> None:
        """There may be a new job."""
        with self._wake:
            self._news += 1
            self._wake.notify_all()

    def run_due(self, lane: Lane = EVERY) -> int:
        """Does all jobs that are due, in this thread; says how many it did."""
        done = 0
        while self._db.read(partial(self._any_due, lane=lane)) and (
            job := self._db.write(partial(self._claim, lane=lane))
        ):
            self._do(job)
            done += 1
        return done

    def _run(self, lane: Lane) -> None:
        while not self._stopping:
            heard = self._news
            try:
                self.run_due(lane)
            except Exception:
                log.exception("jobs could not be claimed")
            with self._wake:
                if not (self._news > heard or self._stopping):
                    self._wake.wait(timeout=1)

    def _any_due(self, conn: sa.Connection, lane: Lane) -> bool:
        return conn.execute(_due(self._db.clock.now(), lane).limit(1)).first() is not None

    def _claim(self, tx: Tx, lane: Lane = EVERY) -> "sa.Row[Any] | None":
        pick = _due(tx.now, lane).order_by(jobs.c.due, jobs.c.id).limit(1)
        if tx.conn.dialect.name == "postgresql":
            pick = sa.select(pick.with_for_update(skip_locked=True).cte("pick").c.id)
        return tx.conn.execute(
            jobs.update()
            .where(jobs.c.id.in_(pick.scalar_subquery()))
            .values(state="running", lease=tx.now + LEASE, tries=jobs.c.tries + 1)
            .returning(jobs.c.id, jobs.c.kind, jobs.c.args, jobs.c.tries)
        ).first()

    def _do(self, job: "sa.Row[Any]") -> None:
        try:
            self._handlers[job.kind](msgspec.json.decode(job.args))
        except Exception as error:  # noqa: BLE001 - whatever went wrong, the job is not lost
            name = type(error).__name__
            log.warning("job %s %s failed: %s", job.id, job.kind, name)
            self._db.write(lambda tx: _put_back(tx, job, name))
        else:
            self._db.write(lambda tx: tx.conn.execute(jobs.delete().where(jobs.c.id == job.id)))


def _due(now: int, lane: Lane) -> "sa.Select[tuple[int]]":
    ready = sa.and_(jobs.c.state == "ready", jobs.c.due <= now)
    abandoned = sa.and_(jobs.c.state == "running", jobs.c.lease < now)
    return sa.select(jobs.c.id).where(sa.or_(ready, abandoned), lane)


def _put_back(tx: Tx, job: "sa.Row[Any]", error: str) -> None:
    wait = min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(job.tries - 1, 20))
    tx.conn.execute(
        jobs.update()
        .where(jobs.c.id == job.id)
        .values(state="failed" if job.tries >= MOST_TRIES else "ready", due=tx.now + wait, error=error)
    )
