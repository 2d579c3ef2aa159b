"""Makes a school's translator from what the school allows."""

import sqlalchemy as sa

from server.core.context import Context
from server.school.tables import classes
from server.translation.engines.choose import allowed_engines
from server.translation.translator import NamesOf, Translator


def build_translator(context: Context, roster_names: NamesOf) -> Translator:
    """``roster_names``: every name that a text may hold."""
    return Translator(
        context.db,
        context.secret,
        allowed_engines(context.settings.engines),
        roster_names,
        class_names=_class_names,
    )


def _class_names(conn: sa.Connection) -> list[str]:
    return list(conn.execute(sa.select(classes.c.name).order_by(classes.c.id)).scalars())
