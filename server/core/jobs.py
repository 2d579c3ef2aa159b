"""Work for later: rows committed with what caused them, done at least once, tried again when they fail."""

import logging
import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache, lru_cache, partial
from typing import Any, Final, NamedTuple

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from server.core.db import Database, Tx
from server.core.hot import Hot
from server.core.tables import jobs

log = logging.getLogger(__name__)

Args = dict[str, Any]
Handler = Callable[[Args], None]
Together = Callable[[Sequence[Args]], None]
"""Does many jobs of one kind as one piece of work: all of them, or it raises and each is done again alone."""
LEASE = 120_000
"""How long a claimed job may take before another runner may take it over, in ms."""
FIRST_WAIT, LONGEST_WAIT = 1_000, 300_000
MOST_TRIES = 50
MOST_TOGETHER = 64


class Job(NamedTuple):
    """A job that was claimed."""

    id: int
    kind: str
    args: str
    tries: int


def enqueue(
    tx: Tx, kind: str, args: Mapping[str, int | str], *, due: int | None = None, key: str | None = None
) -> None:
    """Leaves work to be done after this commit, not before ``due`` (ms). With ``key``: only once while it waits."""
    row = {"kind": kind, "args": msgspec.json.encode(args).decode(), "due": due or tx.now, "key": key}
    _insert(tx.conn.dialect.name).run(tx.conn, row)
    tx.after(tx.db.on_job)


def enqueue_each(tx: Tx, kind: str, many: Sequence[tuple[Mapping[str, int | str], str]]) -> None:
    """Leaves the same kind of work many times, each with its args and key, as ``enqueue`` does once."""
    if not many:
        return
    dialect = postgresql if tx.conn.dialect.name == "postgresql" else sqlite
    rows = [
        {"kind": kind, "args": msgspec.json.encode(args).decode(), "due": tx.now, "key": key}
        for args, key in many
    ]
    tx.conn.execute(dialect.insert(jobs).on_conflict_do_nothing(index_elements=["key"]), rows)
    tx.after(tx.db.on_job)


@lru_cache(maxsize=2)
def _insert(database: str) -> Hot:
    dialect = postgresql if database == "postgresql" else sqlite
    given = {name: sa.bindparam(name, type_=jobs.c[name].type) for name in ("kind", "args", "due", "key")}
    return Hot(dialect.insert(jobs).values(given).on_conflict_do_nothing(index_elements=["key"]))


class Lane:
    """Which jobs a thread does: ``only`` these kinds, or all kinds but ``no`` ones."""

    def __init__(self, *, only: Collection[str] = (), no: Collection[str] = ()) -> None:
        kind = jobs.c.kind
        which = (
            sa.or_(*(kind == name for name in only))
            if only
            else sa.and_(sa.true(), *(kind != name for name in no))
        )
        self.any_due = Hot(_due(which).limit(1))
        self.take_one = _take(which, 1)


def _due(which: sa.ColumnElement[bool]) -> "sa.Select[tuple[int]]":
    now: sa.BindParameter[int] = sa.bindparam("now", type_=sa.BigInteger)
    ready = sa.and_(jobs.c.state == "ready", jobs.c.due <= now)
    abandoned = sa.and_(jobs.c.state == "running", jobs.c.lease < now)
    return sa.select(jobs.c.id).where(sa.or_(ready, abandoned), which)


def _take(which: sa.ColumnElement[bool], most: int) -> Hot:
    """Claims the jobs that are due first. On PostgreSQL those that another runner is just claiming are passed over."""
    due = _due(which).order_by(jobs.c.due, jobs.c.id).limit(most).with_for_update(skip_locked=True)
    picked = sa.select(due.cte("picked").c.id).scalar_subquery()
    claimed = {"state": "running", "lease": sa.bindparam("lease"), "tries": jobs.c.tries + 1}
    change = jobs.update().where(jobs.c.id.in_(picked)).values(claimed)
    return Hot(change.returning(jobs.c.id, jobs.c.kind, jobs.c.args, jobs.c.tries))


