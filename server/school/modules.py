"""The parts of Bookbag that a school has switched off: what was in them is kept, and nobody finds it (spec 14.5)."""

from functools import lru_cache

import sqlalchemy as sa

from server.core.audit import record
from server.core.db import Tx
from server.core.feed import tell_all_start_over
from server.core.hot import Hot
from server.core.refused import not_found
from server.core.viewer import Viewer
from server.school.tables import modules_off
from wire.modules import OFFERED, Modules, SwitchModule


def switched_off(conn: sa.Connection) -> frozenset[str]:
    """The parts that are switched off. For whoever asks it stands in ``Viewer.off``, which is remembered."""
    return frozenset(row[0] for row in _all().run(conn, {}))


def switch_module(tx: Tx, viewer: Viewer, ask: SwitchModule) -> Modules:
    """Switches a part on or off for everybody, at once; doing it twice changes nothing."""
    if ask.module not in OFFERED:
        raise not_found()
    off = switched_off(tx.conn)
    if (ask.module in off) == ask.on:
        if ask.on:
            tx.conn.execute(modules_off.delete().where(modules_off.c.module == ask.module))
        else:
            tx.conn.execute(modules_off.insert(), {"module": ask.module, "at": tx.now})
        record(tx, viewer.person_id, "school:module:switch", module=ask.module, on=int(ask.on))
        tell_all_start_over(tx)
    return Modules(off=tuple(sorted(switched_off(tx.conn))))


@lru_cache(maxsize=1)
def _all() -> Hot:
    return Hot(sa.select(modules_off.c.module))
