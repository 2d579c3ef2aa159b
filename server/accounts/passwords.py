"""Passwords: hashed with argon2id in a thread of their own, so that no other request waits for one."""

import asyncio
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Final, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from server.core.refused import Refused

T = TypeVar("T")
HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
"""OWASP's least for argon2id: 19 MiB, two passes, one lane."""
MOST_WAITING: Final = 100
"""About two seconds of work; more than that is an attack, and must not fill the memory."""


@cache
def _nobodys() -> str:
    """The hash of a password that nobody has."""
    return HASHER.hash(secrets.token_urlsafe(16))


class Passwords:
    """Hashes and checks passwords, one at a time (about 22 ms and 19 MiB each)."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="passwords")
        self._waiting = 0
        self._nobody = _nobodys()

    def hash(self, password: str) -> str:
        """The hash to store. Blocks; from the event loop use ``make``."""
        return HASHER.hash(password)

    async def make(self, password: str) -> str:
        """``hash`` without blocking the event loop."""
        return await self._in_thread(lambda: self.hash(password))

    async def check(self, stored: str | None, password: str) -> bool:
        """Whether the password belongs to the stored hash.

        Without a stored hash it takes just as long and says no, so that nobody learns who has an account.
        """
        right = await self._in_thread(lambda: self._matches(stored or self._nobody, password))
        return right and stored is not None

    def is_outdated(self, stored: str) -> bool:
        """Whether a hash was made with weaker settings than today's."""
        return HASHER.check_needs_rehash(stored)

    def close(self) -> None:
        """Lets the thread go."""
        self._thread.shutdown(cancel_futures=True)

    def _matches(self, stored: str, password: str) -> bool:
        try:
            return HASHER.verify(stored, password)
        except (VerificationError, InvalidHashError):
            return False

    async def _in_thread(self, work: Callable[[], T]) -> T:
        if self._waiting >= MOST_WAITING:
            raise Refused("busy", 503)
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, work)
        finally:
            self._waiting -= 1
