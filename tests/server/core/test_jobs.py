"""Jobs are done at least once, not before their time, and tried again."""

import threading
from collections.abc import Callable, Sequence
from typing import Any

import pytest
import sqlalchemy as sa

from server.core.db import Database, Tx
from server.core.jobs import LEASE, MOST_TRIES, Runner, enqueue
from server.core.refused import Refused
from server.core.tables import jobs
from tests.edges import MINUTE, FixedClock

Args = dict[str, Any]


def runner(db: Database, do: Callable[[Args], None]) -> Runner:
    return Runner(db, {"mail": do})


def leave(db: Database, **more: Any) -> None:
    db.write(lambda tx: enqueue(tx, "mail", {"n": 1}, **more))


def test_a_job_is_done_once(database: Database) -> None:
    done: list[Args] = []
    leave(database)
    assert runner(database, done.append).run_due() == 1
    assert runner(database, done.append).run_due() == 0
    assert done == [{"n": 1}]


def test_a_job_of_a_failed_write_never_was(database: Database) -> None:
    def fail(tx: Tx) -> None:
        enqueue(tx, "mail", {"n": 1})
        raise Refused("no")

    with pytest.raises(Refused):
        database.write(fail)
    assert runner(database, lambda args: None).run_due() == 0


def test_a_job_waits_for_its_time(database: Database, clock: FixedClock) -> None:
    done: list[Args] = []
    leave(database, due=clock.now() + MINUTE)
    assert runner(database, done.append).run_due() == 0
    clock.forward(MINUTE)
    assert runner(database, done.append).run_due() == 1


def test_the_same_key_waits_once(database: Database) -> None:
    leave(database, key="daily")
    leave(database, key="daily")
    assert runner(database, lambda args: None).run_due() == 1


def test_a_failed_job_is_tried_again_later_and_later(database: Database, clock: FixedClock) -> None:
    tries: list[int] = []

    def fail(args: Args) -> None:
        tries.append(clock.now())
        raise ValueError

    leave(database)
    start = clock.now()
    for _ in range(8):
        runner(database, fail).run_due()
        clock.forward(500)
    assert [at - start for at in tries] == [0, 1000, 3000]


def test_a_job_that_never_works_is_left_for_a_person_to_see(database: Database, clock: FixedClock) -> None:
    def fail(args: Args) -> None:
        raise ValueError

    leave(database)
    for _ in range(MOST_TRIES + 5):
        runner(database, fail).run_due()
        clock.forward(10 * MINUTE)
    row = database.read(lambda conn: conn.execute(sa.select(jobs)).one())
    assert (row.state, row.tries, row.error) == ("failed", MOST_TRIES, "ValueError")


def test_jobs_that_wait_for_others_hold_up_nothing_else(database: Database) -> None:
    """Every thread that does such a job is stuck, and the next other job is done all the same."""
    stuck, done = threading.Event(), threading.Event()

    def wait(args: Args) -> None:
        stuck.wait(20)

    working = Runner(database, {"mail": wait, "translate": lambda args: done.set()}, 2, apart=["mail"])
    for _ in range(4):
        leave(database)
    working.start()
    database.write(lambda tx: enqueue(tx, "translate", {}))
    working.wake()
    assert done.wait(10)
    stuck.set()
    working.stop()


def test_without_threads_a_job_waits_for_whoever_asks_for_it(database: Database) -> None:
    done: list[Args] = []
    working = Runner(database, {"mail": done.append}, 0, apart=["mail"])
    working.start()
    leave(database)
    working.wake()
    assert not done
    assert working.run_due() == 1
    working.stop()


def test_a_job_of_a_server_that_died_is_taken_over(database: Database, clock: FixedClock) -> None:
    done: list[Args] = []
    leave(database)
    dying = runner(database, done.append)
    assert database.write(dying._claim)
    assert runner(database, done.append).run_due() == 0
    clock.forward(LEASE + 1)
    assert runner(database, done.append).run_due() == 1


def test_jobs_of_one_kind_are_done_together_and_alone_when_one_of_them_fails(
    database: Database, clock: FixedClock
) -> None:
    tried: list[list[int]] = []

    def do(many: Sequence[Args]) -> None:
        numbers = [args["n"] for args in many]
        tried.append(numbers)
        if 2 in numbers:
            raise ValueError

    for n in range(4):
        database.write(lambda tx, n=n: enqueue(tx, "notice", {"n": n}))  # type: ignore[misc]
    other: list[Args] = []
    leave(database)
    working = Runner(database, {"mail": other.append}, together={"notice": do})
    assert working.run_due() == 5
    assert tried == [[0, 1, 2, 3], [0], [1], [2], [3]]
    assert other == [{"n": 1}]
    clock.forward(MINUTE)
    assert working.run_due() == 1
    assert tried[-1] == [2]
