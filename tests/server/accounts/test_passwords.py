"""Passwords are stored so that they cannot be read back, and checked so that nothing is given away."""

import asyncio
import statistics
import time
from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher

from server.accounts.passwords import MOST_WAITING, Passwords
from server.core.refused import Refused


@pytest.fixture
def passwords() -> Iterator[Passwords]:
    made = Passwords()
    yield made
    made.close()


async def test_a_password_opens_only_its_own_hash(passwords: Passwords) -> None:
    stored = await passwords.make("Paper-boat-7")
    assert await passwords.check(stored, "Paper-boat-7") is True
    assert [await passwords.check(stored, wrong) for wrong in ("paper-boat-7", "Paper-boat-7 ", "")] == [
        False
    ] * 3
    assert await passwords.check(None, "Paper-boat-7") is False
    assert await passwords.check("not a hash", "Paper-boat-7") is False


async def test_long_passwords_count_to_their_last_letter(passwords: Passwords) -> None:
    long = "ü" * 500
    stored = await passwords.make(long)
    assert [await passwords.check(stored, said) for said in (long, long[:-1], long[:-1] + "u")] == [
        True,
        False,
        False,
    ]


def test_hashes_are_argon2id_with_enough_work_and_a_salt(passwords: Passwords) -> None:
    one, two = passwords.hash("Paper-boat-7"), passwords.hash("Paper-boat-7")
    assert one.split("$")[1:4] == ["argon2id", "v=19", "m=19456,t=2,p=1"]
    assert one != two


def test_a_weaker_hash_is_noticed(passwords: Passwords) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8_192, parallelism=1).hash("Paper-boat-7")
    assert (passwords.is_outdated(weak), passwords.is_outdated(passwords.hash("x"))) == (True, False)


async def test_checking_for_nobody_takes_as_long(passwords: Passwords) -> None:
    stored = await passwords.make("Paper-boat-7")

    async def took(against: str | None) -> float:
        started = time.perf_counter()
        await passwords.check(against, "wrong")
        return time.perf_counter() - started

    somebody, nobody = [], []
    for _ in range(9):
        somebody.append(await took(stored))
        nobody.append(await took(None))
    ratio = statistics.median(nobody) / statistics.median(somebody)
    assert 0.7 < ratio < 1.4


async def test_the_event_loop_runs_on_while_a_password_is_checked(passwords: Passwords) -> None:
    stored = await passwords.make("Paper-boat-7")
    check = asyncio.create_task(passwords.check(stored, "Paper-boat-7"))
    turns = 0
    while not check.done():
        await asyncio.sleep(0)
        turns += 1
    assert turns > 10


async def test_a_flood_is_turned_away_and_passes(passwords: Passwords) -> None:
    waiting = [asyncio.create_task(passwords.check(None, "x")) for _ in range(MOST_WAITING)]
    await asyncio.sleep(0)
    with pytest.raises(Refused) as caught:
        await passwords.check(None, "x")
    assert (caught.value.refusal.code, caught.value.status) == ("busy", 503)
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    assert await passwords.check(None, "x") is False
