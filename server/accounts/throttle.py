"""Slows down the guessing of passwords without ever locking a parent out for long (spec 2.8)."""

from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

SECOND: Final = 1000
FORGOTTEN_AFTER: Final = 15 * 60 * SECOND
MOST_REMEMBERED: Final = 50_000


@dataclass(frozen=True, slots=True)
class Pace:
    """So many tries are free; after each further one comes a wait that doubles up to ``longest`` seconds."""

    free: int
    longest: int

    def seconds_after(self, tries: int) -> int:
        """How long to wait after that many wrong tries."""
        over = tries - self.free
        return 0 if over < 0 else min(self.longest, 2 ** min(over + 1, 20))


HERE: Final = Pace(free=5, longest=300)
"""One account from one address."""
ACCOUNT: Final = Pace(free=30, longest=60)
"""One account from anywhere: short, because it is also how a stranger could keep its owner out."""
ADDRESS: Final = Pace(free=60, longest=60)
"""One address for all accounts: a whole school may stand behind it."""


@dataclass(slots=True)
class _Count:
    tries: int = 0
    last_at: int = 0
    next_at: int = 0


Key = tuple[str, str, str]


class Throttle:
    """Counts tries in memory, oldest forgotten first. A try counts as wrong until it is told to be right."""

    def __init__(self) -> None:
        self._counts: OrderedDict[Key, _Count] = OrderedDict()
        self._trusted: OrderedDict[Key, None] = OrderedDict()

    def try_at(self, now: int, account: str, address: str) -> int:
        """Seconds to wait before this may be tried; 0 means: try, it is counted."""
        paces = self._paces(account, address)
        wait = max(self._count(key, now).next_at for key in paces) - now
        if wait > 0:
            return -(-wait // SECOND)
        for key, pace in paces.items():
            count = self._count(key, now)
            count.tries += 1
            count.last_at = now
            count.next_at = now + SECOND * pace.seconds_after(count.tries)
        return 0

    def was_right(self, account: str, address: str) -> None:
        """The try succeeded: from this address the account's owner no longer waits for strangers' tries."""
        here = ("here", account, address)
        for key, pace in self._paces(account, address).items():
            if count := self._counts.get(key):
                count.tries -= 1
                count.next_at = count.last_at + SECOND * pace.seconds_after(count.tries)
        self._counts.pop(here, None)
        self._trusted[here] = None
        self._trusted.move_to_end(here)
        if len(self._trusted) > MOST_REMEMBERED:
            self._trusted.popitem(last=False)

    def _paces(self, account: str, address: str) -> dict[Key, Pace]:
        here = ("here", account, address)
        if here in self._trusted:
            return {here: HERE}
        return {here: HERE, ("account", account, ""): ACCOUNT, ("address", "", address): ADDRESS}

    def _count(self, key: Key, now: int) -> _Count:
        count = self._counts.get(key)
        if count is None or now - max(count.last_at, count.next_at) > FORGOTTEN_AFTER:
            count = self._counts[key] = _Count(last_at=now)
        self._counts.move_to_end(key)
        if len(self._counts) > MOST_REMEMBERED:
            self._counts.popitem(last=False)
        return count
