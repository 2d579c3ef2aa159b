"""Makes a school's translator from what the school allows."""

from collections.abc import Sequence

import sqlalchemy as sa

from server.accounts.tables import people
from server.core.context import Context
from server.school.tables import classes, pupils
from server.translation.engines.choose import allowed_engines
from server.translation.engines.listed import listed_engines
from server.translation.phrasebook import Phrasebook
from server.translation.translator import Follow, Translator


def build_translator(
    context: Context, phrasebook: Phrasebook, followers: Sequence[Follow] = ()
) -> Translator:
    """A translator that hides the names of this school; ``followers`` hear of each translation that is kept."""
    settings = context.settings
    engines = allowed_engines([*settings.engines, *listed_engines(settings.data)])
    return Translator(
        context.db, context.secret, engines, full_names, class_names, phrasebook, followers=followers
    )


def full_names(conn: sa.Connection) -> list[str]:
    """Everybody whom a text may name: pupils and adults, also those who left."""
    return list(conn.execute(sa.union_all(sa.select(pupils.c.name), sa.select(people.c.name))).scalars())


def class_names(conn: sa.Connection) -> list[str]:
    """What the classes are called."""
    return list(conn.execute(sa.select(classes.c.name).order_by(classes.c.id)).scalars())
