"""Remembers what engines answered, under keyed hashes, so that the same sentence is never paid for twice."""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from typing import Final

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from server.core.db import Database, Tx
from server.translation.tables import segments

PIPELINE: Final = "2"
"""Another number makes engines be asked anew: for a change in masks or sentences."""
KEPT_MS: Final = 90 * 86_400_000
MOST_AT_HAND: Final = 20_000


class Memory:
    """Answers of engines: the newest at hand, all of 90 days in the database. Only ever masked text."""

    def __init__(self, db: Database, secret: bytes, most: int = MOST_AT_HAND) -> None:
        self._db = db
        self._secret = hashlib.blake2b(secret, person=b"segments").digest()
        self._most = most
        self._at_hand: OrderedDict[bytes, str] = OrderedDict()
        self._lock = threading.Lock()

    def key(self, *parts: str) -> bytes:
        """A hash that nobody can turn back, or even test a guess on, without the school's secret."""
        said = "\x1f".join(parts).encode()
        return hashlib.blake2b(said, key=self._secret, digest_size=16).digest()

    def find(self, keys: Iterable[bytes]) -> dict[bytes, str]:
        """What is known, with at most one query."""
        keys = set(keys)
        found = self.at_hand(keys)
        if missing := keys - found.keys():
            stored = self._stored(missing)
            self._hold(stored)
            found |= stored
        return found

    def at_hand(self, keys: Iterable[bytes]) -> dict[bytes, str]:
        """What is known without asking the database."""
        with self._lock:
            found = {key: self._at_hand[key] for key in keys if key in self._at_hand}
            for key in found:
                self._at_hand.move_to_end(key)
        return found

    def keep(self, learnt: Mapping[bytes, str]) -> None:
        """Remembers answers."""
        if learnt:
            self._hold(learnt)
            self._db.write(lambda tx: _store(tx, learnt))

    def forget_old(self, tx: Tx) -> None:
        """Drops what is past its time."""
        tx.conn.execute(segments.delete().where(segments.c.at < tx.now - KEPT_MS))

    def _stored(self, keys: set[bytes]) -> dict[bytes, str]:
        fresh = self._db.clock.now() - KEPT_MS
        query = sa.select(segments.c.key, segments.c.wording).where(
            segments.c.key.in_(list(keys)), segments.c.at >= fresh
        )
        return {bytes(key): wording for key, wording in self._db.read(lambda conn: conn.execute(query).all())}

    def _hold(self, answers: Mapping[bytes, str]) -> None:
        with self._lock:
            self._at_hand.update(answers)
            for key in answers:
                self._at_hand.move_to_end(key)
            while len(self._at_hand) > self._most:
                self._at_hand.popitem(last=False)


def _store(tx: Tx, learnt: Mapping[bytes, str]) -> None:
    dialect = postgresql if tx.conn.dialect.name == "postgresql" else sqlite
    insert = dialect.insert(segments)
    change = {"wording": insert.excluded.wording, "at": insert.excluded.at}
    rows = [{"key": key, "wording": wording, "at": tx.now} for key, wording in sorted(learnt.items())]
    tx.conn.execute(insert.on_conflict_do_update(index_elements=["key"], set_=change), rows)