@cache
def _lane(*, only: frozenset[str] = frozenset(), no: frozenset[str] = frozenset()) -> Lane:
    """The same for all schools of a process: its statements are put together once."""
    return Lane(only=sorted(only), no=sorted(no))


EVERY: Final = Lane()
_TAKE_ALIKE: Final = _take(jobs.c.kind == sa.bindparam("kind", type_=sa.Text), MOST_TOGETHER - 1)


_DROP: Final = Hot(jobs.delete().where(jobs.c.id == sa.bindparam("job", type_=sa.BigInteger)))


class Runner:
    """Threads that do the jobs of one school.

    ``handlers``: kind → what does it, given the job's ``args``; it runs outside any transaction.
    ``together``: the same for kinds that come in hundreds and cost less when many are done as one.
    ``slow``: the kinds that may wait long for somebody else; one thread does none of them, so that what has its
    hour (a story's time, the end of a right) never waits behind them.
    ``apart``: the kinds that come in hundreds and wait for somebody else each time; one thread does nothing else,
    and nothing waits behind them.
    Without ``threads`` nothing is done but by ``run_due``.
    A handler that raises is tried again later, up to ``MOST_TRIES`` times; then the job stays as ``failed``.
    """

    def __init__(
        self,
        db: Database,
        handlers: Mapping[str, Handler],
        threads: int = 3,
        slow: Collection[str] = frozenset(),
        apart: Collection[str] = frozenset(),
        together: Mapping[str, Together] | None = None,
    ) -> None:
        self._db = db
        self._handlers = handlers
        self._together = together or {}
        self._wake = threading.Condition()
        self._news = 0
        self._stopping = False
        kinds, lanes = frozenset(apart), list[Lane]()
        if threads:
            lanes = [_lane(no=kinds | frozenset(slow)), *[_lane(no=kinds)] * (threads - 1)]
            lanes += [_lane(only=kinds)] if kinds else []
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
            taken := self._db.write(partial(self._claim, lane=lane))
        ):
            self._do(taken)
            done += len(taken)
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
        return bool(lane.any_due.run(conn, {"now": self._db.clock.now()}))

    def _claim(self, tx: Tx, lane: Lane = EVERY) -> list[Job]:
        """One job, or many of a kind that is done together."""
        values = {"now": tx.now, "lease": tx.now + LEASE}
        taken = lane.take_one.run(tx.conn, values)
        if taken and (kind := taken[0][1]) in self._together:
            taken += _TAKE_ALIKE.run(tx.conn, {**values, "kind": kind})
        return sorted(Job(*row) for row in taken)

    def _do(self, taken: Sequence[Job]) -> None:
        try:
            self._handle(taken)
        except Exception as error:  # noqa: BLE001 - whatever went wrong, the job is not lost
            if len(taken) > 1:
                for job in taken:
                    self._do([job])
                return
            name = type(error).__name__
            log.warning("job %s %s failed: %s", taken[0].id, taken[0].kind, name)
            self._db.write(lambda tx: _put_back(tx, taken[0], name))
        else:
            self._db.write(lambda tx: _drop(tx, taken))

    def _handle(self, taken: Sequence[Job]) -> None:
        kind, args = taken[0].kind, [msgspec.json.decode(job.args) for job in taken]
        if kind in self._together:
            self._together[kind](args)
        else:
            self._handlers[kind](args[0])


def _drop(tx: Tx, done: Sequence[Job]) -> None:
    for job in done:
        _DROP.run(tx.conn, {"job": job.id})


def _put_back(tx: Tx, job: Job, error: str) -> None:
    wait = min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(job.tries - 1, 20))
    tx.conn.execute(
        jobs.update()
        .where(jobs.c.id == job.id)
        .values(state="failed" if job.tries >= MOST_TRIES else "ready", due=tx.now + wait, error=error)
    )
